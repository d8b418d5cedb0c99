// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.Block;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a document states in labels, signatures and its head: date, version, last change, file number. Pure.
final class Statements {

    private static final int IGNORE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String D = Reading.DAY + "+";

    private static final Pattern MADE = Pattern.compile(
            "(?m)^\\W?(?:Ausfertigungsdatum|Ausgefertigt am|Datum der Ausfertigung):?\\s{1,3}(" + D + ")");
    private static final Pattern SIGNED = Pattern.compile(
            "(?m)(?:^|(?<=\\. ))\\p{Lu}[\\p{L}.()/-]+(?: (?:\\p{Lu}[\\p{L}.()/-]+|am|an|der|im|ob|bei|a\\.|i\\.|\\p{Ll}\\.)){0,4}(?:, ?(?:den |dem |am |im )?|,? den )("
                    + D + ")\\W{0,3}$");
    private static final Pattern TITLE_DAY = Pattern.compile("(?m)(?:^\\W?|\\s)vom\\s{1,3}(" + D + ")", IGNORE);
    private static final Pattern DECIDED = Pattern.compile(
            "\\b(?:Sitzung|Kreistag|Rat|Stadtrat|Gemeinderat|Stadtverordnetenversammlung|Gemeindevertretung|Gemeindevorstandes?|Magistrat)\\b[^.;§]{0,90}?\\b(?:am|vom)\\s("
                    + D + ")\\s[^.;]{0,400}?(?:beschlossen|erlassen|folgende)",
            IGNORE);
    private static final Pattern HELD = Pattern.compile(
            "(?:Sitzung|Niederschrift|Protokoll|Besprechung|Termin|Datum|Tag der Sitzung|Sitzungstermin|Sitzungsdatum)[^;]{0,200}?(?:\\b(?:am|vom)\\b|:)\\s(?:\\p{L}+tag,?\\s(?:(?:dem|den)\\s)?)?("
                    + D + ")",
            IGNORE);
    private static final Pattern SENT = Pattern.compile("(?m)^Datum:\\s(" + D + ")");
    private static final Pattern SENT_STAMP = Pattern.compile("(?m)^Datum:\\s(\\d{4}-\\d{2}-\\d{2})T");

    private static final Pattern VERSION = Pattern.compile(
            "(?m)^\\W?Version(?:snummer)?:?\\s(\\d{1,3}(?:\\.\\d{1,3}){0,3})\\b\\W?(?:\\s[^\\n]{0,60})?$", IGNORE);
    private static final Pattern STATE = Pattern.compile(
            "(?m)(?:^\\W{0,2}|\\()(?:(?:Rechts|Bearbeitungs|Konsolidierter )?Stand|Lesefassung(?:,)? Stand|Lesefassung):?\\s(?:vom\\s)?("
                    + D
                    + "|\\d{1,2}/\\d{4}|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\\s\\d{4}|\\d{4})\\b?",
            IGNORE);
    private static final Pattern WORDING = Pattern.compile(
            "(?:in der|i\\.\\s?d\\.)\\s(?:F\\.|Fassung)\\s(?:der Bekanntmachung\\s)?(?:vom\\s)(" + D + ")", IGNORE);

    private static final Pattern AMENDED = Pattern.compile(
            "(?m)(?:^\\W{0,2}(?:Stand:\\s)?|,\\s{1,3}|\\sund\\s)(?:in der Fassung der [^\\n]{0,80}?)?(?:zuletzt|letztmalig)\\s+geändert\\s+(?:worden\\s+)?(?:durch|am|mit)\\s+([^;)]{3,200}?"
                    + D + "(?:\\s[IV]{1,3}\\s\\d{1,5}(?:\\s\\d{1,5})?)?)",
            IGNORE);
    private static final Pattern AMENDED_PLAIN = Pattern.compile(
            "(?m)^\\W{0,2}(?:in der Fassung der|geändert durch|i\\.\\s?d\\.\\s?F\\. der)\\s((?:die\\s)?(?:\\d{1,2}\\.|[\\p{L}-]*ung(?:ssatzung)?\\b|[\\p{L}-]*satzung)[^;)\\n]{0,160}?"
                    + D + ")",
            IGNORE);

    private static final Pattern FILE_NUMBER = Pattern.compile(
            "(?m)(?:^|[\\s(|])(?:Az\\.?|AZ|Aktenzeichen|Geschäftszeichen|Gesch\\.?-?\\s?Z\\.?|GZ|Unser Zeichen|(?:Beschluss|Sitzungs)?[Vv]orlagen?(?:\\s?-?\\s?Nr\\.?|nummer)"
                    + "|Drucksachen?(?:\\s?-?\\s?Nr\\.?|nummer)?)\\s?[:.]?\\s?(?:Nr\\.\\s)?((?=[^\\n]{0,30}\\d)[A-ZÄÖÜ0-9][\\p{L}\\d./_-]{0,24}(?:\\s[\\d][\\p{L}\\d./_-]{0,20}|\\s[/-]\\s[\\p{L}\\d./_-]{1,20}){0,3})");

    /// How far the words of a statement reach around their date, in characters.
    private static final int LABEL = 40;

    private static final int PLACE = 200;
    private static final int LINE_END = 4;
    private static final int MEETING = 160;
    private static final int DECISION = 420;

    /// Minutes say within these characters when the meeting was.
    private static final int HELD_WITHIN = 3_000;

