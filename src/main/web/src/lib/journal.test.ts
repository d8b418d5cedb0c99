// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { expect, it } from 'vitest';
import type { JournalEntry } from './contract';
import { actionName, actorName, objectName, resultText } from './journal';

const entry = (part: Partial<JournalEntry>): JournalEntry => ({
  id: 1,
  at: '2027-01-31T08:00:00Z',
  actor: 'system',
  action: 'VERIFIED',
  object: '',
  result: 'done',
  hash: '',
  ...part,
});
const result = (action: string, text: string) => resultText(entry({ action, result: text }));

it('says in words what the journal holds in short', () => {
  expect(result('PERSON_ADDED', 'reader')).toBe('Lesen');
  expect(result('KEY_MADE', 'contribute,read')).toBe('Unterlagen bringen, lesen und fragen');
  expect(result('DOCUMENTS_UPLOADED', '1 files')).toBe('1 Datei');
  expect(result('RETENTION_ENFORCED', '1200 deleted')).toBe('1.200 gelöscht');
  expect(result('SIGN_IN_FAILED', 'wrong name or password')).toBe('Name oder Passwort falsch');
  expect(result('PERSON_CHANGED', 'role curator, groups given [Bauamt], taken []')).toBe('Sammlungspflege; dazu: Bauamt');
  expect(result('GRANTS_CHANGED', 'given [read group Bau, Forst, curate person 0123456789ab], taken [contribute group IT]')).toBe(
    'dazu: lesen (Gruppe „Bau, Forst“), betreuen (Konto 01234567…); weg: beitragen (Gruppe „IT“)',
  );
});

it('shows as it is what it cannot read', () => {
  expect(actionName('SOMETHING_NEW')).toBe('SOMETHING_NEW');
  expect(actionName('toString')).toBe('toString');
  expect(result('PERSON_CHANGED', 'role curator, groups given [')).toBe('role curator, groups given [');
});

it('names who did it as far as they are known', () => {
  expect(actorName(entry({ actor: 'p1', name: 'lang' }))).toBe('lang');
  expect(actorName(entry({ actor: 'operator' }))).toBe('Befehlszeile');
  expect(actorName(entry({ actor: '0123456789abcdef' }))).toBe('gelöschtes Konto 01234567…');
});

it('names what it was done to', () => {
  const names = (id: string) => (id === 'c1' ? 'Ortsrecht' : undefined);
  expect(objectName(entry({ action: 'COLLECTION_MADE', object: 'c1' }), names)).toBe('Sammlung „Ortsrecht“');
  expect(objectName(entry({ action: 'DOCUMENT_DELETED', object: '0123456789abcdef' }), names)).toBe('Unterlage 01234567…');
  expect(objectName(entry({ action: 'PERSON_ADDED', object: 'p', object_name: 'lang' }), names)).toBe('Konto „lang“');
  expect(objectName(entry({ action: 'VERIFIED' }), names)).toBe('');
});
