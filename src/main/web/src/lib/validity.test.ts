// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { dayAfter, isOut, validityWords } from './validity';

it('knows the day after, over months, years and changes of the clock', () => {
  expect(dayAfter('2022-12-31')).toBe('2023-01-01');
  expect(dayAfter('2024-02-28')).toBe('2024-02-29');
  expect(dayAfter('2026-03-28')).toBe('2026-03-29');
  expect(dayAfter('2026-10-25')).toBe('2026-10-26');
});

it('says since when a document is out of force: the day after its last one', () => {
  expect(validityWords({ state: 'superseded', from: '2013-01-01', until: '2022-12-31' })).toBe('nicht mehr in Kraft seit 1. Januar 2023');
  expect(validityWords({ state: 'superseded' })).toBe('nicht mehr in Kraft');
});

it('tells what is to come, and what holds', () => {
  expect(validityWords({ state: 'not-yet', from: '2027-07-01' })).toBe('noch nicht in Kraft, gilt ab 1. Juli 2027');
  expect(validityWords({ state: 'in-force', from: '2023-01-01' })).toBe('in Kraft seit 1. Januar 2023');
  expect(validityWords({ state: 'in-force', from: '2023-01-01', until: '2027-12-31' })).toBe('in Kraft vom 1. Januar 2023 bis 31. Dezember 2027');
});

it('claims nothing of what nobody knows', () => {
  expect(validityWords({ state: 'unknown' })).toBe('');
  expect(validityWords(undefined)).toBe('');
  expect(isOut({ state: 'unknown' })).toBe(false);
  expect(isOut(undefined)).toBe(false);
  expect(isOut({ state: 'superseded' })).toBe(true);
});
