// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import type { FoundBy } from './contract';
import { texts } from '../texts';

/** A list that adds less of the score than this did not find the passage. */
const noticeable = 0.1;

/** How a passage was found, in words; nothing if nobody searched for words. */
export function foundByText(by: FoundBy | undefined): string | undefined {
  if (by === undefined) return undefined;
  const words = texts.search.foundBy;
  if (by.alike) return words.alike;
  const all = by.words + by.meaning;
  if (by.meaning < noticeable * all) return words.words;
  return by.words < noticeable * all ? words.meaning : words.both;
}
