// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Place;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a document prepared for looking: its dates are found, and masked so that their full stops end nothing.
///
/// @param words the text, as much of it as is looked at
/// @param masked the same with [#DAY] in the place of each character of a date
/// @param head the length of what stands before the first section or the words that introduce them
record Reading(DocumentText text, String words, String masked, List<GermanDate> dates, int head) {

    /// Stands for each character of a date.
    static final char DAY = '\u0001';

    /// More is not looked at; by-laws and laws of a town are far shorter.
    private static final int LONGEST = 400_000;

    /// A document says what it is within these characters.
    private static final int LONGEST_HEAD = 3_000;

    /// Of the words that end a head.
    private static final int LONGEST_BEGINNING = 100;

    private static final Pattern BEGINNING = Pattern.compile(
            "(?m)^(?:(?:Präambel|Inhalt(?:sverzeichnis|sübersicht)?|Inhaltsangabe)\\s*$|\\W?Auf\\s?[Gg]rund\\b|Gem(?:äß|aß|ass)\\b"
                    + "|Auf der Grundlage|Gest(?:ü|u)tzt auf|Nach §|§\\s?1\\b|(?:Artikel|Art\\.)\\s(?:1|I)\\b"
                    + "|Die (?:Gemeindevertretung|Stadtverordnetenversammlung|Verbandsversammlung)\\b|Der (?:Rat|Stadtrat|Gemeinderat|Kreistag)\\b)");

    static Reading of(DocumentText text) {
        String words = text.text().length() > LONGEST ? text.text().substring(0, LONGEST) : text.text();
        List<GermanDate> dates = GermanDate.all(words);
        StringBuilder masked = new StringBuilder(words);
        for (GermanDate date : dates) {
            for (int at = date.start(); at < date.end(); at++) {
                masked.setCharAt(at, DAY);
            }
        }
        int head = Math.min(words.length(), LONGEST_HEAD);
        Matcher beginning = BEGINNING.matcher(words).region(0, Math.min(words.length(), head + LONGEST_BEGINNING));
        if (beginning.find() && beginning.start() < head && beginning.start() > 0) {
            head = beginning.start();
        }
        return new Reading(text, words, masked.toString(), dates, head);
    }

    /// The first words, at or after a position, that a pattern finds around a date.
    ///
    /// Only there it is tried, for a text has many words and few dates.
    ///
    /// @param pattern its first group is the date
    /// @param before characters in front of the date that belong to the words, at most
    /// @param after likewise behind it
    Optional<MatchResult> around(Pattern pattern, int from, int before, int after) {
        Matcher matcher = pattern.matcher(masked).useTransparentBounds(true).useAnchoringBounds(false);
        for (GermanDate date : dates) {
            int start = Math.max(from, date.start() - before);
            int end = Math.min(masked.length(), date.end() + after);
            if (date.start() >= from && matcher.region(start, end).find()) {
                return Optional.of(matcher.toMatchResult());
            }
        }
        return Optional.empty();
    }

    /// The first date within a range.
    Optional<GermanDate> date(int start, int end) {
        return dates.stream()
                .filter(date -> date.start() >= start && date.end() <= end)
                .findFirst();
    }

    Optional<LocalDate> day(int start, int end) {
        return date(start, end).map(GermanDate::day);
    }

    /// A fact with the place that its range has.
    Fact fact(FactName name, String value, int start, int end) {
        String line = line(value);
        return new Fact(
                name,
                line.length() > name.longest() ? line.substring(0, name.longest()) : line,
                place(start),
                start,
                end);
    }

    private Place place(int at) {
        for (Block block : text.blocks()) {
            if (block.end() > at) {
                return block.place();
            }
        }
        return Place.NONE;
    }

    /// Words in one line; what was hyphenated at the end of a line is whole again.
    static String line(String words) {
        return words.replaceAll("(?<=\\p{Ll})-\\s*\\n\\s*(?=\\p{Ll})(?!(?:und|oder|bzw)\\b)", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
