// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.List;
import java.util.Locale;

/// The months as German texts name them.
public final class GermanMonths {

    private static final List<String> NAMES = List.of(
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember");

    /// The alternatives of a regular expression that meets any of them.
    public static final String ANY = String.join("|", NAMES) + "|Jänner";

    private GermanMonths() {}

    /// From 1 to 12; 0 for what is no month.
    public static int number(String name) {
        String lower = name.toLowerCase(Locale.GERMAN);
        return lower.equals("jänner")
                ? 1
                : NAMES.stream()
                                .map(month -> month.toLowerCase(Locale.GERMAN))
                                .toList()
                                .indexOf(lower)
                        + 1;
    }
}
