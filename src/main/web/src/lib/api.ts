// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { ProblemDetails } from './contract';

/** A call that failed, in words for people; `status` is 0 when the server was not reached. */
export class Problem extends Error {
  readonly status: number;
  readonly id: string | undefined;

  constructor(status: number, details: ProblemDetails) {
    super(details.detail || details.title || texts.problem.unknown(status));
    this.name = 'Problem';
    this.status = status;
    this.id = details.id;
  }
}

let csrf = '';
let onSessionLost: () => void = () => {};

/** Sets the token that every changing call carries. */
export function useCsrf(token: string): void {
  csrf = token;
}

export function csrfToken(): string {
  return csrf;
}

/** Names what happens when the server no longer knows the session. */
export function whenSessionIsLost(action: () => void): void {
  onSessionLost = action;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  accept?: string;
  /** A 401 of this call does not mean that a session was lost. */
  withoutSession?: boolean;
}

/** Calls the server and reads its JSON answer; `undefined` for an empty one. */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Calls the server and hands back the open response; anything but success is thrown as a Problem. */
export async function send(path: string, options: Call = {}): Promise<Response> {
  const { method = 'GET', body, signal, accept = 'application/json' } = options;
  const headers: Record<string, string> = { Accept: accept };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Problem(0, { detail: texts.problem.unreachable });
  }
  if (response.ok) return response;
  if (response.status === 401 && !options.withoutSession) onSessionLost();
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return new Problem(response.status, (await response.json()) as ProblemDetails);
  } catch {
    return new Problem(response.status, {});
  }
}

/** True for a call that the reader stopped. */
export function wasStopped(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'AbortError';
}

/** What to show for anything that was thrown. */
export function asProblem(failure: unknown): Problem {
  if (failure instanceof Problem) return failure;
  return new Problem(0, { detail: failure instanceof Error ? failure.message : String(failure) });
}

/** A path whose pieces are escaped and whose empty parameters are left out. */
export function address(path: string, query: Record<string, string | number | string[] | undefined> = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') parameters.append(key, String(one));
    }
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
