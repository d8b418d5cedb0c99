// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import { announcer } from './announcer.svelte';
import { asProblem, Problem, send, wasStopped } from './api';
import type { Citation, Outcome, Passage, Sentence } from './contract';
import { readEvents, type ServerEvent } from './sse';

interface Done {
  turn?: string;
  outcome: Outcome;
  answer?: string;
  citations?: Citation[];
  sentences?: Sentence[];
  model?: string;
}

/** A question on its way: what has arrived of its answer so far. */
export class LiveTurn {
  readonly question: string;
  phase = $state<'searching' | 'waiting' | 'reading' | 'writing' | 'done'>('searching');
  place = $state(0);
  seconds = $state(0);
  answer = $state('');
  passages = $state.raw<Passage[]>([]);
  citations = $state.raw<Citation[]>([]);
  sentences = $state.raw<Sentence[]>([]);
  outcome = $state<Outcome | undefined>();
  reason = $state('');
  advice = $state('');
  problemId = $state<string | undefined>();
  unread = $state(0);
  model = $state('');
  stopped = $state(false);

  private readonly stopper = new AbortController();
  private pending = '';
  private frame = 0;

  constructor(question: string) {
    this.question = question;
  }

  /** Asks, and ends when the answer has ended in one way or another. */
  async ask(conversation: string, collections: string[]): Promise<void> {
    const body = collections.length === 0 ? { text: this.question } : { text: this.question, collections };
    try {
      const path = `/api/conversations/${encodeURIComponent(conversation)}/questions`;
      const { signal } = this.stopper;
      const response = await send(path, { method: 'POST', body, signal, accept: 'text/event-stream' });
      await readEvents(response, (event) => this.take(event));
      if (this.phase !== 'done') this.end(this.answerSoFar() ? 'broken-off' : 'failed', texts.ask.connectionLost);
    } catch (failure) {
      this.fail(failure);
    } finally {
      this.flush();
    }
  }

  /** Ends the answer here; the text so far stays. */
  stop(): void {
    this.stopped = true;
    this.stopper.abort();
  }

  private fail(failure: unknown): void {
    if (this.phase === 'done') return;
    if (wasStopped(failure)) {
      this.end('broken-off', texts.ask.stopped);
      return;
    }
    const problem: Problem = asProblem(failure);
    this.problemId = problem.id;
    this.end(this.answerSoFar() ? 'broken-off' : 'failed', this.answerSoFar() ? texts.ask.connectionLost : problem.message);
  }

  private take({ event, data }: ServerEvent): void {
    switch (event) {
      case 'waiting': {
        const waiting = JSON.parse(data) as { place: number; seconds?: number };
        this.place = waiting.place;
        this.seconds = Math.round(waiting.seconds ?? 0);
        this.phase = 'waiting';
        return;
      }
      case 'sources':
        this.passages = (JSON.parse(data) as { passages: Passage[] }).passages;
        this.phase = 'reading';
        return;
      case 'words':
        this.addWords((JSON.parse(data) as { text: string }).text);
        return;
      case 'excerpts':
        this.takeExcerpts(JSON.parse(data) as { reason?: string; text?: string; passages?: Passage[] });
        return;
      case 'declined': {
        const declined = JSON.parse(data) as { reason?: string; nearest?: Passage[]; unread?: number };
        this.reason = declined.reason ?? '';
        this.passages = declined.nearest ?? [];
        this.unread = declined.unread ?? 0;
        return;
      }
      case 'failed': {
        const failed = JSON.parse(data) as { reason?: string; advice?: string; id?: string };
        this.reason = failed.reason ?? '';
        this.advice = failed.advice ?? '';
        this.problemId = failed.id;
        return;
      }
      case 'done':
        this.takeDone(JSON.parse(data) as Done);
    }
  }

  private takeExcerpts(excerpts: { reason?: string; text?: string; passages?: Passage[] }): void {
    this.reason = excerpts.reason ?? '';
    if (excerpts.text) this.answer = excerpts.text;
    if (excerpts.passages) this.passages = excerpts.passages;
  }

  private takeDone(done: Done): void {
    this.flush();
    if (done.answer) this.answer = done.answer;
    this.citations = done.citations ?? [];
    this.sentences = done.sentences ?? [];
    this.model = done.model ?? '';
    this.end(done.outcome, this.reason);
  }

  /** Words are shown once per frame, however many events bring them. */
  private addWords(text: string): void {
    if (this.phase !== 'writing') {
      this.phase = 'writing';
      announcer.say(texts.ask.begins);
    }
    this.pending += text;
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    if (this.frame !== 0) cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.answer += this.pending;
    this.pending = '';
  }

  private answerSoFar(): boolean {
    return this.answer + this.pending !== '';
  }

  private end(outcome: Outcome, reason: string): void {
    this.flush();
    this.reason = reason;
    this.outcome = outcome;
    this.phase = 'done';
    announcer.say(texts.ask.finished(this.passages.length));
  }
}
