// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.document.GermanMonths;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What can be checked to the letter in a German text: numbers, amounts, dates, times and § references.
///
/// The same fact has the same form however it is written: "1.250,00 €" and "1250 Euro", "01.03.2024" and "1. März
/// 2024".
final class Facts {

    private static final Map<String, String> NUMERALS = Map.ofEntries(
            Map.entry("zwei", "2"),
            Map.entry("drei", "3"),
            Map.entry("vier", "4"),
            Map.entry("fünf", "5"),
            Map.entry("sechs", "6"),
            Map.entry("sieben", "7"),
            Map.entry("acht", "8"),
            Map.entry("neun", "9"),
            Map.entry("zehn", "10"),
            Map.entry("elf", "11"),
            Map.entry("zwölf", "12"),
            Map.entry("vierzehn", "14"));

    private static final Pattern FACT = Pattern.compile(
            "(?<section>(?:§{1,2}|Paragraf|Paragraph)\\s{0,3}(?<number>\\d{1,4}[a-z]?)\\b)"
                    + "|(?<date>\\b(?<day>\\d{1,2})\\.\\s?(?:(?<month>\\d{1,2})\\.|(?<name>" + GermanMonths.ANY
                    + ")\\b)(?:\\s?(?<year>\\d{4}))?)"
                    + "|(?<time>\\b(?<hour>\\d{1,2})(?:[:.](?<minute>\\d{2}))?\\s?Uhr\\b)"
                    + "|(?<clock>\\b\\d{1,2}:\\d{2}\\b)"
                    + "|(?<amount>\\d+(?:[.,]\\d+)*)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?");

    private Facts() {}

    /// The facts that a text states in digits.
    static Set<String> stated(String text) {
        Set<String> facts = new HashSet<>();
        Matcher matcher = FACT.matcher(text);
        while (matcher.find()) {
            add(facts, matcher);
        }
        return facts;
    }

    /// The facts that a text can prove: those in digits, and the small numbers that it writes out.
    static Set<String> proven(String text) {
        Set<String> facts = stated(text);
        WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(word -> NUMERALS.get(word.toLowerCase(Locale.GERMAN)))
                .filter(number -> number != null)
                .forEach(facts::add);
        return facts;
    }

    private static void add(Set<String> facts, Matcher fact) {
        if (fact.group("section") != null) {
            facts.add("§" + fact.group("number").toLowerCase(Locale.GERMAN));
        } else if (fact.group("date") != null) {
            String name = fact.group("name");
            int month = name == null ? Integer.parseInt(fact.group("month")) : GermanMonths.number(name);
            facts.add("on " + Integer.parseInt(fact.group("day")) + "." + month);
            if (fact.group("year") != null) {
                facts.add(fact.group("year"));
            }
        } else if (fact.group("time") != null) {
            String minute = fact.group("minute");
            facts.add(time(fact.group("hour"), minute == null ? "00" : minute));
        } else if (fact.group("clock") != null) {
            String[] parts = fact.group("clock").split(":", 2);
            facts.add(time(parts[0], parts[1]));
        } else {
            facts.add(amount(fact.group("amount")));
        }
    }

    private static String time(String hour, String minute) {
        return "at " + Integer.parseInt(hour) + ":" + minute;
    }

    private static String amount(String digits) {
        String plain = GROUPED.matcher(digits).matches() ? digits.replace(".", "") : digits;
        if (plain.chars().filter(c -> c == ',').count() == 1 && plain.indexOf('.') < 0) {
            plain = plain.replaceAll("0+$", "").replaceAll(",$", "").replace(',', '.');
        }
        return plain.replaceFirst("^0+(?=\\d)", "");
    }
}
