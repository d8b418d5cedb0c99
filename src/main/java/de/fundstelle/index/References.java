// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.GermanMonths;
import de.fundstelle.document.Occurrences;
import de.fundstelle.document.Passage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a text names exactly, however it is spelled: sections of laws, days, amounts of money, numbers, file numbers.
///
/// Each becomes terms of its own, the same for passages and queries: "1.3.2026", "01.03.2026" and "1. März 2026" are
/// one day, "25,00 Euro" and "25 €" one amount. Pure.
final class References {

    private static final Pattern DAY = Pattern.compile(
            "(?<![\\d.])(\\d{1,2})\\.\\s?(?:(\\d{1,2})\\.(?:\\s?(\\d{4}|\\d{2})(?!\\d))?" + "|(" + GermanMonths.ANY
                    + ")\\b(?:\\s(\\d{4})(?!\\d))?)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ISO_DAY = Pattern.compile("(?<!\\d)(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)");

    private static final String AMOUNT = "(\\d{1,3}(?:[. \\u00a0]\\d{3})+|\\d{1,9})(?:,(\\d{1,2}|-{1,2}|–))?";
    private static final Pattern MONEY_BEHIND =
            Pattern.compile("(?<![\\d.,])" + AMOUNT + "\\s?(?:€|EUR\\b|Euro\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MONEY_IN_FRONT =
            Pattern.compile("(?:€|\\bEUR|\\bEuro)\\s?" + AMOUNT + "(?![\\d.,]\\d)", Pattern.CASE_INSENSITIVE);

    /// Four digits and more: years, sums, numbers of customers.
    private static final Pattern LONG_NUMBER =
            Pattern.compile("(?<![\\d.,])(\\d{1,3}(?:\\.\\d{3})+|\\d{4,12})(?![\\d]|[.,]\\d)");

    /// "10-21.4/2024", "FB2.32-14", "12 K 345/21": parts with a digit somewhere, a slash or two other signs between.
    private static final Pattern FILE_NUMBER = Pattern.compile(
            "(?<![\\p{L}\\d./-])(?=[\\p{L}./-]{0,12}\\d)(?:[IVX]{1,4}|\\d{1,3})\\s\\p{Lu}\\p{L}{0,4}\\s\\d{1,5}/\\d{2,4}(?![\\p{L}\\d])"
                    + "|(?<![\\p{L}\\d./-])(?=[\\p{L}./-]{0,12}\\d)[\\p{L}\\d]{1,12}(?:[.-][\\p{L}\\d]{1,12}){0,5}/[\\p{L}\\d]{1,12}(?:[/.-][\\p{L}\\d]{1,12}){0,4}(?![\\p{L}\\d])"
                    + "|(?<![\\p{L}\\d./-])(?=[\\p{L}./-]{0,12}\\d)[\\p{L}\\d]{1,12}(?:[.-][\\p{L}\\d]{1,12}){2,6}(?![\\p{L}\\d])");

    private static final Pattern PARAGRAPH = Pattern.compile("(?m)^\\((\\d{1,2}[a-z]?)\\)");

    /// Two digits of a year up to this one are of this century.
    private static final int NEWEST_SHORT_YEAR = 50;

    private final String text;
    private final List<Reference> found = new ArrayList<>();
    private final CitedSections sections;
    private final Occurrences days;
    private final Occurrences isoDays;
    private final Occurrences moneyBehind;
    private final Occurrences moneyInFront;
    private final Occurrences longNumbers;
    private final Occurrences fileNumbers;

    private References(String text) {
        this.text = text;
        this.sections = new CitedSections(text, (terms, place) -> found.add(new Reference(terms, place[0], place[1])));
        this.days = new Occurrences(DAY, text);
        this.isoDays = new Occurrences(ISO_DAY, text);
        this.moneyBehind = new Occurrences(MONEY_BEHIND, text);
        this.moneyInFront = new Occurrences(MONEY_IN_FRONT, text);
        this.longNumbers = new Occurrences(LONG_NUMBER, text);
        this.fileNumbers = new Occurrences(FILE_NUMBER, text);
    }

    /// Something that is named.
    ///
    /// @param terms from the outside in
    /// @param end of the words, exclusive
    record Reference(List<String> terms, int start, int end) {}

    static List<Reference> in(String text) {
        if (text.chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        References references = new References(text);
        for (int at = 0; at < text.length(); at++) {
            references.at(at);
        }
        return List.copyOf(references.found);
    }

    private void at(int at) {
        sections.at(at);
        if (Occurrences.beginsNumber(text, at)) {
            find(days, at, this::day);
            find(isoDays, at, this::isoDay);
            find(moneyBehind, at, this::money);
            find(longNumbers, at, this::number);
        }
        if (text.charAt(at) == '€' || text.regionMatches(true, at, "EUR", 0, 3)) {
            find(moneyInFront, at, this::money);
        }
        boolean beginsWord = at == 0 || !isPartOfFileNumber(text.charAt(at - 1));
        if (beginsWord && mayBeFileNumber(at)) {
            find(fileNumbers, at, this::fileNumber);
        }
    }

    private static void find(Occurrences occurrences, int at, Consumer<Matcher> found) {
        if (occurrences.at(at)) {
            found.accept(occurrences.match());
        }
    }

    /// What a passage is itself, so that whoever asks for "§ 4 Abs. 2" finds it before those that mention it.
    ///
    /// Its section, and the paragraphs of it that begin in its text, each with and without the law that the title
    /// abbreviates.
    static Set<String> own(Passage passage) {
        Set<String> own = new LinkedHashSet<>();
        Stream.concat(Stream.ofNullable(passage.place().section()), passage.headings().stream())
                .flatMap(heading ->
                        in(heading).stream().filter(found -> found.start() == 0).limit(1))
                .forEach(found -> own.addAll(found.terms()));
        if (own.isEmpty()) {
            return own;
        }
        List<String> sections =
                own.stream().filter(term -> term.matches("(?:§|art)[^/ ]+")).toList();
        Matcher paragraph = PARAGRAPH.matcher(passage.text());
        while (paragraph.find()) {
            sections.forEach(section -> own.add(section + "/abs" + paragraph.group(1)));
        }
        List<String> plain = List.copyOf(own);
        Matcher law = CitedSections.ABBREVIATION.matcher(passage.document().title());
        while (law.find()) {
            String name = " " + law.group().toLowerCase(Locale.ROOT);
            plain.forEach(term -> own.add(term + name));
        }
        return own;
    }

    private void add(Matcher where, String... terms) {
        found.add(new Reference(List.of(terms), where.start(), where.end()));
    }

    /// Whether the word that begins here has several parts, or is a number with another word behind it.
    private boolean mayBeFileNumber(int at) {
        int end = at;
        boolean severalParts = false;
        while (end < text.length() && isPartOfFileNumber(text.charAt(end))) {
            severalParts |= !Character.isLetterOrDigit(text.charAt(end));
            end++;
        }
        boolean severalWords = Character.isDigit(text.charAt(at))
                && end + 1 < text.length()
                && Character.isWhitespace(text.charAt(end))
                && Character.isUpperCase(text.charAt(end + 1));
        return severalParts || severalWords;
    }

    private static boolean isPartOfFileNumber(char character) {
        return Character.isLetterOrDigit(character) || "./-".indexOf(character) >= 0;
    }

    private void day(Matcher day) {
        boolean named = day.group(4) != null;
        int month = named ? GermanMonths.number(day.group(4)) : Integer.parseInt(day.group(2));
        addDay(day, named ? day.group(5) : day.group(3), month, Integer.parseInt(day.group(1)));
    }

    private void isoDay(Matcher day) {
        addDay(day, day.group(1), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
    }

    private void addDay(Matcher where, @Nullable String year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return;
        }
        String inYear = "tag--%02d-%02d".formatted(month, day);
        if (year == null) {
            add(where, inYear);
        } else {
            int number = Integer.parseInt(year);
            int full = year.length() > 2 ? number : number <= NEWEST_SHORT_YEAR ? 2000 + number : 1900 + number;
            add(where, inYear, "tag%04d-%02d-%02d".formatted(full, month, day));
        }
    }

    private void money(Matcher amount) {
        String whole = amount.group(1).replaceAll("\\D", "");
        String cents =
                amount.group(2) == null || !Character.isDigit(amount.group(2).charAt(0))
                        ? "00"
                        : (amount.group(2) + "0").substring(0, 2);
        add(amount, "euro" + new BigDecimal(whole).toPlainString() + "," + cents);
    }

    private void number(Matcher number) {
        add(number, "zahl" + number.group(1).replace(".", ""));
    }

    private void fileNumber(Matcher file) {
        add(file, "az" + file.group().replaceAll("\\s", "").toLowerCase(Locale.ROOT));
    }
}
