// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.retrieve.Dated;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// The date for which somebody asks, from the query of a request.
final class AsOf {

    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2199;

    private AsOf() {}

    /// What `as-of` says, or else today.
    static LocalDate of(Call call, Dated dated) {
        return call.query("as-of").map(AsOf::day).orElseGet(dated::today);
    }

    private static LocalDate day(String value) {
        try {
            LocalDate day = LocalDate.parse(value);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // said below, with an example
        }
        throw Problem.malformed("„as-of“ ist ein Tag wie 2023-01-31, nicht „%s“.".formatted(value));
    }
}
