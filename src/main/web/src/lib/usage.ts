// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import type { UsageCell } from './contract';

/** The numbers of one kind: a row for each week, a column for each unit, the whole authority first. */
export interface UsageTable {
  units: string[];
  rows: { week: string; numbers: (number | undefined)[] }[];
}

/** Puts the numbers of one kind into a table; what was not told stays open. */
export function tableOf(cells: UsageCell[], kind: UsageCell['kind']): UsageTable {
  const wanted = cells.filter((cell) => cell.kind === kind);
  const units = [...new Set(wanted.map((cell) => cell.unit))].sort((one, other) => one.localeCompare(other, 'de'));
  const weeks = [...new Set(wanted.map((cell) => cell.week))].sort().reverse();
  const numbers = new Map(wanted.map((cell) => [`${cell.week} ${cell.unit}`, cell.number]));
  return { units, rows: weeks.map((week) => ({ week, numbers: units.map((unit) => numbers.get(`${week} ${unit}`)) })) };
}

/** "2027-W05" as people write it: "5/2027". */
export function weekLabel(week: string): string {
  const [year = '', number = ''] = week.split('-W');
  return `${Number(number)}/${year}`;
}
