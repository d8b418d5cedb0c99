// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what an amending norm changes: its target, and the sections with the words of each change. Pure.
final class Changes {

    /// Without the last, `\b` would not know umlauts as letters.
    private static final int IGNORE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final String D = Reading.DAY + "+";

    /// The longest text of one change that is shown beside the section.
    static final int LONGEST = 4_000;

    /// An amending norm with more changes is a new version in truth.
    static final int MOST = 200;

    private static final String NUMBER = "(?:\\d{1,2}|[IVX]{1,5})\\.";
    private static final String CHANGE = "Änderung(?:\\s(?:und|sowie)\\s\\p{L}+)?";
    private static final String SORT = "(?:satzung|verordnung|ordnung|gesetz|richtlinie)";

    private static final Pattern AMENDING = Pattern.compile(
            "\\b(?:zur|über die|zum)\\s(?:\\p{L}+\\s)?(?:" + NUMBER + "\\s)?" + CHANGE
                    + "\\s(?:der|des|von|zur|zum)\\s(.+)"
                    + "|^(?:(?:" + NUMBER + "|\\p{L}+)\\s)?" + CHANGE + "\\s(?:der|des|zur|zum)\\s(.+)"
                    + "|(?:Änderungs|Nachtrags)" + SORT + "\\s(?:zur|zum|der|des)\\s(.+)"
                    + "|(?:Änderungs|Nachtrags)(?<sort>" + SORT + ")\\s(?<topic>über\\s.+)"
                    + "|(?:^|\\s)Nachtrag\\s(?:zur|zum)\\s(.+)",
            IGNORE);
    private static final Pattern CHANGED = Pattern.compile(
            "\\b(?:[Dd]ie|[Dd]as|[Dd]er)\\s([^.;§]{5,260}?)\\svom\\s(" + D
                    + ")[^.;]{0,260}?(?:wird|werden)?\\s?(?:wie\\sfolgt\\s)?geändert",
            0);

    private static final String BEGIN =
            "(?m)(?:^|(?<=[:;]\\s)|(?<=\\.\\s))\\W{0,2}(?<article>(?:Artikel|Art\\.)\\s[\\dIVX]+\\s{1,3})?(?:(?:\\d{1,2}[.)]|[a-z]{1,2}\\)|\\(\\d{1,2}\\))\\s?){0,2}";
    private static final String LEAD =
            "(?:(?:[Ii]n|[Ii]m|[Nn]ach|[Hh]inter|[Vv]or|[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|bisherigen?|Text|Wortlaut|Inhalt|Überschrift|Satz|Sätze|Absatz|Absätze|Abs\\.|Nr\\.|Nummer|Buchst(?:abe|\\.)|Ziff(?:er|\\.)|\\d{1,2}[a-z]?|[a-z]\\)?|von|zu|des|und)\\s){0,8}";
    private static final String WHAT =
            "(?:(?:§|\\$)(?:§|\\$)?\\s?(?<number>\\d{1,3}\\s?[a-z]?(?:\\s(?:und|bis)\\s(?:§\\s)?\\d{1,3}[a-z]?)?)(?![\\w/])|(?<annex>Anlage|Anhang|Gebührenverzeichnis|Gebührentarif)(?:\\s(?<annexnumber>\\d{1,2}|[A-Z]\\b|[IVX]+\\b))?)";
    private static final String VERB =
            "(?:erhält|erhalten|lautet|lauten|entfällt|entfallen|(?:wird|werden)\\b(?:[^.:]|(?<=\\b(?:Abs|Nr|Ziff|S|\\d|\\d\\d))\\.){0,260}?\\b(?:ersetzt|gestrichen|eingefügt|angefügt|aufgehoben|geändert|gefasst|neugefasst|gefaßt|ergänzt|hinzugefügt|vorangestellt|umgestellt|neu))\\b";
    private static final Pattern COMMAND = Pattern.compile(
            BEGIN + LEAD + WHAT + "(?:[^.:;]|(?<=\\b(?:Abs|Nr|Ziff|Buchst|S|\\d))\\.){0,200}?\\b" + VERB,
            Pattern.UNICODE_CASE);

