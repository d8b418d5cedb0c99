// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// German legal and administrative texts become headings, paragraphs and items.
///
/// A line of these pages is written as it looks: "# " before it is bold, "## " is large, "> " is centred, "" is a gap.
class PdfLayoutTest {

    private static final String RUNNING =
            "Die Gemeinde erhebt für das Halten von Hunden eine Steuer, die jedes Jahr neu fällig wird, und";
    private static final String END = "bestimmt ihre Höhe durch diese Satzung.";

    static Stream<Arguments> structures() {
        return Stream.of(
                arguments(
                        "a number and its title on one line",
                        List.of(RUNNING, END, "", "§ 4 Steuersatz", "", RUNNING, END),
                        List.of("P " + RUNNING + " " + END, "H3 § 4 Steuersatz", "P " + RUNNING + " " + END)),
                arguments(
                        "no blank behind the sign",
                        List.of(RUNNING, END, "", "# §4", "# Steuersatz", "", "(1) Sie beträgt 60 Euro."),
                        List.of("P " + RUNNING + " " + END, "H3 §4 Steuersatz", "P (1) Sie beträgt 60 Euro.")),
                arguments(
                        "a centred title below its number",
                        List.of(RUNNING, END, "", "> § 4", "> Steuersatz", "", RUNNING, END),
                        List.of("P " + RUNNING + " " + END, "H3 § 4 Steuersatz", "P " + RUNNING + " " + END)),
                arguments(
                        "a title below its number, and the text at once below both",
                        List.of(RUNNING, END, "", "§ 4", "Steuersatz", "(1) Sie beträgt 60 Euro."),
                        List.of("P " + RUNNING + " " + END, "H3 § 4 Steuersatz", "P (1) Sie beträgt 60 Euro.")),
                arguments(
                        "subsections, also without a gap",
                        List.of("§ 4 Steuersatz", "(1) " + RUNNING, END, "(2) " + RUNNING, END, "(2a) Das gilt stets."),
                        List.of(
                                "H3 § 4 Steuersatz",
                                "P (1) " + RUNNING + " " + END,
                                "P (2) " + RUNNING + " " + END,
                                "P (2a) Das gilt stets.")),
                arguments(
                        "numbers of a list",
                        List.of("Befreit sind auf Antrag:", "Nr. 1 Blindenhunde,", "Nr. 2 Hunde der Polizei."),
                        List.of("P Befreit sind auf Antrag:", "L Nr. 1 Blindenhunde,", "L Nr. 2 Hunde der Polizei.")),
                arguments(
                        "no number of a list where a reference goes on",
                        List.of(RUNNING + " richtet sich nach § 5 Absatz 1 Satz 1", "Nr. 3 der Satzung über Gebühren."),
                        List.of("P " + RUNNING
                                + " richtet sich nach § 5 Absatz 1 Satz 1 Nr. 3 der Satzung über Gebühren.")),
                arguments(
                        "no list where a date goes on",
                        List.of(
                                "Diese Satzung und ihre Anlagen treten nach ihrer Bekanntmachung, spätestens am",
                                "1. Januar 2026 in Kraft."),
                        List.of("P Diese Satzung und ihre Anlagen treten nach ihrer Bekanntmachung, spätestens am "
                                + "1. Januar 2026 in Kraft.")),
                arguments(
                        "no heading where a reference begins a line",
                        List.of(RUNNING + " dies gilt auch nach", "§ 4 Absatz 2 der Satzung über die Gebühren."),
                        List.of("P " + RUNNING + " dies gilt auch nach § 4 Absatz 2 der Satzung über die Gebühren.")),
                arguments(
                        "agenda items of minutes",
                        List.of("TOP 5: Haushalt 2026", RUNNING, END, "", "TOP 5.1 Anfragen", "Es gibt keine."),
                        List.of(
                                "H2 TOP 5: Haushalt 2026",
                                "P " + RUNNING + " " + END,
                                "H2 TOP 5.1 Anfragen",
                                "P Es gibt keine.")),
                arguments(
                        "an annex",
                        List.of(RUNNING, END, "", "Anlage 1", "Gebührenverzeichnis", "", RUNNING, END),
                        List.of(
                                "P " + RUNNING + " " + END,
                                "H2 Anlage 1 Gebührenverzeichnis",
                                "P " + RUNNING + " " + END)),
                arguments(
                        "a division above its sections",
                        List.of("Zweiter Abschnitt", "Gebühren", "", "§ 4 Steuersatz", "", RUNNING, END),
                        List.of("H2 Zweiter Abschnitt Gebühren", "H3 § 4 Steuersatz", "P " + RUNNING + " " + END)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("structures")
    void readsTheStructureOfGermanLaw(String name, List<String> page, List<String> expected) {
        assertThat(read(List.of(page))).as(name).isEqualTo(expected);
    }

    @Test
    void goesOnWithASentenceOverleafBetweenHeadsAndFeetThatDifferInTheirNumbers() {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            List<String> page =
                    new ArrayList<>(List.of(i % 2 == 0 ? "Hundesteuersatzung " + i : i + " Stadt Musterstadt", ""));
            for (char line = 'a'; line < 'j'; line++) {
                page.add("die Zeile " + (line + "").repeat(i)
                        + " steht nur auf dieser einen Seite und füllt die ganze Breite und");
            }
            page.add(i < 6 ? "Ende " + "z".repeat(i) : "wird verrechnet, was die Gemeinde schon für die alte Hunde-");
            page.add("");
            page.add("- " + i + " -");
            pages.add(page);
        }
        pages.add(List.of("7 Stadt Musterstadt", "", "steuer festgesetzt hat.", "", "- 7 -"));

        String text = String.join("\n", read(pages));

        assertThat(text).contains("die alte Hundesteuer festgesetzt hat.").doesNotContain("- 3 -");
        assertThat(text.split("Stadt Musterstadt", -1)).as("once").hasSize(2);
        assertThat(text.split("Hundesteuersatzung", -1)).as("once").hasSize(2);
    }

    @Test
    void takesSectionsThatOpenEveryPageForNoHeads() {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            pages.add(List.of(
                    "§ " + i,
                    "",
                    "Die " + "a".repeat(i) + " gilt für das ganze Gebiet der Stadt.",
                    "",
                    "- " + i + " -"));
        }

        assertThat(read(pages)).filteredOn(text -> text.startsWith("H3")).hasSize(5);
    }

    @Test
    void takesRowsOfNumbersForNoHeads() {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            List<String> page = new ArrayList<>();
            for (int row = 0; row < 20; row++) {
                int income = 20_000 + (i * 20 + row) * 1_000;
                page.add(row % 2 == 0 ? income + " 117 " + (130 + i * row) + " 235" : "ab " + income + " " + i * row);
            }
            page.add("");
            page.add("Seite " + i + " von 4");
            pages.add(page);
        }

        String text = String.join("\n", read(pages));

        for (int row = 20; row < 100; row++) {
            assertThat(text).contains(20_000 + row * 1_000 + " ");
        }
        assertThat(text).doesNotContain("Seite 3 von 4");
    }

