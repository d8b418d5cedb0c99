// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A day, a month or a year as people write it: "1. März 2026", "01.03.26", "2026-03-01", "3/2026", "2026-03", "2026".
///
/// @param last the last day, itself included
public record Period(LocalDate first, LocalDate last) {

    private static final Pattern YEAR = Pattern.compile("(1[89]|2[01])\\d\\d");
    private static final Pattern MONTH =
            Pattern.compile("(?:(?<month>\\d{1,2})[./](?<year>\\d{4})|(?<isoyear>\\d{4})-(?<isomonth>\\d{2}))");

    /// A year among words: no amount, number, section or part of a longer number.
    private static final Pattern YEAR_AMONG_WORDS = Pattern.compile(
            "(?<![\\p{L}\\d.,/§-])(?<!§ |Nr\\. |Az\\. )(?:19|20)\\d\\d(?![\\d/-]|[.,]\\d|\\s?(?:€|%|Euro|EUR))");

    /// The first day, or else the first year, that a text names.
    public static Optional<Period> named(String text) {
        return GermanDate.first(text).map(day -> new Period(day, day)).or(() -> {
            Matcher year = YEAR_AMONG_WORDS.matcher(text);
            return year.find() ? of(year.group()) : Optional.empty();
        });
    }

    /// The day of this period that somebody may mean instead of the one that counts: its last one if all of it has
    /// passed then, its first one if all of it is to come.
    public Optional<LocalDate> instead(LocalDate counts) {
        if (last.isBefore(counts)) {
            return Optional.of(last);
        }
        return first.isAfter(counts) ? Optional.of(first) : Optional.empty();
    }

    /// What a text means as a whole, if it means a time.
    public static Optional<Period> of(String text) {
        Optional<LocalDate> day = GermanDate.whole(text);
        if (day.isPresent()) {
            return day.map(one -> new Period(one, one));
        }
        if (YEAR.matcher(text).matches()) {
            int year = Integer.parseInt(text);
            return Optional.of(new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
        }
        Matcher month = MONTH.matcher(text);
        return month.matches() ? month(month) : Optional.empty();
    }

    private static Optional<Period> month(Matcher found) {
        String form = found.group("year") == null ? "iso" : "";
        try {
            YearMonth month = YearMonth.of(
                    Integer.parseInt(found.group(form + "year")), Integer.parseInt(found.group(form + "month")));
            return Optional.of(new Period(month.atDay(1), month.atEndOfMonth()));
        } catch (DateTimeException e) {
            return Optional.empty(); // there is no thirteenth month
        }
    }
}
