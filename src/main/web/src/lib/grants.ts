// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import type { Collection, Grant, Level } from './contract';

/** A grant while it is typed; `person` is known as long as the name is the one that came with it. */
export interface GrantRow {
  kind: 'group' | 'person';
  name: string;
  level: Level;
  person?: string | undefined;
  /** As it was stored; nobody but the administration changes who looks after a collection. */
  fixed: boolean;
}

const weight: Record<Level, number> = { read: 1, contribute: 2, curate: 3 };

/** The grants of a collection as rows of a form: groups before people, what cannot be changed at the end. */
export function rowsOf(collection: Collection | undefined, administrator: boolean): GrantRow[] {
  return (collection?.grants ?? [])
    .map((grant): GrantRow => ({
      kind: grant.group === undefined ? 'person' : 'group',
      name: grant.group ?? grant.name ?? '',
      level: grant.level,
      person: grant.person,
      fixed: grant.level === 'curate' && !administrator,
    }))
    .sort((one, other) => Number(one.fixed) - Number(other.fixed) || one.kind.localeCompare(other.kind) || one.name.localeCompare(other.name, 'de'));
}

/** What the server is told: rows without a name are left out. */
export function grantsOf(rows: GrantRow[], before: Collection | undefined): Grant[] {
  const nameOf = new Map((before?.grants ?? []).map((grant) => [grant.person, grant.name ?? '']));
  return rows.flatMap((row): Grant[] => {
    const name = row.name.trim();
    const unchanged = row.person !== undefined && nameOf.get(row.person) === row.name;
    if (row.kind === 'person' && unchanged) return [{ level: row.level, person: row.person as string }];
    if (name === '') return [];
    return [row.kind === 'group' ? { level: row.level, group: name } : { level: row.level, person: name }];
  });
}

/** Who may do what, by level, reading first, for showing. */
export function byLevel(grants: Grant[]): { level: Level; names: string[] }[] {
  return (Object.keys(weight) as Level[])
    .sort((one, other) => weight[one] - weight[other])
    .map((level) => ({
      level,
      names: grants
        .filter((grant) => grant.level === level)
        .map((grant) => grant.group ?? grant.name ?? '')
        .sort((one, other) => one.localeCompare(other, 'de')),
    }))
    .filter(({ names }) => names.length > 0);
}