    @Test
    void leavesAWordOfEachPagesTableInItsPlace() {
        List<List<String>> pages = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            pages.add(List.of(
                    "Tabelle der Stadt " + "b".repeat(i), "Anteil", "Zeile " + "c".repeat(i), "", "- " + i + " -"));
        }

        assertThat(String.join("\n", read(pages)).split("Anteil", -1)).hasSize(6);
    }

    private static List<String> read(List<List<String>> pages) {
        List<PdfLines.Page> all = new ArrayList<>();
        for (List<String> page : pages) {
            all.add(new PdfLines.Page(all.size() + 1, lines(page)));
        }
        Pieces pieces = new Pieces(100_000, () -> {});
        PdfLayout.write(all, pieces);
        return pieces.all().stream()
                .map(piece -> kind(piece) + " " + piece.text().replace('\n', ' '))
                .toList();
    }

    private static String kind(Piece piece) {
        return switch (piece.kind()) {
            case HEADING -> "H" + piece.level();
            case LIST_ITEM -> "L";
            case PARAGRAPH -> "P";
            default -> piece.kind().toString();
        };
    }

    private static List<PdfLines.Line> lines(List<String> page) {
        List<PdfLines.Line> lines = new ArrayList<>();
        float baseline = 60;
        for (String look : page) {
            baseline += 13;
            if (!look.isEmpty()) {
                String text = look.replaceFirst("^[#>]+ ", "");
                float size = look.startsWith("##") ? 16 : 11;
                float width = text.length() * size * 0.45f;
                float left = look.startsWith("> ") ? 300 - width / 2 : 60;
                lines.add(new PdfLines.Line(text, left, left + width, baseline, size, look.startsWith("#")));
            }
        }
        return lines;
    }
}
