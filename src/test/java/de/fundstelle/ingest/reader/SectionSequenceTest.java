// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionSequenceTest {

    @ParameterizedTest
    @ValueSource(strings = {"83 Steuersatz", "$ 3 Steuersatz", "8 3 Steuersatz", "$3 Steuersatz", "S 3 Steuersatz"})
    void repairsAMisreadSignWhereTheSequenceProvesIt(String misread) {
        List<Piece> pieces = SectionSequence.repaired(
                List.of(heading("§ 2 Haftung"), paragraph(misread), paragraph("Der Satz."), heading("§ 4 Fälligkeit")));

        assertThat(pieces).contains(heading("§ 3 Steuersatz"), paragraph("Der Satz."));
    }

    @Test
    void partsTheTitleFromTheTextThatFollows() {
        List<Piece> pieces = SectionSequence.repaired(List.of(
                heading("§ 2 Haftung"),
                paragraph("83 Steuersatz (1) Die Steuer beträgt 60 Euro."),
                heading("§ 4 Ende")));

        assertThat(pieces).contains(heading("§ 3 Steuersatz"), paragraph("(1) Die Steuer beträgt 60 Euro."));
    }

    @Test
    void repairsSeveralInARow() {
        List<Piece> pieces = SectionSequence.repaired(List.of(
                paragraph("81 Zweck"),
                heading("§ 2 Haftung"),
                paragraph("83 Satz"),
                paragraph("84 Frist"),
                heading("§ 5 Ende")));

        assertThat(pieces).contains(heading("§ 1 Zweck"), heading("§ 3 Satz"), heading("§ 4 Frist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"83 Hunde wurden gezählt.", "83 von 100", "84 Steuersatz", "38 Hunde", "830 Euro"})
    void leavesARealNumberAlone(String text) {
        List<Piece> pieces = List.of(heading("§ 2 Haftung"), paragraph(text), heading("§ 4 Fälligkeit"));

        assertThat(SectionSequence.repaired(pieces)).isEqualTo(pieces);
    }

    @Test
    void leavesANumberAloneWhereNoSectionIsMissing() {
        List<Piece> pieces = List.of(heading("§ 2 Haftung"), paragraph("83 Steuersatz"), heading("§ 3 Fälligkeit"));

        assertThat(SectionSequence.repaired(pieces)).isEqualTo(pieces);
    }

    @Test
    void leavesTwoCandidatesAlone() {
        List<Piece> pieces =
                List.of(heading("§ 2 Haftung"), paragraph("83 Hunde"), paragraph("83 Katzen"), heading("§ 4 Ende"));

        assertThat(SectionSequence.repaired(pieces)).isEqualTo(pieces);
    }

    @Test
    void repairsTheLastOnesWhereEachProvesTheOther() {
        List<Piece> pieces = SectionSequence.repaired(List.of(
                heading("§ 3 Haftung"),
                paragraph("8 4 Kostengläubiger"),
                paragraph("Gläubigerin ist die Gemeinde."),
                paragraph("8 5 Entstehen"),
                paragraph("Die Schuld entsteht mit dem Antrag.")));

        assertThat(pieces).contains(heading("§ 4 Kostengläubiger"), heading("§ 5 Entstehen"));
    }

    @Test
    void repairsTheSectionThatEndsAByLaw() {
        List<Piece> pieces = SectionSequence.repaired(
                List.of(heading("§ 8 Gebühren"), paragraph("89 Inkrafttreten"), paragraph("Sie tritt in Kraft.")));

        assertThat(pieces).contains(heading("§ 9 Inkrafttreten"));
    }

    @Test
    void repairsATextWithoutAnyHeadingThatWasReadWell() {
        List<Piece> pieces = SectionSequence.repaired(
                List.of(paragraph("81 Zweck"), paragraph("82 Haftung"), paragraph("83 Gebühren"), paragraph("Text.")));

        assertThat(pieces).contains(heading("§ 1 Zweck"), heading("§ 2 Haftung"), heading("§ 3 Gebühren"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"84 Kostengläubiger", "85 Hunde", "89 Katzen"})
    void leavesOneNumberAtTheEndAlone(String text) {
        List<Piece> pieces = List.of(heading("§ 3 Haftung"), paragraph(text), paragraph("Gläubigerin ist die Stadt."));

        assertThat(SectionSequence.repaired(pieces)).isEqualTo(pieces);
    }

    @Test
    void leavesTwoNumbersWithoutAnyHeadingAlone() {
        List<Piece> pieces = List.of(paragraph("81 Hunde"), paragraph("82 Katzen"), paragraph("85 Pferde"));

        assertThat(SectionSequence.repaired(pieces)).isEqualTo(pieces);
    }

    @Test
    void takesTheTitleFromTheLineBelowTheNumber() {
        List<Piece> pieces = SectionSequence.repaired(List.of(
                heading("§ 6 Haftung"),
                paragraph("87"),
                paragraph("Bewirtschaftung"),
                paragraph("Speisen werden nicht verkauft."),
                paragraph("88\nDekoration\nSie ist zu entfernen."),
                heading("§ 9 Ende")));

        assertThat(pieces)
                .containsExactly(
                        heading("§ 6 Haftung"),
                        heading("§ 7 Bewirtschaftung"),
                        paragraph("Speisen werden nicht verkauft."),
                        heading("§ 8 Dekoration"),
                        paragraph("Sie ist zu entfernen."),
                        heading("§ 9 Ende"));
    }

    private static Piece heading(String text) {
        return new Piece(Block.Kind.HEADING, 3, Place.NONE, text);
    }

    private static Piece paragraph(String text) {
        return new Piece(Block.Kind.PARAGRAPH, 0, Place.NONE, text);
    }
}
