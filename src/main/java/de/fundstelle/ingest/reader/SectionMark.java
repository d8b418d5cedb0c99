// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a line says that opens a section of a German legal or administrative text: "§ 4 Steuersatz", "TOP 5", "Anlage
/// 1".
///
/// Pure. A line of running text that only begins with a reference ("§ 4 der Satzung gilt …") opens nothing.
///
/// @param kind what it opens
/// @param label how a clerk cites it: "§ 4"
/// @param title the words behind the number, perhaps none
public record SectionMark(Kind kind, String label, String title) {

    /// What a line opens, from the outermost to the innermost.
    public enum Kind {
        ANNEX(2),
        DIVISION(2),
        AGENDA_ITEM(2),
        ARTICLE(3),
        PARAGRAPH(3),
        NUMBERED(4);

        private final int level;

        Kind(int level) {
            this.level = level;
        }
    }

    /// Longer lines are running text.
    private static final int LONGEST = 160;

    private static final Pattern PARAGRAPH = Pattern.compile("§\\s?(\\d{1,4}\\s?[a-z]?)(?![\\w.,])\\s*[-–:]?\\s*(.*)");
    private static final Pattern PARAGRAPHS =
            Pattern.compile("§§\\s?(\\d{1,4}[a-z]?\\s?(?:bis|und|-|–)\\s?\\d{1,4}[a-z]?)(?!\\w)\\s*(.*)");
    private static final Pattern ARTICLE =
            Pattern.compile("(?:Art\\.|Artikel|ARTIKEL)\\s+(\\d{1,3}[a-z]?|[IVX]{1,6})(?!\\w)\\s*[-–:]?\\s*(.*)");
    private static final Pattern AGENDA = Pattern.compile("(?:[Zz]u\\s+)?(?:TOP|Tagesordnungspunkt|(?=Ö\\s?\\d))\\s*"
            + "([ÖN]?\\s?\\d{1,3}(?:\\.\\d{1,3})*(?:\\s?[a-z]\\)|[a-z])?)(?!\\w)[.:]?\\s*[-–:]?\\s*(.*)");
    private static final Pattern POINT = Pattern.compile(
            "(?:[Zz]u\\s+)?Punkt\\s+(\\d{1,3}(?:\\.\\d{1,3})*)(?:\\s+der\\s+Tagesordnung\\b\\s*[-–:]?|:)\\s*(.*)");
    private static final Pattern ANNEX = Pattern.compile(
            "(Anlage|Anhang|ANLAGE|ANHANG)(?:\\s+(?:Nr\\.\\s?)?(\\d{1,3}[a-z]?|[A-Z]|[IVX]{1,6}))?(?!\\w)\\s*[-–:.]?\\s*(.*)");
    private static final Pattern ANNEX_TO =
            Pattern.compile("zu(?:[mr]|\\sden)?\\s(?:[^.;]|\\b(?:Abs|Nr|Art|Ziff|S|lit|Buchst)\\.)*");
    private static final Pattern DIVISION = Pattern.compile(
            "((?:Teil|Abschnitt|Unterabschnitt|Kapitel|Buch|Titel)\\s+(?:\\d{1,3}|[IVX]{1,6}|[A-Z]))(?!\\w)[.:]?\\s*[-–:]?\\s*(.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ORDINAL_DIVISION = Pattern.compile(
            "((?:\\d{1,2}\\.|[IVX]{1,6}\\.|(?:Erst|Zweit|Dritt|Viert|Fünft|Sechst|Siebt|Acht|Neunt|Zehnt)e[rs]?)"
                    + "\\s?(?:Teil|Abschnitt|Unterabschnitt|Kapitel|Buch|Titel))(?!\\w)[.:]?\\s*[-–:]?\\s*(.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERED =
            Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2}){1,4}|\\d{1,2}(?=\\.))\\.?\\s+([A-ZÄÖÜ„\"(].*)");

    /// Blanks that no line may break at; between "§" and its number they are the rule.
    private static final String BLANKS = "\u00A0\u2007\u2009\u202F";

    /// What stands in the place of a section that is no more.
    private static final Pattern GONE = Pattern.compile(
            "[-–(\\[*]?\\s?(?:weggefallen|aufgehoben|entfällt|entfallen|gestrichen|unbesetzt|nicht besetzt)\\s?[-–)\\].*]?");

    private static final Pattern REFERENCE = Pattern.compile(
            "(?:Abs|Absatz|Absätze|Satz|Sätze|Nr|Nummer|Nummern|S|Halbsatz|Buchst|Buchstabe|Ziff|Ziffer|Alt)\\b.*");
    private static final Pattern LAW = Pattern.compile("[A-ZÄÖÜ][\\wÄÖÜäöü-]{0,9}[A-ZÄÖÜ](?:\\s+(?:[IVX]+|\\d+))?");
    /// What leads from a title to its page in a table of contents.
    private static final List<String> LEADERS = List.of("...", "…", ". . . ");

    private static final Pattern SENTENCE_END = Pattern.compile(".*[a-zäöüß)\\]][.;,]");
    private static final Pattern SUBSECTION = Pattern.compile("\\((\\d{1,3}[a-z]?)\\)\\s.*", Pattern.DOTALL);

    /// The mark that opens this line, if it opens any.
    public static Optional<SectionMark> of(String line) {
        String text = unbroken(line).strip();
        if (text.isEmpty() || text.length() > LONGEST || LEADERS.stream().anyMatch(text::contains)) {
            return Optional.empty();
        }
        return List.<Optional<SectionMark>>of(
                        match(Kind.PARAGRAPH, PARAGRAPH, "§ ", text),
                        match(Kind.PARAGRAPH, PARAGRAPHS, "§§ ", text),
                        match(Kind.ARTICLE, ARTICLE, "Artikel ", text),
                        match(Kind.AGENDA_ITEM, AGENDA, "TOP ", text),
                        match(Kind.AGENDA_ITEM, POINT, "TOP ", text),
                        annex(text),
                        match(Kind.DIVISION, DIVISION, "", text),
                        match(Kind.DIVISION, ORDINAL_DIVISION, "", text),
                        match(Kind.NUMBERED, NUMBERED, "Nr. ", text))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// The number of the subsection (Absatz) that this text begins with: "2a" for "(2a) Die Steuer …".
    public static Optional<String> subsection(String text) {
        Matcher matcher = SUBSECTION.matcher(text.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// How deep a heading with this mark stands, 1 to 6.
    public int level() {
        return kind == Kind.NUMBERED
                ? Math.min(
                        6,
                        kind.level + (int) label.chars().filter(c -> c == '.').count() - 1)
                : kind.level;
    }

    /// Whether the line is a heading even without a look at its neighbours; a single number may as well open a list.
    public boolean certain() {
        return kind != Kind.NUMBERED || label.chars().filter(c -> c == '.').count() > 1;
    }

    private static Optional<SectionMark> match(Kind kind, Pattern pattern, String prefix, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String title = matcher.group(2).strip();
        return isTitle(title)
                ? Optional.of(new SectionMark(kind, prefix + compact(matcher.group(1)), title))
                : Optional.empty();
    }

    private static Optional<SectionMark> annex(String text) {
        Matcher matcher = ANNEX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String word = matcher.group(1).startsWith("Anl") || matcher.group(1).startsWith("ANL") ? "Anlage" : "Anhang";
        String number = matcher.group(2);
        String title = matcher.group(3).strip();
        boolean bare = number == null && !title.isEmpty() && !title.matches("(?:zu[mr]?|zur)\\s.*");
        if (bare || !(isTitle(title) || ANNEX_TO.matcher(title).matches())) {
            return Optional.empty();
        }
        return Optional.of(new SectionMark(Kind.ANNEX, number == null ? word : word + " " + number, title));
    }

    private static String unbroken(String line) {
        String text = line;
        for (int i = 0; i < BLANKS.length(); i++) {
            text = text.replace(BLANKS.charAt(i), ' ');
        }
        return text;
    }

    private static String compact(String number) {
        return number.strip()
                .replaceAll("\\)$", "")
                .replaceAll("(?<=\\d)\\s(?=[a-z]$)", "")
                .replaceAll("\\s+", " ");
    }

    private static boolean isTitle(String title) {
        if (title.isEmpty() || GONE.matcher(title).matches()) {
            return true;
        }
        int first = title.codePointAt(0);
        boolean opens = Character.isUpperCase(first) || "(„\"[*".indexOf(first) >= 0;
        return opens
                && !SUBSECTION.matcher(title).matches()
                && !REFERENCE.matcher(title).matches()
                && !LAW.matcher(title).matches()
                && !SENTENCE_END.matcher(title).matches();
    }
}
