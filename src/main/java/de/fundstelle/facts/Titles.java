// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the title of a by-law or its like, which often goes over several lines. Pure.
final class Titles {

    /// "Tagesordnung", "Zuordnung" and their like are none.
    private static final String RULES = "(?<!tages)(?<!größen)(?<!rang)(?<!\\bzu)(?<!\\ban)(?<!\\bab)(?<!\\bun)ordnung";

    /// Words by which norms are called, at the end of a compound or alone.
    static final String NORM =
            "(?:satzun\\s?g|verordnun\\s?g|" + RULES + "|richtlinien?|gesetz(?:buch)?|dienstanweisung"
                    + "|geschäftsanweisung|dienstvereinbarung|gebührenverzeichnis|kostenverzeichnis|gebührentarif|tarifordnung"
                    + "|allgemeinverfügung)";

    private static final Pattern OPENING = Pattern.compile(
            "^\\W{0,3}(?:(?:\\d{1,2}\\.|[IVX]{1,4}\\.|Erste|Zweite|Dritte|Vierte|Fünfte|Sechste|Siebte|Achte|Neunte|Zehnte)\\s+)?"
                    + "(?:\\p{Lu}\\p{Ll}+(?:e|er|es)\\s+){0,2}"
                    + "(?:(?:[\\p{Lu}\\d][\\p{L}-]*-?\\s?(?:,|und|oder)\\s)?[\\p{L}/-]*" + NORM
                    + "\\b|Änderung (?:der|des)|\\d{1,2}\\.\\s(?:Änderung|Nachtrag)(?:s\\p{L}+)? (?:der|des|zur|zum)\\b|Nachtrag zu[rm]\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /// A line that goes on from the one before.
    private static final Pattern GOES_ON = Pattern.compile(
            "^\\W?(?:über|uber|zu[rm]?|f(?:ü|u|ii)r|der|des|den|die|das|dem|im|in|auf|von|und|oder|sowie|betreffend|nach|an|bei|mit|am"
                    + "|gemäß|einer|eines|vom|\\(.*|\\[.*|[-–]\\s.*)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    /// The line before cannot be the end.
    private static final Pattern UNFINISHED = Pattern.compile(
            ".*(?:\\b(?:über|uber|zur|zum|zu|f(?:ü|u|ii)r|der|des|den|die|das|dem|im|in|auf|von|und|oder|sowie|nach|an|bei|mit|am|einer"
                    + "|eines|Änderung|Stadt|Gemeinde|Fassung)|[,-])$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL);

    private static final Pattern END = Pattern.compile(
            "^(?:Version|Stand|Seite|Inhalt|Entwurf|Präambel|Vom\\s|§|Az|Aktenzeichen|In der Fassung|Gültig|Lesefassung|Ausfertigung|"
                    + "Anlage|zuletzt|geändert|\\(?Stand|\\(?zuletzt|\\(?in der Fassung|Aufgrund|Auf Grund).*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private static final Pattern RUNNING = Pattern.compile(
            "\\b(?:tritt|treten|gilt|gelten|wird|werden|wurde|wurden|hat|haben|ist|sind|beschlossen|erlassen|regelt|regeln)\\b"
                    + "|\\.{4,}|…");

    private static final Pattern GENERIC = Pattern.compile(
            "\\W*(?:satzun\\s?g|verordnun\\s?g|ordnung|richtlinien?|gesetz(?:buch)?|dienstanweisung|allgemeinverfügung|entwurf"
                    + "|(?:(?:öffentliche|amtliche|ortsübliche) )?bekanntmachung|lesefassung)\\W*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern DECIDED =
            Pattern.compile("(?:beschlossen|erlassen|folgende\\p{L}*|bekannt\\s?gemacht):?\\s*\\n");

    private static final int LONGEST = 400;
    private static final int FURTHEST = 3_000;

    /// A line this long was broken because the page ended, not the title.
    private static final int FULL_LINE = 45;

    private static final int FURTHEST_BLOCK = 25;

    private Titles() {}

    /// The title of a norm, if the text begins with one; its first letter is a capital one.
    static Optional<Fact> of(Reading reading) {
        return within(reading, 0, reading.head()).or(() -> {
            // Some name themselves only after the words "hat … beschlossen:".
            int furthest = Math.min(reading.words().length(), reading.head() + FURTHEST);
            Matcher decided = DECIDED.matcher(reading.words()).region(reading.head(), furthest);
            return decided.find() ? within(reading, decided.end(), decided.end() + FURTHEST / 10) : Optional.empty();
        });
    }

    private static Optional<Fact> within(Reading reading, int from, int to) {
        int blocks = 0;
        for (int start = from; start < Math.min(to, reading.words().length()) && blocks < FURTHEST_BLOCK; blocks++) {
            int end = endOf(reading.words(), start, "\n");
            String line = reading.words().substring(start, end);
            if (opens(line)) {
                Optional<Fact> title = from(reading, start, end, to);
                if (title.isPresent()) {
                    return title;
                }
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /// Whether a line begins as the title of a norm does.
    static boolean opens(String line) {
        return line.length() <= LONGEST / 2 + 100
                && OPENING.matcher(line.strip()).matches()
                && !RUNNING.matcher(line).find();
    }

    /// Whether a title names nothing but the sort of norm: "Satzung".
    static boolean isGeneric(String title) {
        return GENERIC.matcher(title).matches();
    }

    private static Optional<Fact> from(Reading reading, int start, int firstEnd, int to) {
        String words = reading.words();
        int end = firstEnd;
        int next = skipBlank(words, end);
        while (next < words.length() && next <= to && end - start < LONGEST) {
            int lineEnd = endOf(words, next, "\n");
            String line = words.substring(next, lineEnd).strip();
            if (!goesOn(words.substring(start, end).strip(), line, words.substring(end, next))) {
                break;
            }
            end = lineEnd;
            next = skipBlank(words, end);
        }
        String title = tidy(Reading.line(words.substring(start, end)));
        boolean fits = title.length() <= FactName.TITLE.longest() + 60 && !isGeneric(title) && !title.isEmpty();
        return fits ? Optional.of(reading.fact(FactName.TITLE, title, start, end)) : Optional.empty();
    }

    private static boolean goesOn(String before, String line, String between) {
        if (line.isEmpty() || RUNNING.matcher(line).find()) {
            return false;
        }
        boolean unfinished = UNFINISHED.matcher(before).matches();
        boolean amending = before.toLowerCase(Locale.GERMAN).contains("änderung");
        if (END.matcher(line).matches()
                && !(unfinished && !line.startsWith("§"))
                && !(amending && line.matches("(?i)(?:vom|in der Fassung)\\s.*"))) {
            return false;
        }
        boolean sameBlock = between.indexOf("\n\n") < 0;
        boolean full = before.length() - before.lastIndexOf('\n') > FULL_LINE;
        return unfinished
                || GOES_ON.matcher(line).matches()
                || (sameBlock && !opens(line) && (full || isGeneric(before)));
    }

    /// Without list marks and stray signs of description around it.
    private static String tidy(String title) {
        String tidied = title.replaceAll("^[^\\p{L}\\d]+", "")
                .replaceAll("\\s*[:;,‚.]+$", "")
                .replaceAll("(?i)\\b(satzun|verordnun) g\\b", "$1g")
                .replaceAll("(?i)^Satzun\\b", "Satzung")
                .replaceAll("\\b(?:fiir|fur)\\b", "für")
                .replaceAll("(?<=\\s)[UuÜ]ber\\b", "über")
                .replaceAll("\\s[‚,]\\s", " ")
                .replaceAll("\\b(der|die|das|in|im)\\. ", "$1 ");
        return tidied.isEmpty() ? tidied : tidied.substring(0, 1).toUpperCase(Locale.GERMAN) + tidied.substring(1);
    }

    private static int endOf(String words, int start, String mark) {
        int end = words.indexOf(mark, start);
        return end < 0 ? words.length() : end;
    }

    private static int skipBlank(String words, int at) {
        int next = at;
        while (next < words.length() && Character.isWhitespace(words.charAt(next))) {
            next++;
        }
        return next;
    }

    static Optional<Matcher> match(Pattern pattern, CharSequence text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }
}
