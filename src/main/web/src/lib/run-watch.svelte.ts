// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { address } from './api';
import { announcer } from './announcer.svelte';
import { follow } from './follow';
import { news, type Run } from './runs';

/** The imports of some collections as they are now; says aloud when one begins and ends. */
export class RunWatch {
  runs = $state.raw<Run[]>([]);
  loaded = $state(false);

  /** Follows until stopped; of no collection named, all that the person may read. */
  start(collections: string[], limit: number, signal: AbortSignal, changed: () => void = () => {}): void {
    const path = address('/api/runs', { collection: collections, limit });
    follow<{ runs: Run[] }>(
      path,
      'runs',
      (answer) => {
        // An import that has no files yet, or none any more, is nothing to look at.
        const runs = answer.runs.filter((run) => run.tally.files > 0);
        const messages = news(this.loaded ? this.runs : undefined, runs);
        this.runs = runs;
        this.loaded = true;
        if (messages.length > 0) announcer.say(messages.join(' '));
        changed();
      },
      signal,
    );
  }

  /** Takes what the server answered to an action, without waiting for the stream. */
  put(run: Run): void {
    this.runs = this.runs.map((one) => (one.id === run.id ? run : one));
  }
}
