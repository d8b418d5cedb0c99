// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import type { Document } from './contract';
import { factLabel, factValue, inOrder, recognized } from './facts';

const document: Document = { id: 'd', name: 'a.pdf', collection: 'c', state: 'complete' };

it('says days and kinds as people do, and leaves words as they are', () => {
  expect(factValue('in-force-since', '2023-01-01')).toBe('1. Januar 2023');
  expect(factValue('in-force-since', 'am Tag nach der Bekanntmachung')).toBe('am Tag nach der Bekanntmachung');
  expect(factValue('version', '2023-01-01')).toBe('2023-01-01');
  expect(factValue('kind', 'by-law')).toBe('Satzung');
  expect(factValue('kind', 'something-new')).toBe('something-new');
  expect(factValue('date', '')).toBe('keine Angabe');
});

it('puts facts in the order in which people read them, unknown ones last', () => {
  const facts = ['future', 'date', 'title'].map((name) => ({ name, value: 'x', origin: 'read' as const }));
  expect(inOrder(facts).map(({ name }) => name)).toEqual(['title', 'date', 'future']);
  expect(factLabel('future')).toBe('future');
});

it('tells of recognized pages how sure they are', () => {
  expect(recognized(document)).toBeUndefined();
  expect(recognized({ ...document, recognized: {} })).toBeUndefined();
  expect(recognized({ ...document, recognized: { '3': 71 } })).toMatchObject({
    words: 'Seite 3: Texterkennung, Sicherheit 71 %',
    unsure: true,
  });
});

it('sums up many pages in the order of the document', () => {
  const many = recognized({ ...document, recognized: { '10': 95, '2': 88 } });
  expect(many?.words).toBe('2 Seiten mit Texterkennung gelesen, Sicherheit 88 bis 95 %');
  expect(many?.pages.map(({ page }) => page)).toEqual([2, 10]);
  expect(many?.unsure).toBe(false);
});
