// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Block;
import de.fundstelle.document.Block.Kind;
import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {

    private static final Document DOCUMENT = new Document("d", "v", "satzung.pdf", "Satzung", "c", "r", false);

    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();

    @Test
    void keepsAShortTextTogetherUnderItsTitle() {
        heading(1, "Hundesteuer", Place.NONE);
        paragraph("Wer einen Hund hält, zahlt Steuern. Das gilt auch für Zweithunde.");
        paragraph("Anmelden müssen Sie ihn binnen 14 Tagen.");

        assertThat(split()).singleElement().satisfies(passage -> {
            assertThat(passage.headings()).containsExactly("Hundesteuer");
            assertThat(passage.text()).startsWith("Wer einen Hund").endsWith("14 Tagen.");
            assertThat(passage.ordinal()).isZero();
        });
    }

    @Test
    void givesEachParagraphOfALawAPassageOfItsOwnHoweverShort() {
        heading(1, "Satzung", Place.onPage(1));
        heading(3, "§ 1 Steuergegenstand", Place.onPage(1));
        paragraph("Gegenstand ist das Halten von Hunden.", Place.onPage(1));
        heading(3, "§ 2 Haftung", Place.onPage(2));
        paragraph("Mehrere Halter haften als Gesamtschuldner.", Place.onPage(2));

        List<Passage> passages = split();
        assertThat(passages)
                .extracting(Passage::place)
                .extracting(Place::label)
                .containsExactly("§ 1, Seite 1", "§ 2, Seite 2");
        assertThat(passages.get(1).headings()).containsExactly("Satzung", "§ 2 Haftung");
    }

    @Test
    void namesTheSubsectionThatAPassageBeginsIn() {
        heading(3, "§ 4 Steuersatz", Place.onPage(3));
        paragraph("(1) " + "Die Steuer beträgt für den ersten Hund 60 Euro im Jahr. ".repeat(11), Place.onPage(3));
        paragraph("(2) " + "Gefährliche Hunde kosten 600 Euro im Jahr und mehr. ".repeat(11), Place.onPage(4));

        assertThat(split())
                .extracting(passage -> passage.place().label())
                .containsExactly("§ 4 Abs. 1, Seite 3", "§ 4 Abs. 2, Seite 4");
    }

    @Test
    void dividesLongTextsIntoFewPassagesOfAboutEqualSize() {
        paragraph("Das Bürgerbüro ist montags von acht bis zwölf Uhr geöffnet und nimmt Anträge an. ".repeat(14));

        List<Passage> passages = split();
        assertThat(passages).hasSize(2);
        assertThat(passages).allSatisfy(passage -> {
            assertThat(passage.text().length()).isBetween(450, Splitter.LARGEST);
            assertThat(passage.text()).startsWith("Das Bürgerbüro").endsWith("an.");
        });
    }

    @Test
    void dividesAnEndlessSentenceAtWordsAndLosesNone() {
        String words = "wort ".repeat(1_500).strip();
        paragraph(words);

        List<Passage> passages = split();
        assertThat(passages).allSatisfy(p -> assertThat(p.text().length()).isLessThanOrEqualTo(Splitter.LARGEST));
        assertThat(String.join(" ", passages.stream().map(Passage::text).toList()))
                .isEqualTo(words);
    }

    @Test
    void dividesLettersWithoutAnyBlank() {
        paragraph("x".repeat(5_001));
        assertThat(split().stream().mapToInt(p -> p.text().length()).sum()).isEqualTo(5_001);
    }

    @Test
    void repeatsTheHeaderInEachPassageOfATable() {
        heading(1, "Gebühren", Place.onSheet("Gebühren"));
        add(Kind.TABLE_HEADER, 0, "Leistung\tBetrag", Place.onSheet("Gebühren"));
        for (int i = 0; i < 60; i++) {
            add(Kind.TABLE_ROW, 0, "Leistung mit der Nummer " + i + "\t" + i + ",50 Euro", Place.onSheet("Gebühren"));
        }
        List<Passage> passages = split();
        assertThat(passages).hasSizeBetween(2, 5).allSatisfy(passage -> {
            assertThat(passage.text()).startsWith("Leistung | Betrag\nLeistung mit der Nummer");
            assertThat(passage.place().label()).isEqualTo("Tabelle „Gebühren“");
        });
        assertThat(passages.getLast().text()).endsWith("59 | 59,50 Euro");
    }

    @Test
    void neverMixesSlides() {
        for (int slide = 1; slide <= 3; slide++) {
            heading(2, "Thema " + slide, Place.onSlide(slide));
            paragraph("Kurz gesagt: Nummer " + slide + ".", Place.onSlide(slide));
        }
        assertThat(split()).extracting(p -> p.place().label()).containsExactly("Folie 1", "Folie 2", "Folie 3");
    }

    @Test
    void joinsTinyNeighboursUnderTheSameHeading() {
        heading(1, "Häufige Fragen", Place.NONE);
        heading(2, "Wann ist geöffnet?", Place.NONE);
        paragraph("Von acht bis zwölf.");
        heading(2, "Wo ist das Amt?", Place.NONE);
        paragraph("Am Markt 1.");

        assertThat(split()).singleElement().satisfies(passage -> {
            assertThat(passage.headings()).containsExactly("Häufige Fragen");
            assertThat(passage.text()).contains("Von acht bis zwölf.", "Wo ist das Amt?", "Am Markt 1.");
        });
    }

    @Test
    void makesAHeadingWithoutWordsFindable() {
        heading(1, "Nur eine Überschrift", Place.NONE);
        assertThat(split()).singleElement().extracting(Passage::text).isEqualTo("Nur eine Überschrift");
    }

    @Test
    void saysTheSameAsTheDocumentAtItsRange() {
        heading(3, "§ 1 Zweck", Place.NONE);
        paragraph("Diese Satzung regelt z. B. die Steuer. ".repeat(40));
        DocumentText document = new DocumentText(text.toString(), blocks);
        assertThat(Splitter.split(DOCUMENT, document))
                .hasSizeGreaterThan(1)
                .allSatisfy(passage -> assertThat(document.text().substring(passage.start(), passage.end()))
                        .isEqualTo(passage.text()));
    }

    @Test
    void findsNothingInNothing() {
        assertThat(split()).isEmpty();
    }

    private List<Passage> split() {
        return Splitter.split(DOCUMENT, new DocumentText(text.toString(), blocks));
    }

    private void heading(int level, String words, Place place) {
        add(Kind.HEADING, level, words, place);
    }

    private void paragraph(String words) {
        paragraph(words, Place.NONE);
    }

    private void paragraph(String words, Place place) {
        add(Kind.PARAGRAPH, 0, words.strip(), place);
    }

    private void add(Kind kind, int level, String words, Place place) {
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
        int start = text.length();
        text.append(words);
        blocks.add(new Block(kind, level, place, start, text.length()));
    }
}
