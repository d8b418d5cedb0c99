// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import type { Member } from './contract';
import { matching, originOf } from './people';

const member = (part: Partial<Member>): Member => ({ id: '1', name: 'lang', role: 'reader', groups: [], enabled: true, ...part });

it('tells an issuer from a directory by the address', () => {
  expect(originOf(member({}))).toBe('here');
  expect(originOf(member({ provider: 'ldaps://verzeichnis.stadt.example' }))).toBe('directory');
  expect(originOf(member({ provider: 'https://login.stadt.example/realms/stadt' }))).toBe('issuer');
});

it('filters by name, role, state and group, all words at once', () => {
  const people = [member({}), member({ name: 'Özil', groups: ['Bauamt'], role: 'auditor' }), member({ name: 'weg', enabled: false })];
  const names = (typed: string) => matching(people, typed).map((one) => one.name);
  expect(names('')).toHaveLength(3);
  expect(names('özil')).toEqual(['Özil']);
  expect(names('revision bau')).toEqual(['Özil']);
  expect(names('gesperrt')).toEqual(['weg']);
  expect(names('bauamt lang')).toEqual([]);
});
