// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.facts.Standing;
import de.fundstelle.facts.Validity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the interface shows of a document's standing at a date.
final class Valid {

    private Valid() {}

    /// @param state in-force, superseded, not-yet or unknown
    /// @param from the first day in force
    /// @param until the last one
    record TheValidity(
            String state,
            @Nullable String from,
            @Nullable String until,
            @Nullable TheSuccessor supersededBy) {
        static TheValidity of(Validity validity) {
            return new TheValidity(
                    Shown.key(validity.state()),
                    day(validity.from()),
                    day(validity.until()),
                    validity.supersededBy()
                            .map(next -> new TheSuccessor(next.document(), next.title()))
                            .orElse(null));
        }
    }

    record TheSuccessor(String document, String title) {}

    /// Words of an amending document that change the section of a hit.
    record TheAmendment(
            String document,
            String title,
            String section,
            @Nullable String from,
            String text) {
        static TheAmendment of(Standing.Amendment amendment) {
            return new TheAmendment(
                    amendment.document(),
                    amendment.title(),
                    amendment.section(),
                    day(amendment.from()),
                    amendment.text());
        }
    }

    /// Absent where there are none.
    static @Nullable List<TheAmendment> amendments(Standing standing) {
        return standing.amendments().isEmpty()
                ? null
                : standing.amendments().stream().map(TheAmendment::of).toList();
    }

    static @Nullable String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(null);
    }
}
