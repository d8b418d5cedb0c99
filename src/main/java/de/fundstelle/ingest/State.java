// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.Locale;

/// How far a file has come.
public enum State {
    /// Kept, and in line to be read.
    WAITING,
    /// Being read.
    READING,
    /// Found by its words.
    SEARCHABLE,
    /// Found by its words and by its meaning.
    COMPLETE,
    /// The same content was there already.
    UNCHANGED,
    /// Not taken in; reason and advice say why.
    REFUSED;

    /// As it is written in the database and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The state with this key.
    ///
    /// @throws IllegalArgumentException if there is none
    public static State of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
