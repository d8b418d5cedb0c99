// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

const maxKept = 20_000;
const key = 'fundstelle.draft';

/** The question that is being typed: it outlives a lost session, but neither the tab nor a sign-out. */
class Drafts {
  question = $state(sessionStorage.getItem(key) ?? '');

  keep(text: string): void {
    this.question = text;
    if (text === '' || text.length > maxKept) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  }
}

export const drafts = new Drafts();