    private static final Pattern STOP = Pattern.compile(
            "(?m)^\\W?(?:(?:Artikel|Art\\.)\\s[\\dIVXl]+|§\\s?\\d{1,2}\\s{1,2}In-?\\s?[Kk]raft-?\\s?[Tt]reten|In-?[Kk]raft-?[Tt]reten)\\b");

    private Changes() {}

    /// Whether a title is that of an amending norm.
    static boolean amends(String title) {
        return target(title).isPresent();
    }

    /// What an amending title names as its target.
    static Optional<String> target(String title) {
        Matcher amending = AMENDING.matcher(title);
        if (!amending.find()) {
            return Optional.empty();
        }
        if (amending.group("topic") != null) { // named as its target is: "Änderungssatzung über die Erhebung …"
            String sort = amending.group("sort");
            return Optional.of(sort.substring(0, 1).toUpperCase(Locale.GERMAN) + sort.substring(1) + " "
                    + amending.group("topic").strip());
        }
        for (int group = 1; group <= amending.groupCount(); group++) {
            if (amending.group(group) != null) {
                return Optional.of(amending.group(group).strip());
            }
        }
        return Optional.empty();
    }

    /// The target, with the date by which the text below names it if the title gives none.
    static Optional<Fact> target(Reading reading, Fact title) {
        return target(title.value()).map(named -> {
            String value = GermanDate.first(named).isPresent() ? named : dated(reading, title, named);
            return new Fact(
                    FactName.AMENDS,
                    value.length() > FactName.AMENDS.longest() ? value.substring(0, FactName.AMENDS.longest()) : value,
                    title.place(),
                    title.start(),
                    title.end());
        });
    }

    private static String dated(Reading reading, Fact title, String named) {
        Matcher changed = CHANGED.matcher(reading.masked());
        int from = Math.min(title.end(), reading.masked().length());
        while (changed.find(from)) {
            String other = Reading.line(reading.words().substring(changed.start(1), changed.end(1)));
            if (Stem.meet(Stem.of(named), Stem.of(other))) {
                return named + " vom " + reading.words().substring(changed.start(2), changed.end(2));
            }
            from = changed.start(1);
        }
        return named;
    }

    /// The changes of an amending norm, in their order.
    static List<Change> of(Reading reading) {
        String words = reading.words();
        List<Change> changes = new ArrayList<>();
        Matcher command = COMMAND.matcher(words);
        int from = reading.head();
        while (from < words.length() && changes.size() < MOST && command.find(from)) {
            int start = skip(words, command.group("article") == null ? command.start() : command.end("article"));
            int end = end(words, command.end());
            for (String section : sections(command)) {
                String text =
                        words.substring(start, Math.min(end, start + LONGEST)).strip();
                changes.add(new Change(section, text, start, start + text.length()));
            }
            from = command.end();
        }
        return List.copyOf(changes);
    }

    private static int end(String words, int from) {
        Matcher next = COMMAND.matcher(words);
        Matcher stop = STOP.matcher(words);
        int end = words.length();
        if (next.find(from)) {
            end = next.start();
        }
        if (stop.find(from)) {
            end = Math.min(end, stop.start());
        }
        return end;
    }

    private static int skip(String words, int start) {
        int at = start;
        while (at < words.length() && Character.isWhitespace(words.charAt(at))) {
            at++;
        }
        return at;
    }

    private static List<String> sections(Matcher command) {
        if (command.group("annex") != null) {
            String number = command.group("annexnumber");
            return List.of(number == null ? command.group("annex") : command.group("annex") + " " + number);
        }
        List<String> sections = new ArrayList<>();
        for (String number : command.group("number").split("\\s(?:und|bis)\\s(?:§\\s)?", 2)) {
            sections.add("§ " + number.replace(" ", ""));
        }
        return sections;
    }
}
