// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import de.fundstelle.access.Account;

/// What the directory says of somebody.
public sealed interface Answer {

    /// They are who they say, may come in, and belong to these groups.
    record Recognised(Account account) implements Answer {}

    /// They may not come in: unknown, wrong password, disabled, locked, expired, in no required group; all alike.
    record Refused() implements Answer {}

    /// The directory could not be asked, so nothing is known.
    ///
    /// @param why English, for the log: what failed and what to do; without names of people
    record Unreachable(String why) implements Answer {}
}
