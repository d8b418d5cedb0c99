// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { JournalEntry, Level, Role, Scope } from './contract';

const words = texts.journal;

/** What was done, in words; an action that this page does not know is named as it came. */
export function actionName(action: string): string {
  return lookUp(words.actions, action) ?? action;
}

/** Who did it: a name, one of the words for nobody in particular, or the identifier that is left of somebody. */
export function actorName(entry: JournalEntry): string {
  return entry.name ?? lookUp(words.actors, entry.actor) ?? words.goneAccount(short(entry.actor));
}

/** What it was done to; names of collections come from those that the reader may see. */
export function objectName(entry: JournalEntry, collectionName: (id: string) => string | undefined): string {
  if (entry.object === '') return '';
  const name = entry.object_name ?? collectionName(entry.object);
  const kind = kindOf(entry.action);
  return name === undefined ? `${kind} ${short(entry.object)}`.trim() : `${kind} „${name}“`.trim();
}

function kindOf(action: string): string {
  if (/^(PERSON|PASSWORD|SESSIONS|SEARCH)/.test(action)) return words.objects.person;
  if (action.startsWith('KEY')) return words.objects.key;
  if (/^(COLLECTION|GRANTS|DOCUMENTS_UPLOADED)/.test(action)) return words.objects.collection;
  return action.startsWith('DOCUMENT') ? words.objects.document : '';
}

/** The beginning of an identifier: enough to tell two apart on a screen. */
function short(id: string): string {
  return id.length > 10 ? `${id.slice(0, 8)}…` : id;
}

/** What came of it, in words; what this page cannot read is shown as it stands in the journal. */
export function resultText(entry: JournalEntry): string {
  const { result } = entry;
  const simple = lookUp(words.results, result);
  if (simple !== undefined) return simple;
  if (entry.action === 'PERSON_ADDED') return roleName(result);
  if (entry.action === 'KEY_MADE') return result.split(',').map(scopeName).join(', ');
  const counted = /^(\d+) (files|deleted|forgotten again|findings)$/.exec(result);
  if (counted !== null) return words.counted(Number(counted[1]), counted[2] as 'files' | 'deleted' | 'forgotten again' | 'findings');
  const person = /^role (\w+), groups given \[(.*)], taken \[(.*)]$/.exec(result);
  if (person !== null) return [roleName(person[1] ?? ''), change(person[2] ?? '', person[3] ?? '')].filter(Boolean).join('; ');
  const grants = /^given \[(.*)], taken \[(.*)]$/.exec(result);
  if (grants !== null) return change(grantList(grants[1] ?? ''), grantList(grants[2] ?? ''));
  return result;
}

function change(given: string, taken: string): string {
  return [given && words.given(given), taken && words.taken(taken)].filter(Boolean).join('; ');
}

/** "read group Bauamt, curate person 01ab…" in words; a name may hold a comma, so only what begins a grant divides. */
function grantList(list: string): string {
  if (list === '') return '';
  return list
    .split(/, (?=(?:read|contribute|curate) (?:group|person) )/)
    .map((one) => {
      const [level = '', kind = '', ...name] = one.split(' ');
      const whose = kind === 'group' ? `${words.objects.group} „${name.join(' ')}“` : `${words.objects.person} ${short(name.join(' '))}`;
      return `${lookUp(texts.library.levels, level as Level) ?? level} (${whose})`;
    })
    .join(', ');
}

function roleName(role: string): string {
  return lookUp(texts.admin.roles, role as Role) ?? role;
}

function scopeName(scope: string): string {
  return lookUp(texts.account.scopes, scope as Scope) ?? scope;
}

function lookUp(names: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
