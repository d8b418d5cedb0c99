// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Collection } from './contract';

/** What lies in a watched folder, told by names and sizes alone. */
export interface Report {
  made: number;
  problem?: string;
  files: number;
  bytes: number;
  folders: TopFolder[];
  types: { ending: string; files: number; bytes: number; reason?: string }[];
  unread: { key: string; reason: string; files: number; bytes: number; examples: string[] }[];
  sensitive: { folder: string; reason: string; files: number; bytes: number }[];
  excludes: { pattern: string; reason: string; files: number; bytes: number; proposed: boolean }[];
  cut: boolean;
}

/** A folder directly below the root; the files in the root itself have the name "". */
export interface TopFolder {
  folder: string;
  files: number;
  bytes: number;
  unread: number;
  /** Their names, without the folder's own. */
  subfolders: string[];
  proposed_collection?: string;
  sensitive?: string;
}

export type Counts = Record<keyof typeof texts.folders.scans.counts, number>;

export interface Scan {
  number: number;
  started: number;
  ended?: number;
  outcome: keyof typeof texts.folders.outcomes;
  counts: Counts;
  warnings: string[];
  unmapped: string[];
}

export interface Mapping {
  folder: string;
  collection: string;
  collection_name: string;
}

/** A folder of the authority that is watched; from `mappings` on only where one is asked for. */
export interface WatchedFolder {
  id: string;
  root: string;
  state: 'new' | 'watched' | 'paused';
  configured: boolean;
  running: boolean;
  /** Since when somebody is asked about files that vanished. */
  asked?: number;
  answered: boolean;
  vanished: number;
  files: Partial<Record<keyof typeof texts.folders.files.states, number>>;
  documents: Record<string, number>;
  last_scan?: Scan;
  mappings?: Mapping[];
  excludes?: string[];
  report?: Report;
  scans?: Scan[];
}

/** Whether somebody has to say what becomes of documents whose files vanished. */
export function asks(folder: WatchedFolder): boolean {
  return folder.asked !== undefined && !folder.answered;
}

/** What a scan found, in words, without what is zero; files that stayed as they are count only if nothing else is. */
export function foundWords(counts: Counts): string {
  const words = texts.folders.scans.counts;
  const keys = Object.keys(words) as (keyof typeof words)[];
  const found = keys.filter((key) => key !== 'unchanged' && counts[key] > 0).map((key) => words[key](counts[key]));
  if (found.length > 0) return found.join(', ');
  return counts.unchanged > 0 ? `${texts.folders.scans.nothing} (${words.unchanged(counts.unchanged)})` : texts.folders.scans.nothing;
}

/** Where a folder goes: nowhere, as the folder above it, into a new collection, or into the one with this identifier. */
export const leaveOut = '';
export const likeParent = '=';
export const create = '+';

/** One line of the form: a folder and where it goes. */
export interface Row {
  folder: string;
  parent: string | undefined;
  files?: number;
  bytes?: number;
  unread: number;
  sensitive: string | undefined;
  subfolders: string[];
  target: string;
  /** The name of the collection that is made. */
  name: string;
}

/** The form's lines: what was confirmed, or else what is proposed. */
export function rowsOf(folder: WatchedFolder, collections: readonly Collection[]): Row[] {
  const mappings = folder.mappings ?? [];
  const rows = (folder.report?.folders ?? []).flatMap((top) => {
    const row = topRow(folder, top, collections);
    const several = row.subfolders.some((sub) => mappings.some((one) => one.folder === sub));
    return several ? [row, ...subRows(folder, row, folder.excludes ?? [])] : [row];
  });
  const listed = new Set(rows.map((row) => row.folder));
  return [...rows, ...mappings.filter((one) => !listed.has(one.folder)).map(goneRow)];
}

function topRow(folder: WatchedFolder, top: TopFolder, collections: readonly Collection[]): Row {
  const confirmed = folder.state !== 'new';
  const mapped = folder.mappings?.find((one) => one.folder === top.folder);
  const proposed = top.proposed_collection ?? '';
  // A collection that has readers already is never proposed: they would find everything at once.
  const free = proposed !== '' && collections.every((one) => one.name !== proposed);
  const propose = !confirmed && top.sensitive === undefined && free;
  return {
    folder: top.folder,
    parent: undefined,
    files: top.files,
    bytes: top.bytes,
    unread: top.unread,
    sensitive: top.sensitive,
    subfolders: top.folder === '' ? [] : top.subfolders.map((sub) => `${top.folder}/${sub}`),
    target: mapped?.collection ?? (propose ? create : leaveOut),
    name: free ? proposed : '',
  };
}

