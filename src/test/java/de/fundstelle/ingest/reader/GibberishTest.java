// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GibberishTest {

    private static final String GERMAN =
            "Die Steuer wird nach der Zahl der Hunde bemessen und beträgt für den ersten Hund sechzig Euro im Jahr.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GERMAN,
                "The quick committee approved the annual budget of the municipal library in a public meeting.",
                "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw oraz obowiązków.",
                "Les ayants droit majeurs qui effectuent la présente demande doivent fournir un des titres de séjour.",
                "الإنترنت العالمي المفتوح هو أقوى اتصال و التعلم وبناء الشعور بالإنسانية المشتركة",
                "Az. 12/345-67 B, 1.234,56 EUR, IBAN DE12 3456 7890 1234 5678 90",
                "",
                "GmbH & Co. KG"
            })
    void believesWords(String text) {
        assertThat(Gibberish.isRubbish(text)).isFalse();
    }

    @Test
    void seesExchangedLetters() {
        StringBuilder exchanged = new StringBuilder();
        GERMAN.toLowerCase(java.util.Locale.ROOT)
                .codePoints()
                .forEach(c -> exchanged.appendCodePoint(c >= 'a' && c <= 'z' ? (c - 'a' + 3) % 26 + 'a' : c));

        assertThat(Gibberish.isRubbish(exchanged.toString())).isTrue();
    }

    @Test
    void seesSignsThatStandForNothing() {
        assertThat(Gibberish.isRubbish("\uFFFD\uE001".repeat(30) + " und ein paar Worte"))
                .isTrue();
    }

    @Test
    void aPageIsReadFromItsPictureWhereItsLettersAreNotItsText() throws IOException {
        PdfLines.Page nothing = new PdfLines.Page(1, List.of());
        PdfLines.Page stamp = new PdfLines.Page(1, List.of(new PdfLines.Line("Seite 1", 60, 100, 100, 11, false)));
        PdfLines.Page full = new PdfLines.Page(1, List.of(new PdfLines.Line(GERMAN, 60, 500, 100, 11, false)));
        try (PDDocument document = new PDDocument()) {
            PDPage blank = new PDPage();
            PDPage drawn = page(document, false);
            PDPage scan = page(document, true);

            assertThat(TextLayer.isMissing(nothing, blank)).isFalse();
            assertThat(TextLayer.isMissing(nothing, drawn)).isTrue();
            assertThat(TextLayer.isMissing(stamp, drawn)).as("all that it says").isFalse();
            assertThat(TextLayer.isMissing(stamp, scan))
                    .as("a number on a scan")
                    .isTrue();
            assertThat(TextLayer.isMissing(full, scan)).isFalse();
            PdfLines.Line arrival = new PdfLines.Line("Eingang 12.03.2024 Stadt Au", 60, 200, 30, 9, false);
            assertThat(TextLayer.isMissing(scan(arrival), scan))
                    .as("the stamp of the post room")
                    .isTrue();
            assertThat(TextLayer.isMissing(new PdfLines.Page(1, List.of(arrival)), scan))
                    .as("a few words beside a small picture")
                    .isFalse();
        }
    }

    private static PdfLines.Page scan(PdfLines.Line line) {
        return new PdfLines.Page(1, List.of(line), List.of(), List.of(), List.of(), true);
    }

    private static PDPage page(PDDocument document, boolean picture) throws IOException {
        PDPage page = new PDPage();
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.addRect(10, 10, 20, 20);
            content.fill();
            if (picture) {
                BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
                content.drawImage(LosslessFactory.createFromImage(document, image), 0, 0, 600, 800);
            }
        }
        return page;
    }
}
