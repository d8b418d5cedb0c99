// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { nameOf, portions, type Chosen } from './upload';

function chosen(name: string, size = 1): Chosen {
  return { name, file: { name, size } as File };
}

it('calls files by the folder that all come from', () => {
  expect(nameOf([chosen('Satzungen/a.pdf'), chosen('Satzungen/alt/b.pdf')])).toBe('Satzungen');
});

it('leaves it to the server to call files from several places', () => {
  expect(nameOf([chosen('a.pdf')])).toBe('');
  expect(nameOf([chosen('a.pdf'), chosen('Satzungen/b.pdf')])).toBe('');
  expect(nameOf([chosen('Satz/a.pdf'), chosen('Satzungen/b.pdf'), chosen('c.pdf')])).toBe('');
  expect(nameOf([])).toBe('');
});

it('sends many files in portions of a largest number and size, and loses none', () => {
  const files = [3, 3, 9, 1, 1, 1].map((size, at) => chosen(String(at), size));
  const sizes = portions(files, 2, 5).map((portion) => portion.map(({ file }) => file.size));
  expect(sizes).toEqual([[3], [3], [9], [1, 1], [1]]);
  expect(portions([])).toEqual([]);
});
