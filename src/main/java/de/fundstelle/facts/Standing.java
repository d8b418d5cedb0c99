// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.Place;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a document stands at a date, and what amends it by then.
public record Standing(Validity validity, List<Amendment> amendments) {

    public static final Standing UNKNOWN = new Standing(Validity.UNKNOWN, List.of());

    private static final Pattern SECTION =
            Pattern.compile("§\\s?\\d{1,4}\\s?[a-z]?\\b|(?:Anlage|Anhang)(?:\\s[\\dA-Z]{1,4}\\b)?");

    /// Words of an amending document that change a section.
    ///
    /// @param section of the amended document: "§ 4"
    /// @param from the first day of the change, if it is known
    public record Amendment(String document, String title, String section, Optional<LocalDate> from, String text) {}

    public Standing {
        Objects.requireNonNull(validity);
        amendments = List.copyOf(amendments);
    }

    /// The same for one place in the document: only what touches its section.
    public Standing at(Place place) {
        if (amendments.isEmpty()) {
            return this;
        }
        Matcher section = SECTION.matcher(place.section() == null ? "" : place.section());
        String touched = section.lookingAt() ? section.group().replaceAll("(?<=\\d)\\s(?=[a-z])", "") : "";
        return new Standing(
                validity,
                amendments.stream()
                        .filter(amendment -> amendment.section().equals(touched))
                        .toList());
    }
}