/** The lines of the folders below one, for whoever wants to map them one by one; `out` are those that are left out. */
export function subRows(folder: WatchedFolder, parent: Row, out: readonly string[]): Row[] {
  return parent.subfolders.map((sub) => {
    const mapped = folder.mappings?.find((one) => one.folder === sub);
    const looks = folder.report?.sensitive.find((one) => one.folder === sub);
    return {
      folder: sub,
      parent: parent.folder,
      ...(looks && { files: looks.files, bytes: looks.bytes }),
      unread: 0,
      sensitive: looks?.reason,
      subfolders: [],
      target: mapped?.collection ?? (out.includes(sub) ? leaveOut : likeParent),
      name: '',
    };
  });
}

/** A folder that is mapped and no longer there. */
function goneRow(mapping: Mapping): Row {
  return { folder: mapping.folder, parent: undefined, unread: 0, sensitive: undefined, subfolders: [], target: mapping.collection, name: '' };
}

/** Something that may be left out by its name. */
export interface ExcludeRow {
  pattern: string;
  reason: string;
  files: number;
  bytes: number;
  chosen: boolean;
}

/** What is proposed to be left out, and whether it is. */
export function excludeRows(folder: WatchedFolder): ExcludeRow[] {
  return (folder.report?.excludes ?? []).map(({ proposed, ...one }) => ({
    ...one,
    chosen: folder.state === 'new' ? proposed : (folder.excludes ?? []).includes(one.pattern),
  }));
}

/** Patterns that somebody added, one a line: those that neither a line nor a proposal stands for. */
export function furtherExcludes(folder: WatchedFolder, rows: readonly Row[], proposed: readonly ExcludeRow[]): string {
  const own = new Set([...rows.map((row) => row.folder), ...proposed.map((one) => one.pattern)]);
  return (folder.excludes ?? []).filter((pattern) => !own.has(pattern)).join('\n');
}

/** What is sent to the server. */
export interface Wanted {
  mappings: ({ folder: string; collection: string } | { folder: string; new_collection: string })[];
  excludes: string[];
}

export function wantedOf(rows: readonly Row[], proposed: readonly ExcludeRow[], further: string): Wanted {
  const isTaken = (row: Row) => row.target !== leaveOut && row.target !== likeParent;
  const taken = new Set(rows.filter(isTaken).map((row) => row.folder));
  const mappings = rows
    .filter(isTaken)
    .map(({ folder, target, name }) =>
      target === create ? { folder, new_collection: name.trim() } : { folder, collection: target },
    );
  // A folder goes where the one above it goes, unless it is named as left out.
  const left = rows.filter((row) => row.target === leaveOut && row.parent !== undefined && taken.has(row.parent)).map((row) => row.folder);
  const own = new Set(rows.map((row) => row.folder));
  const chosen = proposed.filter((one) => one.chosen && !own.has(one.pattern)).map((one) => one.pattern);
  const lines = further.split('\n').map((line) => line.trim()).filter((line) => !own.has(line));
  return { mappings, excludes: [...new Set([...left, ...chosen, ...lines])].filter((pattern) => pattern !== '') };
}

/** How a folder is called in the form. */
export function folderLabel(folder: string): string {
  return folder === '' ? texts.folders.mapping.rootFiles : folder;
}

/** What is wrong with the form; empty if nothing is. */
export function refusalOf(rows: readonly Row[], collections: readonly Collection[]): string {
  const words = texts.folders.mapping;
  if (wantedOf(rows, [], '').mappings.length === 0) return words.nothing;
  for (const row of rows.filter((one) => one.target === create)) {
    const name = row.name.trim();
    if (name === '') return words.noName(folderLabel(row.folder));
    if (collections.some((one) => one.name === name)) return words.exists(name);
  }
  return '';
}

/** What follows from the form, one by one, for whoever confirms it. */
export function consequences(rows: readonly Row[], before: WatchedFolder, collections: readonly Collection[]): string[] {
  const words = texts.folders.mapping;
  const { mappings } = wantedOf(rows, [], '');
  const made = new Set(mappings.flatMap((one) => ('new_collection' in one ? [one.new_collection] : [])));
  const used = new Set(mappings.flatMap((one) => ('collection' in one ? [one.collection] : [])));
  const earlier = new Set((before.mappings ?? []).map((one) => one.collection));
  const named = (id: string) => collections.find((one) => one.id === id)?.name ?? id;
  const taken = new Set(mappings.map((one) => one.folder));
  const isTaken = (row: Row) => taken.has(row.folder) || (row.target === likeParent && row.parent !== undefined && taken.has(row.parent));
  const dropped = (before.mappings ?? []).filter((one) => rows.some((row) => row.folder === one.folder && row.target === leaveOut));
  return [
    ...[...made].map((name) => words.pointNew(name)),
    ...[...used].filter((id) => !earlier.has(id)).map((id) => words.pointExisting(named(id))),
    ...rows.filter((row) => row.sensitive !== undefined && isTaken(row)).map((row) => words.pointSensitive(folderLabel(row.folder))),
    ...dropped.map((one) => words.pointDropped(folderLabel(one.folder))),
  ];
}
