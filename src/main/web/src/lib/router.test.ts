// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import { routeOf, sourceAddress } from './router.svelte';

const route = (address: string) => {
  const url = new URL(address, 'http://localhost');
  return routeOf(url.pathname, url.searchParams);
};

it('reads the addresses of the views', () => {
  expect(route('/')).toEqual({ view: 'ask' });
  expect(route('/fragen/7')).toEqual({ view: 'ask', conversation: '7' });
  expect(route('/suche?q=Hund&sammlung=a')).toEqual({ view: 'search', query: 'Hund', collection: 'a', day: '' });
  expect(route('/suche?q=Hund&stichtag=2023-01-31')).toMatchObject({ day: '2023-01-31' });
  expect(route('/suche?q=Hund&stichtag=gestern')).toMatchObject({ day: '' });
  expect(route('/ablage/a%2Fb')).toEqual({ view: 'library', collection: 'a/b' });
  expect(route('/importe')).toEqual({ view: 'runs' });
  expect(route('/importe/r1')).toEqual({ view: 'runs', run: 'r1' });
  expect(route('/ordner/s1')).toEqual({ view: 'folders', folder: 's1' });
  expect(route('/einrichten/XY-1')).toEqual({ view: 'setup', code: 'XY-1' });
  expect(route('/konto')).toEqual({ view: 'account' });
  expect(route('/journal')).toEqual({ view: 'journal', section: 'entries' });
  expect(route('/journal/nutzung')).toEqual({ view: 'journal', section: 'usage' });
  expect(route('/journal/toString')).toEqual({ view: 'unknown' });
  expect(route('/gibt-es-nicht')).toEqual({ view: 'unknown' });
});

it('reads back the address of a passage', () => {
  expect(route(sourceAddress('d/1', 5, 90))).toEqual({ view: 'source', document: 'd/1', start: 5, end: 90 });
});

it('bears broken escapes and offsets', () => {
  expect(route('/fragen/%E0%A4%A')).toEqual({ view: 'ask', conversation: '%E0%A4%A' });
  expect(route('/textstelle/d?von=-3&bis=x')).toEqual({ view: 'source', document: 'd', start: 0, end: 0 });
});
