// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, it } from 'vitest';
import type { Import } from './contract';
import { byReason, news, portion, progressWords, results, standing, timeLeft, together, type Run, type Tally } from './runs';

const nothing: Tally = {
  files: 0,
  waiting: 0,
  reading: 0,
  searchable: 0,
  complete: 0,
  unchanged: 0,
  refused: 0,
  bytes: 0,
  bytes_done: 0,
  pages_left: 0,
  bytes_per_second: 0,
};

function run(tally: Partial<Tally>, state: Run['state'] = 'running', id = 'r'): Run {
  return { id, collection: 'c', name: 'akten.zip', state, created: 0, tally: { ...nothing, ...tally } };
}

const half = { files: 1204, waiting: 390, reading: 2, complete: 812, bytes: 1_200_000_000, bytes_done: 340_000_000 };

describe('how far an import is, in words', () => {
  it('names files, bytes and time', () => {
    expect(progressWords(run({ ...half, seconds_left: 350 }))).toBe(
      '812 von 1.204 Dateien, 340 MB von 1,2 GB, noch etwa 6 Minuten',
    );
  });

  it('says so when nobody can tell the time', () => {
    expect(progressWords(run(half))).toBe('812 von 1.204 Dateien, 340 MB von 1,2 GB, Dauer noch nicht abzusehen');
  });

  it('tells no time while it is paused', () => {
    expect(progressWords(run({ ...half, seconds_left: 350 }, 'paused'))).toBe('812 von 1.204 Dateien, 340 MB von 1,2 GB');
  });

  it('does not say "0 of 0" of an import without files', () => {
    expect(progressWords(run({}))).toBe('Zu diesem Import gibt es keine Dateien mehr.');
  });

  it('counts one file as one', () => {
    expect(progressWords(run({ files: 1, complete: 1, bytes: 500, bytes_done: 500, pages_left: 3 }))).toBe('1 Datei gelesen, 500 Byte');
  });

  it('shows files where nothing has a size, and never more than all', () => {
    expect(portion({ ...nothing, files: 4, waiting: 1 })).toEqual({ value: 3, max: 4 });
    expect(portion(nothing)).toEqual({ value: 0, max: 1 });
    expect(portion({ ...nothing, files: 1, bytes: 10, bytes_done: 12 })).toEqual({ value: 10, max: 10 });
  });
});

describe('the time that is left', () => {
  it.each([
    [undefined, 'Dauer noch nicht abzusehen'],
    [0, 'noch weniger als eine Minute'],
    [59, 'noch weniger als eine Minute'],
    [60, 'noch etwa 1 Minute'],
    [1180, 'noch etwa 20 Minuten'],
    [1500, 'noch etwa 25 Minuten'],
    [3599, 'noch etwa 55 Minuten'],
    [3600, 'noch etwa 1 Stunde'],
    [5400, 'noch etwa 1,5 Stunden'],
    [36_000, 'noch etwa 10 Stunden'],
    [260_000, 'noch etwa 3 Tage'],
  ])('%s seconds: %s', (seconds, words) => expect(timeLeft(seconds)).toBe(words));
});

describe('how an import stands', () => {
  it('goes on while pages are being recognized', () => {
    expect(standing(run({ files: 1, searchable: 1, pages_left: 1 }))).toBe('running');
    expect(standing(run({ files: 1, complete: 1 }))).toBe('finished');
  });

  it('is finished when nothing is left to pause', () => {
    expect(standing(run({ files: 1, complete: 1 }, 'paused'))).toBe('finished');
    expect(standing(run({ files: 1, waiting: 1 }, 'paused'))).toBe('paused');
    expect(standing(run({ files: 1, complete: 1 }, 'cancelled'))).toBe('cancelled');
  });

  it('leaves out results that are zero', () => {
    expect(results({ ...nothing, searchable: 1, complete: 2, refused: 1 }).map(({ text }) => text)).toEqual([
      '3 aufgenommen',
      '1 nicht aufgenommen',
    ]);
  });
});

describe('all imports that go on', () => {
  it('adds them up, without those that wait for somebody', () => {
    const all = together([
      run({ files: 10, waiting: 5, bytes: 100, bytes_done: 50, seconds_left: 60 }),
      run({ files: 4, waiting: 4, bytes: 10, seconds_left: 200 }, 'running', 's'),
      run({ files: 99, waiting: 9 }, 'paused', 't'),
    ]);
    expect(all?.tally).toMatchObject({ files: 14, waiting: 9, bytes: 110, bytes_done: 50, seconds_left: 200 });
  });

  it('does not know the time if it does not know one of them', () => {
    const all = together([run({ files: 1, waiting: 1, seconds_left: 60 }), run({ files: 1, waiting: 1 }, 'running', 's')]);
    expect(all?.tally.seconds_left).toBeUndefined();
  });

  it('says nothing of one alone', () => {
    expect(together([run({ files: 1, waiting: 1 })])).toBeUndefined();
  });
});

describe('what is said aloud', () => {
  const open = run({ files: 2, waiting: 2 });

  it('is silent about what was there when the page opened, and about progress', () => {
    expect(news(undefined, [open])).toEqual([]);
    expect(news([open], [run({ files: 2, waiting: 1, complete: 1 })])).toEqual([]);
  });

  it('tells beginning and end', () => {
    expect(news([], [open])).toEqual(['Import „akten.zip“ hat begonnen.']);
    expect(news([open], [run({ files: 2, complete: 1, refused: 1 })])).toEqual([
      'Import „akten.zip“ ist fertig: 1 aufgenommen, 1 nicht aufgenommen.',
    ]);
  });

  it('does not begin anew with each portion of an upload', () => {
    expect(news([run({ files: 1, complete: 1 })], [run({ files: 2, complete: 1, waiting: 1 })])).toEqual([]);
  });

  it('tells that it was paused, goes on, was cancelled', () => {
    const paused = run({ files: 2, waiting: 2 }, 'paused');
    expect(news([open], [paused])).toEqual(['Import „akten.zip“ ist angehalten.']);
    expect(news([paused], [open])).toEqual(['Import „akten.zip“ geht weiter.']);
    expect(news([open], [run({ files: 2, refused: 2 }, 'cancelled')])).toEqual(['Import „akten.zip“ ist abgebrochen.']);
  });
});

it('groups refused files by their reason, the most frequent first', () => {
  const refused = (id: string, reason?: string): Import => ({ id, name: id, state: 'refused', ...(reason && { reason, advice: 'Rat' }) });
  const groups = byReason([refused('a'), refused('b', 'leer'), refused('c', 'verschlüsselt'), refused('d', 'verschlüsselt')]);
  expect(groups.map(({ reason, imports }) => [reason, imports.length])).toEqual([
    ['verschlüsselt', 2],
    ['', 1],
    ['leer', 1],
  ]);
});
