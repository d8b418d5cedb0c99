// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the titles of several versions of one norm have in common.
///
/// "Satzung der Stadt X über die Erhebung einer Hundesteuer", "Hundesteuersatzung" and "Hundesteuersatzung der Stadt X
/// vom 12.12.2012" share the stem `hundesteu|satzung`. Pure.
final class Stem {

    /// Without the last, `\b` would not know umlauts as letters.
    private static final int IGNORE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final String SORT =
            "(satzung|verordnung|ordnung|gesetzbuch|gesetz|richtlinie|dienstanweisung|geschäftsanweisung|dienstvereinbarung|gebührenverzeichnis|gebührentarif)";
    private static final Pattern COMPOUND =
            Pattern.compile("\\b([\\p{L}-]{3,60}?)-?" + SORT + "(?:en|n|es|s)?\\b", IGNORE);
    private static final Pattern TOPIC = Pattern.compile(
            "\\b([\\p{L}-]*?)" + SORT
                    + "(?:en|n|es|s)?\\b\\s(?:[^()]{0,80}?\\s)?(?:über|uber|zur|zum|für|betreffend|zu)\\s([^()\\[]{4,200})",
            IGNORE);
    private static final Pattern ALONE = Pattern.compile("\\b" + SORT + "\\b", IGNORE);
    private static final Pattern BRACKETS = Pattern.compile("[(\\[]([^)\\]]{4,80})[)\\]]");
    private static final Pattern MUNICIPALITY = Pattern.compile(
            "\\b(?:Stadt|Gemeinde|Marktgemeinde|Landeshauptstadt|Hansestadt|Markt|Landkreis(?:es)?|Kreis(?:es)?|Samtgemeinde|Verbandsgemeinde|Ortsgemeinde|Amt(?:es)?|Verwaltungsgemeinschaft|Zweckverband(?:es)?)\\s(\\p{Lu}[\\p{L}-]+(?:\\s(?:am|an der|im|ob der|in der|bei|a\\.)\\s?\\p{Lu}\\p{L}+)?)");
    private static final Pattern YEAR = Pattern.compile(
            "(?:Haushaltsjahr\\p{L}*|Kalenderjahr\\p{L}*|Wirtschaftsjahr\\p{L}*|Jahr\\p{L}{0,2}|Haushalt|Plan)\\s((?:19|20)\\d{2}(?:[/-]\\d{2,4})?)",
            IGNORE);
    private static final Pattern TAIL = Pattern.compile(
            "(?:\\s(?:in der Fassung|i\\. ?d\\. ?F\\.|vom\\s\\d|vom\\s" + Reading.DAY + "|zuletzt geändert|nebst)).*",
            IGNORE | Pattern.DOTALL);
    private static final Set<String> SILENT = Set.of(
            "die",
            "der",
            "das",
            "des",
            "den",
            "dem",
            "ein",
            "eine",
            "einer",
            "eines",
            "von",
            "und",
            "oder",
            "sowie",
            "für",
            "in",
            "im",
            "am",
            "an",
            "zu",
            "zur",
            "zum",
            "auf",
            "aus",
            "bei",
            "mit",
            "nach",
            "über",
            "erhebung",
            "erheben",
            "festsetzung",
            "regelung",
            "gemeinde",
            "stadt",
            "ortsteil",
            "gebiet",
            "bereich",
            "marktgemeinde",
            "kreis",
            "landkreis");

    /// A prefix that every norm may have says nothing about which one it is.
    private static final Set<String> EMPTY = Set.of(
            "änderungs",
            "nachtrags",
            "rechts",
            "gebühren",
            "beitrags",
            "benutzungs",
            "entgelt",
            "kosten",
            "tarif",
            "gestaltungs",
            "abgaben",
            "benutzungs- und gebühren",
            "förder",
            "rechtsver",
            "gefahrenabwehr",
            "gefahrenabwehrver");

    private static final Set<String> CHANGING = Set.of("änderungs", "nachtrags");

    private static final List<String> ENDINGS = List.of("ern", "en", "er", "es", "e", "n", "s");
    private static final int SHORTEST = 5;

    private Stem() {}

    /// The stems of a title or of the words that name a norm; none if it only says "Satzung".
    static Set<String> of(String title) {
        Set<String> stems = new LinkedHashSet<>();
        String year =
                Titles.match(YEAR, title).map(found -> "@" + found.group(1)).orElse("");
        String named = TAIL.matcher(MUNICIPALITY.matcher(title).replaceAll(" ")).replaceFirst("");
        // Only what names the norm itself: its first word, and its short name in brackets.
        Matcher first = COMPOUND.matcher(named);
        Matcher sort = ALONE.matcher(named);
        if (first.find() && (!sort.find() || first.start() <= sort.start())) {
            compound(first, year).ifPresent(stems::add);
        }
        Matcher brackets = BRACKETS.matcher(named);
        while (brackets.find()) {
            Matcher compound = COMPOUND.matcher(brackets.group(1));
            if (compound.find()) {
                compound(compound, year).ifPresent(stems::add);
            }
        }
        Matcher topic = TOPIC.matcher(named);
        if (topic.find()) {
            Set<String> words = new TreeSet<>();
            String before = topic.group(1).toLowerCase(Locale.GERMAN);
            if (EMPTY.contains(before) && !CHANGING.contains(before)) {
                words.add(folded(before)); // fees for a cemetery are not its rules
            }
            for (String word : topic.group(3).toLowerCase(Locale.GERMAN).split("[^\\p{L}\\d]+", -1)) {
                if ((word.length() > 1 || word.matches("\\d")) && !SILENT.contains(word)) {
                    words.add(folded(word));
                }
            }
            if (!words.isEmpty()) {
                stems.add(String.join(" ", words) + "|" + folded(topic.group(2)) + year);
            }
        }
        return stems;
    }

    private static Optional<String> compound(Matcher compound, String year) {
        String before = compound.group(1).toLowerCase(Locale.GERMAN);
        boolean yearly = before.endsWith("haushalts") || before.endsWith("haushalt");
        return EMPTY.contains(before) || (yearly && year.isEmpty())
                ? Optional.empty()
                : Optional.of(folded(before) + "|" + folded(compound.group(2)) + year);
    }

    /// The town or county that a title names.
    static Optional<String> municipality(String title) {
        return Titles.match(MUNICIPALITY, title).map(found -> found.group(1));
    }

    static boolean meet(Set<String> one, Set<String> other) {
        return one.stream().anyMatch(other::contains);
    }

    private static String folded(String word) {
        String plain = word.toLowerCase(Locale.GERMAN)
                .replace('ä', 'a')
                .replace('ö', 'o')
                .replace('ü', 'u')
                .replace("ß", "ss")
                .replace("-", "");
        return ENDINGS.stream()
                .filter(ending -> plain.endsWith(ending) && plain.length() - ending.length() >= SHORTEST)
                .map(ending -> plain.substring(0, plain.length() - ending.length()))
                .findFirst()
                .orElse(plain);
    }
}
