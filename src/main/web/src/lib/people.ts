// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

import { texts } from '../texts';
import type { Member, Role } from './contract';

/** Where an account comes from: a provider is named by its address. */
export function originOf(member: Member): 'here' | 'issuer' | 'directory' {
  if (!member.provider) return 'here';
  return /^ldaps?:/i.test(member.provider) ? 'directory' : 'issuer';
}

/** The people whose name, role, state or group holds every word that was typed. */
export function matching(people: Member[], typed: string): Member[] {
  const words = typed.toLocaleLowerCase('de').split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const state = person.enabled ? texts.admin.active : texts.admin.disabled;
    const text = [person.name, texts.admin.roles[person.role], state, ...person.groups].join(' ').toLocaleLowerCase('de');
    return words.every((word) => text.includes(word));
  });
}

/** The roles for choosing, the weakest first. */
export const roleOptions = (Object.keys(texts.admin.roles) as Role[]).map((role) => ({
  value: role,
  text: texts.admin.roles[role],
  hint: texts.admin.roleHints[role],
}));
