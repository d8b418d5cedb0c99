// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Import } from './contract';
import { count, size } from './format';

/** How many files of an import are in which state, and how fast it goes. */
export interface Tally {
  files: number;
  waiting: number;
  reading: number;
  searchable: number;
  complete: number;
  unchanged: number;
  refused: number;
  bytes: number;
  bytes_done: number;
  /** Pages that wait to be recognized. */
  pages_left: number;
  bytes_per_second: number;
  /** Absent if nobody can tell. */
  seconds_left?: number;
}

/** Files that were brought together. */
export interface Run {
  id: string;
  collection: string;
  name: string;
  state: 'running' | 'paused' | 'cancelled';
  created: number;
  tally: Tally;
}

/** How an import stands for whoever looks at it. */
export type Standing = 'running' | 'paused' | 'cancelled' | 'finished';

export function standing(run: Run): Standing {
  if (run.state === 'cancelled') return 'cancelled';
  if (filesLeft(run.tally) === 0 && run.tally.pages_left === 0) return 'finished';
  return run.state;
}

export function isOpen(run: Run): boolean {
  const now = standing(run);
  return now === 'running' || now === 'paused';
}

function filesLeft(tally: Tally): number {
  return tally.waiting + tally.reading;
}

/** What a progress bar shows: bytes, or files where nothing has a size. */
export function portion(tally: Tally): { value: number; max: number } {
  if (tally.bytes > 0) return { value: Math.min(tally.bytes_done, tally.bytes), max: tally.bytes };
  return { value: tally.files - filesLeft(tally), max: Math.max(1, tally.files) };
}

/** "812 von 1.204 Dateien, 340 MB von 1,2 GB, noch etwa 6 Minuten". */
export function progressWords(run: Run): string {
  const { tally } = run;
  if (tally.files === 0) return texts.runs.empty;
  if (filesLeft(tally) === 0) return texts.runs.allRead(tally.files, size(tally.bytes));
  const words = [
    texts.runs.filesOf(count(tally.files - filesLeft(tally)), tally.files),
    texts.runs.bytesOf(size(tally.bytes_done), size(tally.bytes)),
  ];
  if (standing(run) === 'running') words.push(timeLeft(tally.seconds_left));
  return words.join(', ');
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long it will take, no more exactly than anybody can know. */
export function timeLeft(seconds: number | undefined): string {
  if (seconds === undefined) return texts.runs.timeUnknown;
  if (seconds < minute) return texts.runs.underAMinute;
  if (seconds <= 20 * minute) return texts.runs.minutesLeft(Math.round(seconds / minute));
  if (seconds < hour) return texts.runs.minutesLeft(Math.min(55, Math.round(seconds / minute / 5) * 5));
  if (seconds < 2 * day) return texts.runs.hoursLeft(Math.round((seconds / hour) * (seconds < 3 * hour ? 2 : 1)) / (seconds < 3 * hour ? 2 : 1));
  return texts.runs.daysLeft(Math.round(seconds / day));
}

/** What came of the files that are done, without what is zero. */
export function results(tally: Tally): { key: 'taken' | 'unchanged' | 'refused'; text: string }[] {
  const taken = tally.searchable + tally.complete;
  return [
    { key: 'taken' as const, n: taken, text: texts.runs.taken(taken) },
    { key: 'unchanged' as const, n: tally.unchanged, text: texts.runs.unchanged(tally.unchanged) },
    { key: 'refused' as const, n: tally.refused, text: texts.runs.refused(tally.refused) },
  ].filter(({ n }) => n > 0);
}

/** All imports that go on, as one; nothing unless there are several. */
export function together(runs: readonly Run[]): Run | undefined {
  const open = runs.filter((run) => standing(run) === 'running');
  const [first] = open;
  if (first === undefined || open.length < 2) return undefined;
  return { ...first, id: '', name: '', state: 'running', tally: open.map((run) => run.tally).reduce(added) };
}

function added(one: Tally, other: Tally): Tally {
  const { seconds_left: first, ...sum } = one;
  const { seconds_left: second, ...more } = other;
  for (const key of Object.keys(more) as (keyof typeof more)[]) sum[key] += more[key];
  // The readers are shared: together they are done when the slower one is, if both can tell.
  return first === undefined || second === undefined ? sum : { ...sum, seconds_left: Math.max(first, second) };
}

/** What is worth saying aloud between two looks: that an import began, was paused or ended; never its progress. */
export function news(before: readonly Run[] | undefined, now: readonly Run[]): string[] {
  if (before === undefined) return [];
  const known = new Map(before.map((run) => [run.id, standing(run)]));
  return now.flatMap((run) => {
    const then = known.get(run.id);
    const stands = standing(run);
    if (then === stands) return [];
    // More files of an upload that goes on in portions are no new beginning.
    if (then === 'finished' && stands === 'running') return [];
    if (stands === 'running') return [then === 'paused' ? texts.runs.goesOn(run.name) : texts.runs.begun(run.name)];
    if (stands === 'paused') return [texts.runs.pausedNews(run.name)];
    if (stands === 'cancelled') return [texts.runs.cancelledNews(run.name)];
    return [texts.runs.ended(run.name, results(run.tally).map(({ text }) => text).join(', '))];
  });
}

/** Files that were refused for one reason. */
export interface Refusals {
  reason: string;
  advice: string;
  imports: Import[];
}

/** Files by the reason why they were refused, the most frequent one first. */
export function byReason(imports: readonly Import[]): Refusals[] {
  const found = new Map<string, Refusals>();
  for (const one of imports) {
    const key = `${one.reason ?? ''}\n${one.advice ?? ''}`;
    const group = found.get(key) ?? { reason: one.reason ?? '', advice: one.advice ?? '', imports: [] };
    group.imports.push(one);
    found.set(key, group);
  }
  return [...found.values()].sort((one, other) => other.imports.length - one.imports.length);
}
