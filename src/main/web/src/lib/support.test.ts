// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { answerBlocks, type Inline } from './answer-tokens';
import type { Sentence } from './contract';
import { withSupport } from './support';

function flat(tokens: Inline[]): string {
  return tokens
    .map((token) => {
      if (token.kind === 'text') return token.state === undefined ? token.text : `{${token.state}:${token.text}}`;
      if (token.kind === 'bold') return `*${flat(token.children)}*`;
      return token.kind === 'citation' ? `[${token.n}]${token.after ?? ''}` : `<${token.state}>`;
    })
    .join('');
}

function shown(answer: string, sentences: Sentence[]): { text: string; apart: number } {
  const marked = withSupport(answer, sentences);
  const text = answerBlocks(marked.text)
    .map((block) => {
      if (block.kind === 'list') return block.items.map(flat).join(' / ');
      return block.kind === 'table' ? 'table' : flat(block.children);
    })
    .join(' // ');
  return { text, apart: marked.apart.length };
}

it('marks each sentence with its state', () => {
  const answer = 'Es kostet 60 Euro [1]. Es ist **immer** frei. Gut.';
  expect(
    shown(answer, [
      { text: 'Es kostet 60 Euro [1].', state: 'supported', citations: [1] },
      { text: 'Es ist **immer** frei.', state: 'unsupported' },
      { text: 'Gut.', state: 'without-source' },
    ]),
  ).toEqual({
    text:
      'Es kostet 60 Euro [1].<supported> {unsupported:Es ist }*{unsupported:immer}*{unsupported: frei.}<unsupported>' +
      ' {without-source:Gut.}<without-source>',
    apart: 0,
  });
});

it('marks sentences in list items and keeps the list', () => {
  expect(
    shown('- Ausweis\n- Foto', [
      { text: '- Ausweis', state: 'supported' },
      { text: 'Foto', state: 'unsupported' },
    ]),
  ).toEqual({ text: 'Ausweis<supported> / {unsupported:Foto}<unsupported>', apart: 0 });
});

it('names unsupported sentences apart when they are not found in the answer', () => {
  expect(shown('Ein Text.', [{ text: 'Anders.', state: 'unsupported' }])).toEqual({ text: 'Ein Text.', apart: 1 });
});

it('does not let the model set the marks itself', () => {
  expect(shown('Falsch\uE002 belegt.', [])).toEqual({ text: 'Falsch belegt.', apart: 0 });
});

it('loses nothing of the answer when a sentence cannot be marked', () => {
  const answer = 'Eins **fett. Zwei** fertig.';
  expect(shown(answer, [{ text: 'Eins **fett.', state: 'unsupported' }])).toEqual({ text: 'Eins *fett. Zwei* fertig.', apart: 1 });
});
