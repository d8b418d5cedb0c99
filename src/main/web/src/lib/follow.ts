// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { asProblem, call, send, wasStopped } from './api';
import { readEvents } from './sse';

const pollEveryMs = 2000;
const retryAfterMs = 5000;

/**
 * Tells what an address says until stopped: by server-sent events of one name, or by asking again and again
 * where the stream is not offered or breaks.
 */
export async function follow<T>(path: string, name: string, told: (answer: T) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await send(path, { accept: 'text/event-stream', signal });
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
        told((await response.json()) as T);
        await pause(pollEveryMs, signal);
        continue;
      }
      await readEvents(response, ({ event, data }) => {
        if (event === name) told(JSON.parse(data) as T);
      });
      await pause(pollEveryMs, signal);
    } catch (failure) {
      if (wasStopped(failure)) return;
      const { status } = asProblem(failure);
      if (status === 401 || status === 403 || status === 404) return;
      await askOnce(path, told, signal);
      await pause(retryAfterMs, signal);
    }
  }
}

async function askOnce<T>(path: string, told: (answer: T) => void, signal: AbortSignal): Promise<void> {
  try {
    told(await call<T>(path, { signal }));
  } catch {
    // The next round tries again; the page shows what was last known.
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
  });
}
