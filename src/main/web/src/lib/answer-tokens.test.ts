// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { answerBlocks, inlines } from './answer-tokens';

const text = (value: string) => ({ kind: 'text', text: value });

it('turns citation markers into citations, also several in one bracket', () => {
  expect(inlines('Die Steuer beträgt 60 Euro [1][2]. Siehe [3, 4].')).toEqual([
    text('Die Steuer beträgt 60 Euro '),
    { kind: 'citation', n: 1 },
    { kind: 'citation', n: 2, after: '.' },
    text(' Siehe '),
    { kind: 'citation', n: 3 },
    { kind: 'citation', n: 4, after: '.' },
  ]);
});

it('leaves links, HTML, brackets of other kinds and open markers plain text', () => {
  for (const value of ['[hier](https://example.org)', '<img src=x onerror=alert(1)>', 'Art. [a]', 'offen [1', '** nicht fett **']) {
    expect(inlines(value)).toEqual([text(value)]);
  }
});

it('reads bold with a citation inside', () => {
  expect(inlines('Es gilt **§ 3 [1]** sofort')).toEqual([
    text('Es gilt '),
    { kind: 'bold', children: [text('§ 3 '), { kind: 'citation', n: 1 }] },
    text(' sofort'),
  ]);
});

it('does not take number zero for a citation', () => {
  expect(inlines('[0]')).toEqual([text('[0]')]);
});

it('reads paragraphs, lists and headings', () => {
  const blocks = answerBlocks('## Gebühren\nErste Zeile\nzweite Zeile\n\n- eins\n- zwei\n  weiter\n\n3. drei\n4. vier');
  expect(blocks).toEqual([
    { kind: 'heading', children: [text('Gebühren')] },
    { kind: 'paragraph', children: [text('Erste Zeile zweite Zeile')] },
    { kind: 'list', ordered: false, start: 1, items: [[text('eins')], [text('zwei weiter')]] },
    { kind: 'list', ordered: true, start: 3, items: [[text('drei')], [text('vier')]] },
  ]);
});

it('reads a table and fills short rows', () => {
  const blocks = answerBlocks('| Hund | Euro |\n|---|---:|\n| erster | 60 |\n| zweiter |');
  expect(blocks).toEqual([
    {
      kind: 'table',
      header: [[text('Hund')], [text('Euro')]],
      rows: [
        [[text('erster')], [text('60')]],
        [[text('zweiter')], []],
      ],
    },
  ]);
});

it('keeps a row without a rule below it as text', () => {
  expect(answerBlocks('| a | b |')).toEqual([{ kind: 'paragraph', children: [text('| a | b |')] }]);
});

it('ends for any text and loses no word', () => {
  const pieces = ['- ', '| a |', '\n', '|---|\n', '**', '[1]', '1. ', 'Wort ', '\n\n', '# ', '  '];
  let seed = 7;
  for (let round = 0; round < 500; round++) {
    let sample = '';
    for (let piece = 0; piece < 12; piece++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      sample += pieces[seed % pieces.length];
    }
    const words = (value: string) => (value.match(/Wort/g) ?? []).length;
    expect(words(JSON.stringify(answerBlocks(sample))), JSON.stringify(sample)).toBe(words(sample));
  }
});
