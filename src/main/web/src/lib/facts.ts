// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Document, Fact } from './contract';
import { onDay } from './format';

type Name = keyof typeof texts.facts.names;

/** The names of facts in the order in which people read them. */
export const factNames = Object.keys(texts.facts.names) as Name[];

const days: ReadonlySet<string> = new Set(['date', 'in-force-since', 'in-force-until']);

export function factLabel(name: string): string {
  return texts.facts.names[name as Name] ?? name;
}

export function isDay(name: string): boolean {
  return days.has(name);
}

/** A value in words: a day as people write it, a kind by its German name; words stay as they are. */
export function factValue(name: string, value: string): string {
  if (value === '') return texts.facts.removed;
  if (name === 'kind') return texts.facts.kinds[value as keyof typeof texts.facts.kinds] ?? value;
  return isDay(name) && isIsoDay(value) ? onDay(value) : value;
}

/** Whether a value may be shown as a link: the web and nothing else. */
export function isLink(value: string): boolean {
  return /^https?:\/\//i.test(value);
}

export function isIsoDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** The facts of a document in order; those that this page does not know by name come last. */
export function inOrder(facts: readonly Fact[]): Fact[] {
  const rank = (fact: Fact) => {
    const at = factNames.indexOf(fact.name as Name);
    return at < 0 ? factNames.length : at;
  };
  return [...facts].sort((one, other) => rank(one) - rank(other));
}

/** Below this, recognition is rather a guess. */
const sureEnough = 80;

/** What recognition brought, from the least certain page on. */
export interface Recognized {
  pages: { page: number; sure: number }[];
  words: string;
  unsure: boolean;
}

/** The pages that were read by recognition, in words; nothing if there are none. */
export function recognized(document: Document): Recognized | undefined {
  const pages = Object.entries(document.recognized ?? {})
    .map(([page, sure]) => ({ page: Number(page), sure: Math.round(sure) }))
    .sort((one, other) => one.page - other.page);
  const [first] = pages;
  if (first === undefined) return undefined;
  const sure = pages.map((page) => page.sure);
  const least = Math.min(...sure);
  const words =
    pages.length === 1
      ? texts.facts.recognizedPage(first.page, first.sure)
      : texts.facts.recognizedPages(pages.length, least, Math.max(...sure));
  return { pages, words, unsure: least < sureEnough };
}
