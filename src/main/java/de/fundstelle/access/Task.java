// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

/// What somebody may be about, before it is known to which object; [Access] says who may.
public enum Task {
    /// Ask who they are, and sign out.
    BE_KNOWN,
    /// Search, and read documents.
    READ,
    /// Have conversations.
    CONVERSE,
    /// Bring documents.
    CONTRIBUTE,
    /// Look after a collection.
    CURATE,
    /// Make collections.
    MAKE_COLLECTIONS,
    /// Manage people and watched folders, and see how the system is doing.
    ADMINISTER,
    /// Read the journal, and what was deleted; agree to a search in somebody's name.
    AUDIT,
    /// Their own account: password, sessions, keys, data.
    OWN_ACCOUNT,
    /// What only the command line on this machine does.
    OPERATE
}
