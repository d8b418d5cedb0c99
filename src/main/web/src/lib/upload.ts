// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import { address, csrfToken, Problem } from './api';
import type { ProblemDetails } from './contract';

/** A file to upload and its name, which may hold folders: "Satzungen/Hundesteuer.pdf". */
export interface Chosen {
  file: File;
  name: string;
}

export const maxFilesAtOnce = 20_000;
/** A portion is small enough that little is lost when the connection breaks. */
const maxFilesOfPortion = 500;
const maxBytesOfPortion = 256_000_000;
const maxFolderDepth = 20;

/** The files of a file or folder choice. */
export function chosenFiles(list: FileList | null): Chosen[] {
  return [...(list ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
}

/** The files of a drop, folders included. Must be called while the drop is handled: entries are gone later. */
export async function droppedFiles(data: DataTransfer): Promise<Chosen[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const loose = chosenFiles(data.files);
  if (entries.every((entry) => entry === null)) return loose;
  const found: Chosen[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, '', 0, found);
  return found;
}

async function collect(entry: FileSystemEntry, folder: string, depth: number, found: Chosen[]): Promise<void> {
  if (found.length > maxFilesAtOnce || depth > maxFolderDepth) return;
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    found.push({ file, name: folder + file.name });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (batch.length === 0) return;
    for (const child of batch) await collect(child, `${folder}${entry.name}/`, depth + 1, found);
  }
}

/** The folder that all files come from; else empty, and the server calls them by the first one. */
export function nameOf(files: readonly Chosen[]): string {
  if (files[0] === undefined) return '';
  const first = files[0].name;
  const folder = first.slice(0, first.indexOf('/') + 1);
  const shared = folder !== '' && files.every(({ name }) => name.startsWith(folder));
  return shared ? folder.slice(0, -1) : '';
}

/** Files in the portions in which they are sent; a file that is larger than a portion has one of its own. */
export function portions(files: readonly Chosen[], mostFiles = maxFilesOfPortion, mostBytes = maxBytesOfPortion): Chosen[][] {
  const all: Chosen[][] = [];
  let bytes = 0;
  for (const one of files) {
    const last = all.at(-1);
    if (last === undefined || last.length >= mostFiles || bytes + one.file.size > mostBytes) {
      all.push([one]);
      bytes = one.file.size;
    } else {
      last.push(one);
      bytes += one.file.size;
    }
  }
  return all;
}

/** Files on their way into one import, portion by portion; what is left can be tried again. */
export class Sending {
  readonly files: number;
  readonly bytes: number;
  private readonly name: string;
  private left: Chosen[][];
  private run: string | undefined;
  private bytesSent = 0;

  constructor(
    private readonly collection: string,
    files: readonly Chosen[],
    private readonly largest = Number.MAX_SAFE_INTEGER,
  ) {
    this.files = files.length;
    this.bytes = files.reduce((sum, { file }) => sum + file.size, 0);
    this.name = nameOf(files);
    this.left = portions(files);
  }

  get filesLeft(): number {
    return this.left.reduce((sum, portion) => sum + portion.length, 0);
  }

  /** Sends what is left; `progress` is told the bytes that have really left, of all. */
  async send(progress: (sent: number) => void, signal: AbortSignal): Promise<void> {
    for (let portion = this.left[0]; portion !== undefined; portion = this.left[0]) {
      const own = portion.reduce((sum, { file }) => sum + file.size, 0);
      const query = this.run === undefined ? { name: this.name } : { run: this.run };
      const path = address(`/api/collections/${encodeURIComponent(this.collection)}/documents`, query);
      // What the form around the files takes counts as little as it is.
      const told = (share: number) => progress(this.bytesSent + own * share);
      const answer = await post(path, portion, this.largest, told, signal);
      this.run ??= answer.run;
      this.bytesSent += own;
      this.left = this.left.slice(1);
    }
  }
}

function post(
  path: string,
  files: readonly Chosen[],
  largest: number,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ run?: string }> {
  const form = new FormData();
  // Of a file that is too large, no more is sent than it takes to be refused.
  for (const { file, name } of files) form.append('files', file.size > largest ? file.slice(0, largest + 1) : file, name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('X-CSRF-Token', csrfToken());
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (event) => progress(event.total === 0 ? 1 : event.loaded / event.total);
    request.onerror = () => failed(new Problem(0, { detail: texts.upload.interrupted }));
    request.onabort = () => failed(new DOMException(texts.upload.interrupted, 'AbortError'));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) done(answer as { run?: string });
      else failed(new Problem(request.status, answer as ProblemDetails));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

function parsed(text: string): object {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}
