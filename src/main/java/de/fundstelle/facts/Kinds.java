// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells what sort of document a text is: from its title, or from the words that such documents begin with. Pure.
final class Kinds {

    private static final int IGNORE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE;

    /// A line that begins like this says what the document is; the first of these that fits wins.
    private record Opening(Kind kind, Pattern pattern) {}

    private static final List<Opening> OPENINGS = List.of(
            new Opening(
                    Kind.MINUTES,
                    Pattern.compile(
                            "^\\W?(?:Öffentliche |Nichtöffentliche )?(?:Niederschrift|(?:Beschluss|Ergebnis|Sitzungs|Wort|Verlaufs)?protokoll)\\b(?!\\p{L})",
                            IGNORE)),
            new Opening(
                    Kind.NOTICE,
                    Pattern.compile(
                            "^\\W?(?:(?:Öffentliche|Offentliche|Amtliche|Ortsübliche) )?Bekanntmachung\\b", IGNORE)),
            new Opening(
                    Kind.FORM,
                    Pattern.compile(
                            "^\\W?(?:Antrag(?:sformular)? (?:auf|zur|zum)|Formular\\b|Anmeldeformular|Antragsformular)",
                            IGNORE)),
            new Opening(
                    Kind.CONTRACT,
                    Pattern.compile(
                            "^\\W?(?:[\\p{L}-]*(?:vertrag|vereinbarung))\\b[^\\n]{0,120}\\s{1,3}zwischen\\b(?!\\s+Träger)",
                            IGNORE)));

    private static final Pattern NORM = Pattern.compile(
            "([\\p{L}/-]*?)(" + Titles.NORM + ")(?![\\p{L}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FEDERAL = Pattern.compile("(?m)^\\W?Ausfertigungsdatum\\b");

    private Kinds() {}

    static Optional<Fact> of(Reading reading, Optional<Fact> title) {
        Optional<Fact> shape = shape(reading);
        if (shape.isPresent()) {
            return shape;
        }
        String head = reading.words().substring(0, reading.head());
        Optional<Fact> opening = OPENINGS.stream()
                .filter(each -> each.kind() == Kind.MINUTES || title.isEmpty())
                .flatMap(each -> Titles.match(each.pattern(), head).stream()
                        .map(found -> fact(reading, each.kind(), found.start(), found.end())))
                .findFirst();
        return opening.or(() -> title.flatMap(named -> norm(named.value(), head)
                .map(kind -> new Fact(FactName.KIND, kind.key(), named.place(), named.start(), named.end()))));
    }

    private static Optional<Fact> shape(Reading reading) {
        List<Block> blocks = reading.text().blocks();
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Block first = blocks.getFirst();
        if (first.kind() == Block.Kind.MAIL_HEAD) {
            return Optional.of(fact(reading, Kind.E_MAIL, first.start(), first.end()));
        }
        if (blocks.stream().allMatch(block -> block.place().slide() != null)) {
            return Optional.of(fact(reading, Kind.PRESENTATION, first.start(), first.start()));
        }
        if (blocks.stream().allMatch(block -> block.place().sheet() != null)) {
            return Optional.of(fact(reading, Kind.TABLE, first.start(), first.start()));
        }
        return Optional.empty();
    }

    /// The kind that a title names by its first word for a norm.
    static Optional<Kind> norm(String title, String head) {
        Matcher norm = NORM.matcher(title);
        if (!norm.find()) {
            return Optional.empty();
        }
        String before = norm.group(1).toLowerCase(Locale.GERMAN);
        String word = norm.group(2).toLowerCase(Locale.GERMAN).replace(" ", "");
        if (word.equals("ordnung") && FEDERAL.matcher(head).find()) {
            return Optional.of(Kind.LAW);
        }
        if (word.equals("ordnung") && before.matches(".*(?:gebühren|kosten|entgelt|tarif)-?")) {
            return Optional.of(Kind.FEE_SCHEDULE);
        }
        return Optional.of(
                switch (word) {
                    case "satzung" -> Kind.BY_LAW;
                    case "verordnung" -> Kind.REGULATION;
                    case "ordnung" -> Kind.RULES;
                    case "gesetz", "gesetzbuch" -> Kind.LAW;
                    case "gebührenverzeichnis", "kostenverzeichnis", "gebührentarif", "tarifordnung" ->
                        Kind.FEE_SCHEDULE;
                    case "allgemeinverfügung" -> Kind.NOTICE;
                    default -> Kind.INSTRUCTION;
                });
    }

    private static Fact fact(Reading reading, Kind kind, int start, int end) {
        return reading.fact(FactName.KIND, kind.key(), start, end);
    }
}
