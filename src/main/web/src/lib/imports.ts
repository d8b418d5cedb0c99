// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { address, asProblem, call, send, wasStopped } from './api';
import type { Import, ImportState } from './contract';
import { readEvents } from './sse';

const pollEveryMs = 2000;
const retryAfterMs = 5000;

/** True while the server still works on it; a searchable one only lacks its vectors. */
export function isOpen(state: ImportState): boolean {
  return state === 'waiting' || state === 'reading';
}

/**
 * Tells of changed imports until stopped: by server-sent events, or by asking again and again
 * where the stream is not offered or breaks.
 */
export async function followImports(
  collection: string,
  changed: (imports: Import[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const path = address('/api/imports', { collection });
  while (!signal.aborted) {
    try {
      const response = await send(path, { accept: 'text/event-stream', signal });
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        changed(((await response.json()) as { imports: Import[] }).imports);
        await pause(pollEveryMs, signal);
        continue;
      }
      await readEvents(response, ({ event, data }) => {
        if (event === 'imports') changed((JSON.parse(data) as { imports: Import[] }).imports);
      });
      await pause(pollEveryMs, signal);
    } catch (failure) {
      if (wasStopped(failure)) return;
      const { status } = asProblem(failure);
      if (status === 401 || status === 403 || status === 404) return;
      await pollOnce(path, changed, signal);
      await pause(retryAfterMs, signal);
    }
  }
}

async function pollOnce(path: string, changed: (imports: Import[]) => void, signal: AbortSignal): Promise<void> {
  try {
    changed((await call<{ imports: Import[] }>(path, { signal })).imports);
  } catch {
    // The next round tries again; the page shows what was last known.
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
}
