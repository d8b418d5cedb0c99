// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.facts.Choice;
import de.fundstelle.facts.Kind;
import de.fundstelle.facts.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads one [Expression], from left to right; for one use.
///
/// Only what stands at the beginning of a word can have a meaning of its own: "Kfz-Steuer" excludes nothing. A
/// quotation
/// mark that is never closed, and a filter with nothing behind it, are words like others.
final class ExpressionReader {

    private static final int MOST_PHRASES = 20;
    private static final int MOST_EXCLUDED = 20;

    private static final String MARKS = "\"„“”«»";

    private static final Pattern FILTER =
            Pattern.compile("(kind|seit|bis):\\s*(?=\\S)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern EXCLUDED = Pattern.compile("[-−](?=[\\p{L}\\d§" + MARKS + "])");
    private static final Pattern QUOTED = Pattern.compile("[" + MARKS + "]([^" + MARKS + "]*)[" + MARKS + "]");
    private static final Pattern WITH_WORDS = Pattern.compile("[\\p{L}\\d]");
    private static final Pattern WORD = Pattern.compile("\\S+");

    /// "1. März 2026" is three words.
    private static final Pattern THREE_WORDS = Pattern.compile("\\S+(?:\\s+\\S+){2}");

    private final String text;
    private final StringBuilder words = new StringBuilder();
    private final List<String> phrases = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private Optional<LocalDate> since = Optional.empty();
    private Optional<LocalDate> until = Optional.empty();
    private int at;

    ExpressionReader(String text) {
        this.text = text;
    }

    Expression read() throws Expression.Unfit {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                readPart();
            }
        }
        Choice documents = new Choice(kinds, since, until);
        if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
            throw new Expression.Unfit("Der Zeitraum endet, bevor er beginnt: „seit“ ist später als „bis“.");
        }
        if (phrases.size() > MOST_PHRASES || excluded.size() > MOST_EXCLUDED) {
            throw new Expression.Unfit("Eine Suche hat höchstens %d Wortfolgen in Anführungszeichen und %d Ausschlüsse."
                    .formatted(MOST_PHRASES, MOST_EXCLUDED));
        }
        if (words.isEmpty() && !excluded.isEmpty() && documents.isAll()) {
            throw new Expression.Unfit("Nennen Sie auch, was Sie suchen, nicht nur, was fehlen soll.");
        }
        return new Expression(words.toString(), phrases, excluded, documents);
    }

    private void readPart() throws Expression.Unfit {
        Optional<Matcher> filter = here(FILTER);
        if (filter.isPresent()) {
            at = filter.get().end();
            readFilter(filter.get().group(1).toLowerCase(Locale.ROOT));
        } else if (here(EXCLUDED).isPresent()) {
            at++;
            if (here(FILTER).isPresent()) {
                throw new Expression.Unfit("Ausschließen lassen sich Wörter: „-Entwurf“ oder „-\"erste Fassung\"“.");
            }
            excluded.add(next());
        } else if (here(QUOTED).isPresent()) {
            String phrase = next();
            if (WITH_WORDS.matcher(phrase).find()) {
                phrases.add(phrase);
                add(phrase);
            }
        } else {
            add(next());
        }
    }

    private void readFilter(String name) throws Expression.Unfit {
        if (name.equals("kind")) {
            String kind = next();
            kinds.add(Kind.named(kind).orElseThrow(() -> unknown(kind)));
            return;
        }
        Period period = period(name);
        if (name.equals("seit")) {
            since = Optional.of(period.first());
        } else {
            until = Optional.of(period.last());
        }
    }

    private Period period(String name) throws Expression.Unfit {
        Optional<Matcher> words = here(THREE_WORDS);
        Optional<Period> spelled = words.flatMap(three -> Period.of(three.group()));
        if (words.isPresent() && spelled.isPresent()) {
            at = words.get().end();
            return spelled.get();
        }
        String word = next();
        return Period.of(word).orElseThrow(() -> timeless(name, word));
    }

    private static Expression.Unfit timeless(String name, String word) {
        return new Expression.Unfit(
                "„%s:%s“ nennt keine Zeit. Schreiben Sie ein Jahr, einen Monat oder einen Tag: %s:2025, %s:03.2025 oder %s:01.03.2025."
                        .formatted(name, word, name, name, name));
    }

    private static Expression.Unfit unknown(String kind) {
        return new Expression.Unfit("Die Art „%s“ gibt es nicht. Es gibt: %s."
                .formatted(kind, Arrays.stream(Kind.values()).map(Kind::german).collect(Collectors.joining(", "))));
    }

    /// What stands between quotation marks here, or else the next word.
    private String next() {
        Optional<Matcher> quoted = here(QUOTED);
        Matcher found = quoted.or(() -> here(WORD)).orElseThrow();
        at = found.end();
        return quoted.isPresent() ? found.group(1).strip() : found.group();
    }

    private void add(String word) {
        words.append(words.isEmpty() ? "" : " ").append(word);
    }

    private Optional<Matcher> here(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
    }
}
