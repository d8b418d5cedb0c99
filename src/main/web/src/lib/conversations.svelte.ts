// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { call } from './api';
import type { Conversation, ConversationHead, Outcome, Passage, Sentence } from './contract';
import { drafts } from './drafts.svelte';
import { LiveTurn } from './live-turn.svelte';
import { router } from './router.svelte';
import { session } from './session.svelte';

/** What a turn shows, whether it is kept or still on its way. */
export interface ShownTurn {
  readonly question: string;
  readonly answer?: string;
  readonly outcome?: Outcome | undefined;
  readonly reason?: string;
  readonly advice?: string;
  readonly problemId?: string | undefined;
  readonly passages?: Passage[];
  readonly sentences?: Sentence[];
  readonly model?: string;
  readonly unread?: number;
}

/** The person's conversations, the one that is open, and the question on its way. */
class Conversations {
  heads = $state.raw<ConversationHead[]>([]);
  open = $state<string | undefined>();
  title = $state('');
  turns = $state.raw<ShownTurn[]>([]);
  live = $state.raw<LiveTurn | undefined>();
  private liveIn: string | undefined;

  async loadHeads(): Promise<void> {
    this.heads = (await call<{ conversations: ConversationHead[] }>('/api/conversations')).conversations;
  }

  /** Opens a conversation; one that is open already, with its question on the way, stays as it is. */
  async show(id: string | undefined): Promise<void> {
    if (id === this.open && (id !== undefined || this.turns.length === 0)) return;
    this.open = id;
    this.turns = [];
    this.title = '';
    if (id === undefined) return;
    try {
      const conversation = await call<Conversation>(`/api/conversations/${encodeURIComponent(id)}`);
      if (this.open !== id) return;
      const running = this.liveIn === id && this.busy ? this.live : undefined;
      this.title = conversation.title ?? '';
      this.turns = running === undefined ? conversation.turns : [...conversation.turns, running];
    } catch (failure) {
      if (this.open === id) this.open = undefined;
      throw failure;
    }
  }

  async ask(question: string, collections: string[]): Promise<void> {
    this.stop();
    const turn = new LiveTurn(question);
    this.live = turn;
    const id = this.open ?? (await this.begin());
    this.liveIn = id;
    this.turns = [...this.turns, turn];
    await turn.ask(id, collections);
    if (session.person === undefined) {
      drafts.keep(question);
      this.forget();
      return;
    }
    await this.loadHeads();
  }

  /** The question on its way belongs to the open conversation. */
  get busyHere(): boolean {
    return this.busy && this.turns.some((turn) => turn === this.live);
  }

  get busy(): boolean {
    return this.live !== undefined && this.live.phase !== 'done';
  }

  stop(): void {
    if (this.busy) this.live?.stop();
  }

  async delete(id: string): Promise<void> {
    if (this.liveIn === id) this.stop();
    await call(`/api/conversations/${encodeURIComponent(id)}`, { method: 'DELETE' });
    this.heads = this.heads.filter((head) => head.id !== id);
    if (this.open === id) router.go('/', { replace: true });
  }

  forget(): void {
    this.stop();
    this.heads = [];
    this.open = undefined;
    this.turns = [];
    this.live = undefined;
    this.liveIn = undefined;
  }

  private async begin(): Promise<string> {
    try {
      const { id } = await call<{ id: string }>('/api/conversations', { method: 'POST', body: {} });
      this.open = id;
      router.go(`/fragen/${encodeURIComponent(id)}`, { replace: true });
      return id;
    } catch (failure) {
      this.live = undefined;
      throw failure;
    }
  }
}

export const conversations = new Conversations();
