// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.Occurrences;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A day as German texts write it, and where it stands: "1. Januar 2023", "01.01.23", "1.1.2023", "2023-01-01".
///
/// Pure. Tolerant of the commas and blanks that description puts into scans ("04,06.2009", "10, Oktober 1997").
///
/// @param start of its characters in the text
record GermanDate(LocalDate day, int start, int end) {

    /// Years before and after are no dates of a document but numbers, or misread.
    private static final int FIRST_YEAR = 1800;

    private static final int LAST_YEAR = 2199;

    /// Two digits of a year up to this one mean 2000 and later.
    private static final int LAST_SHORT_YEAR = 60;

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez");

    private static final Pattern DATE = Pattern.compile("""
            (?<![\\p{L}\\d.,/-])(?:\
            (?<isoyear>\\d{4})-(?<isomonth>\\d{2})-(?<isoday>\\d{2})\
            |(?<day>[0-3]?\\d)\\s?[.,]\\s?(?:(?<month>[01]?\\d)\\s?[.,]\\s?(?<year>\\d{4}|\\d{2})\
            |(?<name>Januar|Jänner|Februar|März|Maerz|Mairz|April|Mai|Juni|Juli|August|September|Oktober|November\
            |Dezember|(?:Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\\b\\.?)\\s?(?<nameyear>\\d{4}|\\d{2}))\
            )(?![\\p{L}\\d]|[.,-]\\d)""", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// All dates of a text, in order.
    static List<GermanDate> all(CharSequence text) {
        List<GermanDate> found = new ArrayList<>();
        Occurrences dates = new Occurrences(DATE, text);
        for (int at = 0; at < text.length(); at++) {
            if (Occurrences.beginsNumber(text, at) && dates.at(at)) {
                Matcher date = dates.match();
                day(date).ifPresent(day -> found.add(new GermanDate(day, date.start(), date.end())));
            }
        }
        return found;
    }

    /// The first date of a text.
    static Optional<LocalDate> first(CharSequence text) {
        return all(text).stream().map(GermanDate::day).findFirst();
    }

    /// The date that a text consists of.
    static Optional<LocalDate> whole(String text) {
        Matcher matcher = DATE.matcher(text.strip());
        return matcher.matches() ? day(matcher) : Optional.empty();
    }

    private static Optional<LocalDate> day(Matcher matcher) {
        try {
            LocalDate day;
            if (matcher.group("isoyear") != null) {
                day = LocalDate.of(number(matcher, "isoyear"), number(matcher, "isomonth"), number(matcher, "isoday"));
            } else if (matcher.group("month") != null) {
                day = LocalDate.of(year(matcher, "year"), number(matcher, "month"), number(matcher, "day"));
            } else {
                day = LocalDate.of(year(matcher, "nameyear"), month(matcher.group("name")), number(matcher, "day"));
            }
            return day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR ? Optional.empty() : Optional.of(day);
        } catch (DateTimeException e) {
            return Optional.empty(); // the thirty-first of February is a misreading, not a day
        }
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int year(Matcher matcher, String group) {
        int year = number(matcher, group);
        if (matcher.group(group).length() > 2) {
            return year;
        }
        return year + (year <= LAST_SHORT_YEAR ? 2000 : 1900);
    }

    private static int month(String name) {
        String first = name.substring(0, 3).toLowerCase(Locale.ROOT);
        return switch (first) {
            case "jän" -> 1;
            case "mae", "mrz" -> 3;
            default -> name.toLowerCase(Locale.ROOT).startsWith("mair") ? 3 : MONTHS.indexOf(first) + 1;
        };
    }
}
