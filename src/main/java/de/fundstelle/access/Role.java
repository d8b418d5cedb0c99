// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Locale;

/// What a person is to the system; what they are to a collection is said by its grants.
public enum Role {
    /// The command line on the machine itself: reads every document and administers, has no conversations.
    OPERATOR,
    /// Reads every document, manages collections and people.
    ADMINISTRATOR,
    /// Makes collections, and looks after those.
    CURATOR,
    /// Reads the journal and what was deleted; documents only by a grant.
    AUDITOR,
    /// Reads, fills or looks after what a grant says.
    READER;

    /// As it is written in the database and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /// Whether the role may change collections, documents and people.
    public boolean administers() {
        return this == OPERATOR || this == ADMINISTRATOR;
    }
}
