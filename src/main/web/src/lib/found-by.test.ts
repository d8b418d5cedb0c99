// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { foundByText } from './found-by';

it.each([
  [{ words: 0.8, meaning: 0, alike: false }, 'über die Wörter gefunden'],
  [{ words: 0, meaning: 0.2, alike: false }, 'über die Bedeutung gefunden'],
  [{ words: 0.5, meaning: 0.15, alike: false }, 'über Wörter und Bedeutung gefunden'],
  [{ words: 0.8, meaning: 0.01, alike: false }, 'über die Wörter gefunden'],
  [{ words: 0.5, meaning: 0.1, alike: true }, 'über ähnlich geschriebene Wörter gefunden'],
])('says how a passage was found', (by, text) => {
  expect(foundByText(by)).toBe(text);
});

it('says nothing where nobody searched for words', () => {
  expect(foundByText(undefined)).toBeUndefined();
});