    private final Reading reading;
    private final String head;

    Statements(Reading reading) {
        this.reading = reading;
        this.head = reading.masked().substring(0, reading.head());
    }

    /// The day of the document.
    ///
    /// @param inForce where the norm speaks of its coming into force, -1 if it does not; the signature follows
    Optional<Fact> date(Optional<Fact> kind, Optional<Fact> title, int inForce) {
        String key = kind.map(Fact::value).orElse("");
        if (key.equals(Kind.E_MAIL.key())) {
            return sent();
        }
        if (key.equals(Kind.MINUTES.key())) {
            return day(
                    HELD,
                    reading.masked().substring(0, Math.min(reading.masked().length(), HELD_WITHIN)));
        }
        return around(MADE, 0, LABEL, 0)
                .or(() -> inForce >= 0 ? around(SIGNED, inForce, PLACE, LINE_END) : Optional.empty())
                .or(() -> around(SIGNED, 0, PLACE, LINE_END))
                .or(() -> titled(title))
                .or(() -> around(DECIDED, 0, MEETING, DECISION));
    }

    private Optional<Fact> sent() {
        return day(SENT, head).or(() -> {
            Matcher stamp = SENT_STAMP.matcher(reading.words());
            return stamp.find()
                    ? GermanDate.whole(stamp.group(1))
                            .map(day -> reading.fact(FactName.DATE, day.toString(), stamp.start(1), stamp.end(1)))
                    : Optional.empty();
        });
    }

    /// "vom …" in or right below the title, unless that is the date of what is changed.
    private Optional<Fact> titled(Optional<Fact> title) {
        if (title.isEmpty() || Changes.amends(title.get().value())) {
            return Optional.empty();
        }
        int start = title.get().start();
        int end = title.get().end() > start
                ? Math.min(reading.masked().length(), title.get().end() + 40)
                : head.length();
        Matcher day = TITLE_DAY.matcher(reading.masked()).region(start, end);
        if (!day.find()) {
            return Optional.empty();
        }
        String before = reading.masked().substring(Math.max(0, day.start() - 20), day.start() + 1);
        return before.matches("(?is).*(?:Fassung|Gesetzes|Bekanntmachung|Satzung zu)\\s*") ? Optional.empty() : of(day);
    }

    private Optional<Fact> of(MatchResult day) {
        return reading.day(day.start(1), day.end(1))
                .map(found -> reading.fact(FactName.DATE, found.toString(), day.start(), day.end()));
    }

    private Optional<Fact> day(Pattern pattern, String where) {
        Matcher matcher = pattern.matcher(where);
        return matcher.find() ? of(matcher) : Optional.empty();
    }

    private Optional<Fact> around(Pattern pattern, int from, int before, int after) {
        return reading.around(pattern, from, before, after).flatMap(this::of);
    }

    Optional<Fact> version(Optional<Fact> title) {
        Matcher version = VERSION.matcher(head);
        if (version.find()) {
            return Optional.of(reading.fact(FactName.VERSION, version.group(1), version.start(), version.end(1)));
        }
        Matcher state = STATE.matcher(head);
        if (state.find()) {
            String words = reading.words().substring(state.start(1), state.end(1));
            return Optional.of(reading.fact(
                    FactName.VERSION,
                    GermanDate.whole(words).map(LocalDate::toString).orElse(words),
                    state.start(),
                    state.end(1)));
        }
        Matcher wording = WORDING.matcher(head);
        if (title.filter(named -> !Changes.amends(named.value())).isPresent() && wording.find()) {
            return reading.day(wording.start(1), wording.end(1))
                    .map(day -> reading.fact(FactName.VERSION, day.toString(), wording.start(), wording.end()));
        }
        return Optional.empty();
    }

    /// The last change that is worked in; only what the head says, for the words below speak of other laws.
    Optional<Fact> amendedBy() {
        for (Pattern pattern : new Pattern[] {AMENDED, AMENDED_PLAIN}) {
            Matcher matcher = pattern.matcher(head);
            while (matcher.find()) {
                if (!ofAnother(matcher.start())) {
                    String value = reading.words().substring(matcher.start(1), matcher.end(1));
                    return Optional.of(reading.fact(FactName.AMENDED_BY, value, matcher.start(), matcher.end()));
                }
            }
        }
        return Optional.empty();
    }

    /// Whether words about a change belong to a law that a sentence of the head mentions.
    private boolean ofAnother(int at) {
        Block block = reading.text().blocks().stream()
                .filter(each -> each.end() > at)
                .findFirst()
                .orElse(null);
        if (block == null || block.start() >= at) {
            return false;
        }
        String before = reading.words().substring(block.start(), at);
        return before.contains("BGBl")
                || before.contains("GVBl")
                || before.contains("ABl")
                || before.contains("GV.")
                || before.contains("§")
                || before.length() > 300;
    }

    Optional<Fact> fileNumber() {
        Matcher number = FILE_NUMBER.matcher(
                reading.words().substring(0, Math.min(reading.words().length(), 3000)));
        if (!number.find()) {
            return Optional.empty();
        }
        String value = number.group(1).replaceAll("[./_-]+$", "");
        return value.chars().anyMatch(Character::isDigit)
                ? Optional.of(reading.fact(FactName.FILE_NUMBER, value, number.start(1), number.end(1)))
                : Optional.empty();
    }
}
