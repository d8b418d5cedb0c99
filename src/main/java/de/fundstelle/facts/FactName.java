// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can be stated about a document, each at most once.
public enum FactName {
    TITLE(200),
    /// One of [Kind], by its key.
    KIND(30),
    /// The day it was signed, held or sent.
    DATE(10),
    VERSION(60),
    /// The first day in force; words instead of a date where the text names no day.
    IN_FORCE_SINCE(120),
    /// The last day in force.
    IN_FORCE_UNTIL(120),
    /// What it changes: title and date as they are cited.
    AMENDS(400),
    /// The last change that is worked into its text.
    AMENDED_BY(400),
    /// What it puts out of force.
    REPLACES(400),
    FILE_NUMBER(60),
    /// Where the document stands in the system that it comes from.
    ADDRESS(1000);

    private final int longest;

    FactName(int longest) {
        this.longest = longest;
    }

    /// The longest value in characters.
    public int longest() {
        return longest;
    }

    /// As it is written in tables and in the HTTP interface.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The name with this key.
    public static Optional<FactName> of(String key) {
        return Arrays.stream(values()).filter(name -> name.key().equals(key)).findFirst();
    }

    /// Whether a value of it is a day.
    boolean isDay() {
        return this == DATE || this == IN_FORCE_SINCE || this == IN_FORCE_UNTIL;
    }
}
