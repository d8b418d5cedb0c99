// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads from when until when a norm is in force and what it replaces, from its own sentences about that. Pure.
final class Force {

    /// Without the last, `\b` would not know umlauts as letters.
    private static final int IGNORE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final String D = Reading.DAY + "+";

    /// Anything within one sentence; the full stop of an abbreviation or a number ends none.
    private static final String INSIDE = "(?:[^.;!?]|(?<=\\b(?:Abs|Nr|Ziff|Art|Buchst|S|Ä|v|lfd|\\d|\\d\\d))\\.)";

    private static final String OUT = "au(?:ß|ss|B|fs|R)er";

    private static final Pattern FORCE = Pattern.compile("\\bKraft\\b", IGNORE);
    private static final Pattern VERB = Pattern.compile("(?<![\\p{L}-])(?<!Kraft )(?:tritt|treten)\\b", IGNORE);
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:tritt|treten)\\b(" + INSIDE + "{0,400}?)\\b(in|" + OUT + ")\\s?-?\\s?Kraft\\b(" + INSIDE + "{0,300})",
            IGNORE);
    private static final Pattern ALSO_OUT =
            Pattern.compile("^,?\\s*und\\s+(?:tritt\\s+)?(" + INSIDE + "{0,120}?)" + OUT + "\\s?-?\\s?Kraft", IGNORE);
    private static final Pattern VOID = Pattern.compile(
            "(?:\\bverlier(?:t|en)\\b" + INSIDE
                    + "{0,160}?\\bGültigkeit|\\b(?:wird|werden)\\b(?:\\s[\\p{L}-]+){0,4}?\\saufgehoben)",
            IGNORE);
    private static final Pattern STATED = Pattern.compile(
            "(?m)^\\W?(?:In Kraft (?:seit|ab)|In-?Kraft-?Treten am|Tag des In-?Kraft-?Tretens|Inkrafttreten|Gültig (?:ab|seit)|Gültigkeit ab|gilt ab)"
                    + ":?\\s*(?:dem\\s)?(" + D + ")",
            IGNORE);
    private static final Pattern LASTS = Pattern.compile(
            "(?:(?:gilt|gültig|befristet|Geltungsdauer)\\s?:?(?:\\s" + D
                    + ")?\\s*(?:längstens\\s)?bis (?:zum\\s|einschließlich\\s)?)(" + D + ")",
            IGNORE);

    private static final Pattern NORM = Pattern.compile(
            "(?:" + Titles.NORM
                    + "|änderung(?:en)?\\b|regelung(?:en)?\\b|neufassung|gebührenordnungen|satzungen|nachtrag|\\bVO\\b|vertrag|vereinbarung)",
            IGNORE);
    /// Words that put out of force whatever there may be.
    private static final Pattern VAGUE = Pattern.compile(
            "\\b(?:Vorschriften|Bestimmungen|entgegenstehende\\p{L}*|diejenigen|Regelungen)\\b", IGNORE);

    private static final Pattern OWN = Pattern.compile("\\bdiese[rs]?\\b", IGNORE);
    private static final Pattern OTHER =
            Pattern.compile("\\b(?:bisherigen?|gleichzeitig|zugleich|alten?|vorherigen?|frühere)\\b", IGNORE);
    private static final Pattern BY_THIS = Pattern.compile(
            "\\b(?:mit|durch|bei|ab)\\s+(?:dem\\s+)?(?:Tage?\\s+des\\s+)?(?:In-?\\s?Kraft-?\\s?Tretens?|Inkrafttretens?|Wirksamwerden)(?:\\s+(?:diese[rs]|de[rs])\\s+[\\p{L}-]+(?:\\s[\\p{L}]+)?)?",
            IGNORE);
    private static final Pattern PART =
            Pattern.compile("^\\W{0,3}(?:Abweichend|Die §|Der §|Das §|§|Artikel|Art\\.|Absatz|Nr\\.|In § )", IGNORE);
    private static final Pattern AFTER = Pattern.compile(
            "\\bTage?s?\\s+(?:nach|der auf)|\\bfolgenden\\s+Tag|\\bTag,\\s+der\\s+(?:auf|dem)\\b", IGNORE);

    /// Neither the day of publication nor the next.
    private static final Pattern LATER = Pattern.compile(
            "\\b(?:Wochen?|Monat(?:e?s|e|en)?|Quartals?|Jahres)\\b|\\b\\d{1,2}\\.\\s*Tag|\\b\\d{1,2}\\s+Tagen?\\b"
                    + "|\\b(?:zweite|dritte|vierte|fünfte|siebte|achte|zehnte|vierzehnte)[nr]\\s+Tag",
            IGNORE);

    private static final Pattern VERSION_OF = Pattern.compile("\\bFassung\\s+(?:de[rs]|vom)\\b", IGNORE);
    private static final Pattern OUT_BEHIND = Pattern.compile("^[^.;!?]*\\b" + OUT + "\\s?-?\\s?Kraft", IGNORE);
    private static final int BEHIND_PUBLISHED = 160;
    private static final Pattern PUBLISHED = Pattern.compile(
            "\\b(?:am|vom)\\s(" + D
                    + ")\\s(?:öffentlich\\s|ortsüblich\\s|im\\s[^.;]{1,60}\\s)?(?:veröffentlicht|bekannt\\s?gemacht)"
                    + "|(?:veröffentlicht|bekannt\\s?gemacht|Bekanntmachung|Veröffentlichung)\\s(?:erfolgte\\s)?(?:im\\s[^;]{1,80}?\\s)?(?:am|vom):?\\s("
                    + D + ")"
                    + "|(?:veröffentlicht|bekannt\\s?gemacht)(?:\\sam)?:\\s(" + D + ")",
            IGNORE);

    private static final Pattern MAKES_WORDS =
            Pattern.compile("(?:Bekanntmachung|Bekanntgabe|Veröffentlichung|Verkündung|Ver.ffentlichung)", IGNORE);
    private static final Pattern AT_ONCE =
            Pattern.compile("\\b(?:sofort|Unterzeichnung|Beschlussfassung|Ausfertigung)", IGNORE);

    /// Sentences about force that are looked at; the first ones decide.
    private static final int MOST_SENTENCES = 300;

    private static final int LONGEST_CLAUSE = 420;

    private final Reading reading;
    private final Optional<Fact> date;
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private int replacedStart;
    private int replacedEnd;
    private int firstOwn = -1;

    private Force(Reading reading, Optional<Fact> date) {
        this.reading = reading;
        this.date = date;
    }

    /// Facts, and where the norm's own sentence about its coming into force begins (-1: nowhere).
    record Found(List<Fact> facts, int at) {}

    /// @param date when the document was signed, for what is in force at once
    static Found of(Reading reading, Optional<Fact> date) {
        Force force = new Force(reading, date);
        force.sentences();
        force.voids();
        force.stated();
        force.lasts();
        if (!force.replaced.isEmpty()) {
            force.facts.add(reading.fact(
                    FactName.REPLACES, String.join("; ", force.replaced), force.replacedStart, force.replacedEnd));
        }
        return new Found(List.copyOf(force.facts), force.firstOwn);
    }

    /// Where the first sentence of that sort begins; -1 if there is none.
    static int place(Reading reading) {
        return of(reading, Optional.empty()).at();
    }

    private void sentences() {
        String text = reading.masked();
        Matcher force = FORCE.matcher(text);
        Matcher sentence = SENTENCE.matcher(text).useTransparentBounds(true);
        for (int count = 0; count < MOST_SENTENCES && force.find(); count++) {
            int verb = verbBefore(force.start());
            boolean whole = verb >= 0
                    && sentence.region(verb, Math.min(text.length(), force.end() + LONGEST_CLAUSE))
                            .lookingAt()
                    && sentence.start(3) == force.end();
            if (whole) {
                int start = SentenceStart.before(reading.masked(), verb);
                String subject = text.substring(start, verb);
                String before = subject + " " + sentence.group(1);
                if (sentence.group(2).equalsIgnoreCase("in")) {
                    into(start, subject, before, sentence);
                } else {
                    outOf(start, before, sentence);
                }
            }
        }
    }

    /// The nearest "tritt" or "treten" before a position; -1 if there is none in reach.
    private int verbBefore(int at) {
        Matcher verb =
                VERB.matcher(reading.masked()).useTransparentBounds(true).region(Math.max(0, at - LONGEST_CLAUSE), at);
        int last = -1;
        while (verb.find()) {
            last = verb.start();
        }
        return last;
    }

    private void into(int start, String subject, String before, Matcher sentence) {
        boolean own = NORM.matcher(before).find() || subject.strip().matches("(?i)Sie|Er|Es");
        if (!own
                || PART.matcher(subject.strip()).find()
                || firstOwn >= 0
                || OTHER.matcher(subject).find()) {
            return;
        }
        firstOwn = start;
        int end = sentence.start(3);
        since(sentence.start(1), sentence.end(1), sentence.group(1))
                .ifPresent(value -> facts.add(reading.fact(FactName.IN_FORCE_SINCE, value, start, end)));
        Matcher also = ALSO_OUT.matcher(sentence.group(3));
        if (also.find()) {
            int at = sentence.start(3);
            until(at + also.start(1), at + also.end(1), also.group(1))
                    .ifPresent(day ->
                            facts.add(reading.fact(FactName.IN_FORCE_UNTIL, day.toString(), start, at + also.end())));
        }
    }

    private Optional<String> since(int start, int end, String clause) {
        Optional<LocalDate> day = reading.day(start, end);
        if (day.isPresent()) {
            return day.map(LocalDate::toString);
        }
        if (MAKES_WORDS.matcher(clause).find()) {
            if (LATER.matcher(clause).find()) {
                return Optional.of(Reading.line(reading.words().substring(start, end))
                                .strip() + "; der Tag steht nicht in der Unterlage");
            }
            boolean after = AFTER.matcher(clause).find();
            Optional<LocalDate> published = published(end);
            return Optional.of(published
                    .map(found -> (after ? found.plusDays(1) : found).toString())
                    .orElse((after ? "am Tag nach der" : "am Tag der")
                            + " Bekanntmachung; der Tag steht nicht in der Unterlage"));
        }
        if (AT_ONCE.matcher(clause).find()) {
            return Optional.of(date.map(Fact::value).orElse("sofort; der Tag steht nicht in der Unterlage"));
        }
        return Optional.empty();
    }

    private Optional<LocalDate> published(int after) {
        Matcher published = PUBLISHED.matcher(reading.masked());
        int from = after;
        while (published.find(from)) {
            Optional<LocalDate> day = reading.day(published.start(), published.end());
            if (day.isPresent() && !isOfAnother(published.start(), published.end(), day.get())) {
                return day;
            }
            from = published.end();
        }
        return Optional.empty();
    }

    /// Whether a day of publication is that of a norm which is only named, or replaced.
    private boolean isOfAnother(int start, int end, LocalDate day) {
        String text = reading.masked();
        String before = text.substring(SentenceStart.before(text, start), start);
        String behind = text.substring(end, Math.min(text.length(), end + BEHIND_PUBLISHED));
        boolean older =
                date.map(Fact::value).flatMap(Norm::day).filter(day::isBefore).isPresent();
        return older
                || VERSION_OF.matcher(before).find()
                || OUT_BEHIND.matcher(behind).find();
    }

    /// The last day in force: "mit Ablauf des 31.12." is that day, "am 1.1. außer Kraft" the day before.
    private Optional<LocalDate> until(int start, int end, String clause) {
        return reading.day(start, end).map(day -> {
            boolean whole =
                    clause.contains("Ablauf") || clause.contains("Ende") || day.getDayOfMonth() == day.lengthOfMonth();
            return whole ? day : day.minusDays(1);
        });
    }

    private void outOf(int start, String before, Matcher sentence) {
        String told = BY_THIS.matcher(before).replaceAll(" ");
        boolean own = OWN.matcher(told).find() && !OTHER.matcher(told).find();
        if (own) {
            until(sentence.start(1), sentence.end(1), sentence.group(1))
                    .ifPresent(day ->
                            facts.add(reading.fact(FactName.IN_FORCE_UNTIL, day.toString(), start, sentence.start(3))));
        } else {
            int end = sentence.start(3);
            String named = reading.words().substring(start, sentence.end(1));
            if (!NORM.matcher(named).find()) {
                named = reading.words().substring(Math.min(end, sentence.end(3)), sentence.end(3));
                end = sentence.end(3);
            }
            replaces(named, start, Math.min(end, reading.words().length()));
        }
    }

    private void voids() {
        Matcher sentence = VOID.matcher(reading.masked());
        while (firstOwn >= 0 && sentence.find()) {
            int start = SentenceStart.before(reading.masked(), sentence.start());
            String named = reading.words().substring(start, sentence.start());
            boolean whole = !named.contains("§")
                    && reading.date(start, sentence.start()).isPresent();
            if (sentence.start() > firstOwn && whole) {
                replaces(named, start, sentence.end());
            }
        }
    }

    private void replaces(String named, int start, int end) {
        String value = Reading.line(BY_THIS.matcher(named).replaceAll(" "))
                .replaceAll("(?i)^\\W*(?:\\(?\\d{1,2}[.)]\\s)?", "")
                .replaceAll("(?i)^(?:zum|am|vom) gleichen (?:Tag|Zeitpunkt)\\w*\\s", "")
                .replaceAll(
                        "(?i)\\b(?:gleichzeitig|zugleich|damit|hiermit|tritt|treten|bisherigen?|alten?|mit gleichem Datum|mit diesem Tage?)\\b",
                        " ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("^(?:die|das|der|den)\\s", "")
                .replaceAll("(?i)^(?:Die|Das|Der)\\s", "")
                .replaceAll("[\\s,.:’'-]+$", "");
        if (!value.isEmpty()
                && !value.startsWith("§")
                && NORM.matcher(value).find()
                && !VAGUE.matcher(value).find()) {
            if (replaced.isEmpty()) {
                replacedStart = start;
            }
            replaced.add(value);
            replacedEnd = Math.max(end, replacedEnd);
        }
    }

    private void stated() {
        if (facts.stream().noneMatch(fact -> fact.name() == FactName.IN_FORCE_SINCE)) {
            Matcher line = STATED.matcher(reading.masked().substring(0, reading.head()));
            if (line.find()) {
                reading.day(line.start(), line.end())
                        .ifPresent(day -> facts.add(
                                reading.fact(FactName.IN_FORCE_SINCE, day.toString(), line.start(), line.end())));
            }
        }
    }

    private void lasts() {
        if (firstOwn < 0 || facts.stream().anyMatch(fact -> fact.name() == FactName.IN_FORCE_UNTIL)) {
            return;
        }
        Matcher lasts = LASTS.matcher(reading.masked());
        while (lasts.find()) {
            int start = SentenceStart.before(reading.masked(), lasts.start());
            boolean own = OWN.matcher(reading.masked().substring(start, lasts.start()))
                            .find()
                    || reading.masked().substring(start, lasts.start()).isBlank();
            if (own && (lasts.start() > firstOwn || lasts.start() < reading.head())) {
                reading.day(lasts.start(1), lasts.end(1))
                        .ifPresent(day ->
                                facts.add(reading.fact(FactName.IN_FORCE_UNTIL, day.toString(), start, lasts.end())));
                return;
            }
        }
    }
}
