// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What sort of document it is.
public enum Kind {
    BY_LAW("Satzung"),
    FEE_SCHEDULE("Gebührenverzeichnis", "Gebührenordnung"),
    REGULATION("Verordnung"),
    LAW("Gesetz"),
    /// An "Ordnung" that is no by-law: rules of use or procedure.
    RULES("Ordnung"),
    INSTRUCTION("Dienstanweisung"),
    MINUTES("Niederschrift", "Protokoll"),
    NOTICE("Bekanntmachung"),
    FORM("Formular", "Antrag"),
    CONTRACT("Vertrag"),
    E_MAIL("E-Mail", "Mail"),
    PRESENTATION("Präsentation"),
    TABLE("Tabelle"),
    OTHER("Sonstiges");

    private final String german;
    private final String synonym;

    Kind(String german) {
        this(german, german);
    }

    Kind(String german, String synonym) {
        this.german = german;
        this.synonym = synonym;
    }

    /// What people call it.
    public String german() {
        return german;
    }

    /// The kind that people call so, or whose key it is, in capitals or not.
    public static Optional<Kind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> Stream.of(kind.german, kind.synonym, kind.key()).anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    /// As it is written in tables and in the HTTP interface.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The kind with this key.
    public static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
