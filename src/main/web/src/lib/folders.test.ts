// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, it } from 'vitest';
import type { Collection } from './contract';
import {
  consequences,
  create,
  excludeRows,
  foundWords,
  furtherExcludes,
  leaveOut,
  likeParent,
  refusalOf,
  rowsOf,
  subRows,
  wantedOf,
  type Counts,
  type Report,
  type WatchedFolder,
} from './folders';

const collections: Collection[] = [{ id: 'c1', name: 'Ortsrecht' }];

const report: Report = {
  made: 0,
  files: 100,
  bytes: 1000,
  folders: [
    { folder: '', files: 1, bytes: 1, unread: 0, subfolders: [] },
    { folder: 'Bauamt', files: 50, bytes: 1, unread: 2, subfolders: ['Pläne', 'Personal'], proposed_collection: 'Bauamt' },
    { folder: 'Ortsrecht', files: 9, bytes: 1, unread: 0, subfolders: [], proposed_collection: 'Ortsrecht' },
    { folder: 'Personalakten', files: 40, bytes: 1, unread: 0, subfolders: [], sensitive: 'Personal' },
  ],
  types: [],
  unread: [],
  sensitive: [
    { folder: 'Personalakten', reason: 'Personal', files: 40, bytes: 1 },
    { folder: 'Bauamt/Personal', reason: 'Personal', files: 3, bytes: 1 },
  ],
  excludes: [
    { pattern: '*.bak', reason: 'Sicherungen', files: 1, bytes: 1, proposed: true },
    { pattern: 'archiv', reason: 'Archiv', files: 1, bytes: 1, proposed: false },
    { pattern: 'Bauamt/Personal', reason: 'schutzbedürftig', files: 3, bytes: 1, proposed: true },
  ],
  cut: false,
};

const fresh: WatchedFolder = {
  id: 's',
  root: '/srv/akten',
  state: 'new',
  configured: true,
  running: false,
  answered: false,
  vanished: 0,
  files: {},
  documents: {},
  mappings: [],
  excludes: [],
  report,
};

const watched: WatchedFolder = {
  ...fresh,
  state: 'watched',
  mappings: [
    { folder: 'Bauamt', collection: 'c1', collection_name: 'Ortsrecht' },
    { folder: 'Alt', collection: 'c1', collection_name: 'Ortsrecht' },
  ],
  excludes: ['*.bak', 'Bauamt/Personal', 'geheim*'],
};

describe('the form for a folder that nobody has confirmed', () => {
  const rows = rowsOf(fresh, collections);
  const excludes = excludeRows(fresh);

  it('proposes a new collection, but none for what looks confidential or where one has readers already', () => {
    expect(rows.map(({ folder, target }) => [folder, target])).toEqual([
      ['', leaveOut],
      ['Bauamt', create],
      ['Ortsrecht', leaveOut],
      ['Personalakten', leaveOut],
    ]);
  });

  it('sends what is chosen, and leaves out confidential folders inside others', () => {
    expect(wantedOf(rows, excludes, ' *.alt \n\n*.bak')).toEqual({
      mappings: [{ folder: 'Bauamt', new_collection: 'Bauamt' }],
      excludes: ['*.bak', 'Bauamt/Personal', '*.alt'],
    });
  });

  it('lets folders inside one go elsewhere', () => {
    const parent = rows[1]!;
    const subs = subRows(fresh, parent, ['Bauamt/Personal']);
    expect(subs.map(({ folder, target }) => [folder, target])).toEqual([
      ['Bauamt/Pläne', likeParent],
      ['Bauamt/Personal', leaveOut],
    ]);
    const opened = [parent, { ...subs[0]!, target: 'c1' }, { ...subs[1]!, target: likeParent }];
    expect(wantedOf(opened, excludes, '')).toEqual({
      mappings: [
        { folder: 'Bauamt', new_collection: 'Bauamt' },
        { folder: 'Bauamt/Pläne', collection: 'c1' },
      ],
      excludes: ['*.bak'],
    });
    expect(wantedOf([parent, subs[0]!, subs[1]!], excludes, '').excludes).toEqual(['Bauamt/Personal', '*.bak']);
    expect(consequences(opened, fresh, collections).join(' ')).toContain('Bauamt/Personal klingt vertraulich');
  });

  it('refuses a form without folders, without a name, and with a name that is taken', () => {
    const out = rows.map((row) => ({ ...row, target: leaveOut }));
    expect(refusalOf(out, collections)).toContain('mindestens einen Ordner');
    expect(refusalOf([{ ...rows[1]!, name: ' ' }], collections)).toContain('einen Namen');
    expect(refusalOf([{ ...rows[1]!, name: 'Ortsrecht' }], collections)).toContain('gibt es schon');
    expect(refusalOf(rows, collections)).toBe('');
  });
});

describe('the form for a folder that is watched', () => {
  const rows = rowsOf(watched, collections);
  const excludes = excludeRows(watched);

  it('shows what was confirmed, also of folders that are gone', () => {
    expect(rows.map(({ folder, target }) => [folder, target])).toEqual([
      ['', leaveOut],
      ['Bauamt', 'c1'],
      ['Ortsrecht', leaveOut],
      ['Personalakten', leaveOut],
      ['Alt', 'c1'],
    ]);
    expect(furtherExcludes(watched, rows, excludes)).toBe('geheim*');
  });

  it('sends back the same as long as nobody changes it', () => {
    expect(wantedOf(rows, excludes, furtherExcludes(watched, rows, excludes))).toEqual({
      mappings: [
        { folder: 'Bauamt', collection: 'c1' },
        { folder: 'Alt', collection: 'c1' },
      ],
      excludes: ['*.bak', 'Bauamt/Personal', 'geheim*'],
    });
  });

  it('names what follows, and only what is new', () => {
    expect(consequences(rows, watched, collections)).toEqual([]);
    const changed = rows.map((row) => ({ ...row, target: row.folder === 'Bauamt' ? leaveOut : row.target }));
    expect(consequences(changed, watched, collections)).toEqual([
      'Bauamt wird nicht mehr übernommen: Die Unterlagen daraus werden gelöscht.',
    ]);
    expect(consequences(rows, { ...watched, mappings: [] }, collections).join(' ')).toContain('findet sofort auch diese Dateien');
  });
});

it('has no lines without a report', () => {
  const { report: _report, ...without } = fresh;
  expect(rowsOf(without, collections)).toEqual([]);
  expect(excludeRows(without)).toEqual([]);
});

it('says what a look found, and that nothing changed', () => {
  const none: Counts = { added: 0, changed: 0, renamed: 0, removed: 0, unchanged: 0, unreadable: 0, changing: 0, skipped: 0, refused: 0 };
  expect(foundWords(none)).toBe('keine Änderung');
  expect(foundWords({ ...none, unchanged: 1200 })).toBe('keine Änderung (1.200 unverändert)');
  expect(foundWords({ ...none, added: 3, unchanged: 9, unreadable: 1 })).toBe('3 neu, 1 nicht lesbar');
});
