// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import { csrfToken, Problem } from './api';
import type { Import, ProblemDetails } from './contract';

/** A file to upload and its name, which may hold folders: "Satzungen/Hundesteuer.pdf". */
export interface Chosen {
  file: File;
  name: string;
}

export const maxFilesAtOnce = 2000;
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

/** Sends files; `progress` is told the bytes that have really left. */
export function upload(
  collection: string,
  files: readonly Chosen[],
  progress: (sent: number, total: number) => void,
  signal: AbortSignal,
): Promise<Import[]> {
  const form = new FormData();
  for (const { file, name } of files) form.append('files', file, name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/collections/${encodeURIComponent(collection)}/documents`);
    request.setRequestHeader('X-CSRF-Token', csrfToken());
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onerror = () => failed(new Problem(0, { detail: texts.upload.interrupted }));
    request.onabort = () => failed(new DOMException(texts.upload.interrupted, 'AbortError'));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) done((answer as { imports?: Import[] }).imports ?? []);
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
