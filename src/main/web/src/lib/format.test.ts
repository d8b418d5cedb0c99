// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { isPast } from './format';

it('calls a day past only when it is over', () => {
  const now = new Date(2027, 0, 31, 23, 59);
  expect(isPast('2027-01-30', now)).toBe(true);
  expect(isPast('2027-01-31', now)).toBe(false);
  expect(isPast('2027-02-01', now)).toBe(false);
  expect(isPast('', now)).toBe(false);
  expect(isPast(undefined, now)).toBe(false);
});
