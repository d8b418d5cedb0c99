// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a grant gives in a collection; each level holds those before it.
public enum Level {
    /// Find, read and ask.
    READ,
    /// Bring documents, and renew those that were brought.
    CONTRIBUTE,
    /// Delete documents, describe the collection, say who reads and contributes.
    CURATE;

    /// As it is written in the database and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The level of that name.
    public static Optional<Level> of(String key) {
        return Arrays.stream(values()).filter(level -> level.key().equals(key)).findAny();
    }

    boolean holds(Level other) {
        return compareTo(other) >= 0;
    }
}
