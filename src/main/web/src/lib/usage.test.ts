// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { tableOf, weekLabel } from './usage';

it('puts weeks below each other and units beside each other, the whole authority first', () => {
  const table = tableOf(
    [
      { week: '2026-W52', unit: 'Bauamt', kind: 'questions', number: 3 },
      { week: '2027-W01', unit: '', kind: 'questions', number: 9 },
      { week: '2026-W52', unit: '', kind: 'questions', number: 5 },
      { week: '2027-W01', unit: '', kind: 'searches', number: 70 },
    ],
    'questions',
  );
  expect(table).toEqual({
    units: ['', 'Bauamt'],
    rows: [
      { week: '2027-W01', numbers: [9, undefined] },
      { week: '2026-W52', numbers: [5, 3] },
    ],
  });
  expect(tableOf([], 'searches')).toEqual({ units: [], rows: [] });
});

it('names a week as people do', () => {
  expect(weekLabel('2027-W05')).toBe('5/2027');
});
