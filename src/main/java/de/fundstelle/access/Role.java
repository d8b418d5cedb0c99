// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Locale;

/// What a person is to the system.
public enum Role {
    /// The command line on the machine itself: reads every document and administers, has no conversations.
    OPERATOR,
    /// Reads every document, makes collections and people.
    ADMINISTRATOR,
    /// Reads the collections of their groups.
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
        return this != READER;
    }
}
