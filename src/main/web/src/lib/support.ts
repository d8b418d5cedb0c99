// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import type { Sentence, Support } from './contract';

// The checked sentences are found again in the answer and their bounds set as private characters, which the
// tokens then carry. The characters are removed from the model's text first, so that it cannot set them itself.

const begins = { unsupported: '\uE000', 'without-source': '\uE001', supported: '' } as const;
const ends = { unsupported: '\uE003', 'without-source': '\uE004', supported: '\uE002' } as const;

const reserved = /[\uE000-\uE004]/g;

/** Splits text at the bounds and keeps them. */
export const boundaries = /([\uE000-\uE004])/;
const listSyntax = /^\s*(?:(?:[-*•–]|\d{1,3}[.)]|#{1,6})\s+)?/;

export interface Marked {
  text: string;
  /** Sentences that could not be marked in the text, to be named below it. */
  apart: Sentence[];
}

/** The answer with the bounds of its sentences; without sentences just the cleaned answer. */
export function withSupport(answer: string, sentences: readonly Sentence[] = []): Marked {
  const clean = answer.replace(reserved, '');
  const apart: Sentence[] = [];
  let text = '';
  let from = 0;
  for (const sentence of sentences) {
    const wanted = sentence.text.replace(reserved, '').replace(listSyntax, '').trimEnd();
    const at = wanted === '' ? -1 : clean.indexOf(wanted, from);
    if (at < 0 || /[\n|]/.test(wanted) || unevenBold(wanted)) {
      if (sentence.state === 'unsupported') apart.push(sentence);
      if (at >= 0) {
        text += clean.slice(from, at + wanted.length);
        from = at + wanted.length;
      }
      continue;
    }
    text += clean.slice(from, at) + begins[sentence.state] + wanted + ends[sentence.state];
    from = at + wanted.length;
  }
  return { text: text + clean.slice(from), apart };
}

function unevenBold(text: string): boolean {
  return (text.match(/\*\*|__/g) ?? []).length % 2 === 1;
}

/** What a private character says; `undefined` for any other text. */
export function boundary(piece: string): { state: Support; ends: boolean } | undefined {
  for (const state of ['unsupported', 'without-source', 'supported'] as const) {
    if (piece === ends[state]) return { state, ends: true };
    if (piece !== '' && piece === begins[state]) return { state, ends: false };
  }
  return undefined;
}
