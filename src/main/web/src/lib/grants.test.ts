// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import type { Collection } from './contract';
import { byLevel, grantsOf, rowsOf } from './grants';

const collection: Collection = {
  id: 'c',
  name: 'Ortsrecht',
  grants: [
    { level: 'read', group: 'Bauamt' },
    { level: 'contribute', person: 'p1', name: 'mueller' },
    { level: 'curate', person: 'p2', name: 'lang' },
  ],
};

it('gives back what it got as long as nobody types', () => {
  expect(grantsOf(rowsOf(collection, true), collection)).toEqual([
    { level: 'read', group: 'Bauamt' },
    { level: 'curate', person: 'p2' },
    { level: 'contribute', person: 'p1' },
  ]);
});

it('names a person anew whose row got another name', () => {
  const rows = rowsOf(collection, true);
  rows[2]!.name = ' schmidt ';
  expect(grantsOf(rows, collection)[2]).toEqual({ level: 'contribute', person: 'schmidt' });
});

it('leaves out rows without a name', () => {
  const rows = [
    { kind: 'group', name: '  ', level: 'read', fixed: false },
    { kind: 'person', name: '', level: 'read', fixed: false },
  ] as const;
  expect(grantsOf([...rows], undefined)).toEqual([]);
  expect(rowsOf(undefined, true)).toEqual([]);
});

it('keeps curators away from who else looks after the collection', () => {
  expect(rowsOf(collection, false).map((row) => row.fixed)).toEqual([false, false, true]);
  expect(rowsOf(collection, true).some((row) => row.fixed)).toBe(false);
});

it('sums up by level', () => {
  expect(byLevel([...collection.grants!, { level: 'read', group: 'Ämter' }])).toEqual([
    { level: 'read', names: ['Ämter', 'Bauamt'] },
    { level: 'contribute', names: ['mueller'] },
    { level: 'curate', names: ['lang'] },
  ]);
});
