// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { asProblem, call, Problem, useCsrf, whenSessionIsLost } from './api';
import type { Info, Person, SessionAnswer } from './contract';

/** Who is signed in, and what the server says about itself. */
class Session {
  info = $state<Info | undefined>();
  person = $state<Person | undefined>();
  /** The session ended while the page was in use. */
  lost = $state(false);
  ready = $state(false);
  problem = $state<Problem | undefined>();
  private signOutAddress: string | undefined;

  async start(): Promise<void> {
    whenSessionIsLost(() => {
      this.lost = this.person !== undefined;
      this.person = undefined;
    });
    this.problem = undefined;
    try {
      this.info = await call<Info>('/api/info');
      this.accept(await call<SessionAnswer>('/api/session', { withoutSession: true }));
    } catch (failure) {
      const problem = asProblem(failure);
      if (problem.status !== 401) this.problem = problem;
    }
    this.ready = this.problem === undefined;
  }

  async signIn(name: string, password: string): Promise<void> {
    const body = { name, password };
    this.accept(await call<SessionAnswer>('/api/session', { method: 'POST', body, withoutSession: true }));
    this.info = await call<Info>('/api/info');
  }

  /** Ends the session; gives the address where signing out goes on, if it does. */
  async signOut(): Promise<string | undefined> {
    const address = this.signOutAddress;
    try {
      await call('/api/session', { method: 'DELETE', withoutSession: true });
    } finally {
      this.person = undefined;
      this.lost = false;
      this.signOutAddress = undefined;
      useCsrf('');
    }
    return address;
  }

  /** Asks anew who is signed in: role and groups may have changed. */
  async renew(): Promise<SessionAnswer> {
    const answer = await call<SessionAnswer>('/api/session');
    this.accept(answer);
    return answer;
  }

  get administrator(): boolean {
    return this.person?.role === 'administrator';
  }

  get mayAudit(): boolean {
    return this.administrator || this.person?.role === 'auditor';
  }

  get mayMakeCollections(): boolean {
    return this.administrator || this.person?.role === 'curator';
  }

  private accept(answer: SessionAnswer): void {
    useCsrf(answer.csrf);
    this.person = answer.person;
    this.signOutAddress = answer.sign_out_address;
    this.lost = false;
  }
}

export const session = new Session();
