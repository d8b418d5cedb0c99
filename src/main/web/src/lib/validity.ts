// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Validity } from './contract';
import { onDay } from './format';

/** The day after, as ISO 8601 writes it. */
export function dayAfter(isoDay: string): string {
  const day = new Date(`${isoDay}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** Whether a document may not be relied on at the day that was asked about. */
export function isOut(validity: Validity | undefined): boolean {
  return validity?.state === 'superseded' || validity?.state === 'not-yet';
}

/** How a document stands, in words; empty if nobody knows. What takes its place is not in it. */
export function validityWords(validity: Validity | undefined): string {
  const words = texts.facts.validity;
  const { from, until } = validity ?? {};
  switch (validity?.state) {
    case 'superseded':
      return until === undefined ? words.superseded : words.supersededSince(onDay(dayAfter(until)));
    case 'not-yet':
      return from === undefined ? words.notYet : words.notYetFrom(onDay(from));
    case 'in-force':
      if (from === undefined) return '';
      return until === undefined ? words.inForce(onDay(from)) : words.inForceUntil(onDay(from), onDay(until));
    default:
      return '';
  }
}
