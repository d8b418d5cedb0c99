// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import type { Block } from './contract';
import { around, groups, moved, placed, rowCells, spans } from './spans';

it('cuts text at passage and marks and loses no character', () => {
  const found = spans('Die Steuer beträgt 60 Euro.', [[4, 10]], [0, 18]);
  expect(found.map((span) => [span.text, span.passage, span.mark])).toEqual([
    ['Die ', true, false],
    ['Steuer', true, true],
    [' beträgt', true, false],
    [' 60 Euro.', false, false],
  ]);
});

it('bears marks that are unordered, overlap or lie outside', () => {
  const found = spans('abcdef', [[4, 99], [-3, 2], [1, 3], [5, 5]]);
  expect(found.map((span) => span.text).join('')).toBe('abcdef');
  expect(found.filter((span) => !span.mark).map((span) => span.text).join('')).toBe('d');
});

it('has no piece for an empty text', () => {
  expect(spans('', [[0, 1]])).toEqual([]);
});

it('moves marks', () => {
  expect(moved([[1, 2]], 10)).toEqual([[11, 12]]);
  expect(moved(undefined, 10)).toEqual([]);
});

it('groups rows and items, and names where pages begin', () => {
  const block = (kind: Block['kind'], page: number): Block => ({ kind, page, start: 0, end: 1 });
  const found = groups([
    block('heading', 1),
    block('list-item', 1),
    block('list-item', 1),
    block('table-header', 1),
    block('table-row', 1),
    block('table-header', 1),
    block('table-row', 2),
  ]);
  expect(found.map((group) => [group.kind, group.blocks.length, group.begins])).toEqual([
    ['heading', 1, { page: 1 }],
    ['list', 2, undefined],
    ['table', 2, undefined],
    ['table', 1, undefined],
    ['table', 1, { page: 2 }],
  ]);
});

it('knows where each cell begins', () => {
  expect(rowCells('a\tbc\t', 10)).toEqual([
    { text: 'a', start: 10 },
    { text: 'bc', start: 12 },
    { text: '', start: 15 },
  ]);
});

it('shows blocks around the passage only', () => {
  const blocks: Block[] = Array.from({ length: 100 }, (_, n) => ({ kind: 'paragraph', start: n * 10, end: n * 10 + 9 }));
  expect(around(blocks, [500, 515], 3)).toEqual([47, 55]);
  expect(around(blocks, [0, 5], 3)).toEqual([0, 4]);
  expect(around(blocks, [5000, 5005], 3)).toEqual([0, 4]);
  expect(around([], [0, 5], 3)).toEqual([0, 0]);
});

it('finds a passage whose cells are parted otherwise, with its marks', () => {
  const text = 'Vorher.\n\n(1) Die Steuer beträgt\n\nHund\tBetrag\nzweiter\t96 €\n\nNachher.';
  const start = text.indexOf('(1)');
  const end = text.indexOf('\n\nNachher');
  const cited = text.slice(start, end).replaceAll('\t', ' | ');
  const mark = cited.indexOf('96 €');
  const found = placed(text, { text: cited, start, end, marks: [[4, 7], [mark, mark + 4]] });
  expect(found?.range).toEqual([start, end]);
  expect(found?.marks.map(([from, to]) => text.slice(from, to))).toEqual(['Die', '96 €']);
});

it('finds rows that carry their header in front, and drops marks in the header', () => {
  const text = 'Hund\tBetrag\nerster\t72 €\nzweiter\t96 €';
  const start = text.indexOf('zweiter');
  const cited = 'Hund | Betrag\nzweiter | 96 €';
  const found = placed(text, { text: cited, start, end: text.length, marks: [[0, 4], [cited.indexOf('96'), cited.length]] });
  expect(found?.marks.map(([from, to]) => text.slice(from, to))).toEqual(['96 €']);
  expect(placed(text, { text: 'dritter | 120 €', start, end: text.length })).toBeUndefined();
});
