// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/** The names in a list that a person typed with commas. */
export function groupNames(typed: string): string[] {
  return [...new Set(typed.split(',').map((name) => name.trim()).filter((name) => name !== ''))];
}
