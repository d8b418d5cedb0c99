// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Some programs paint each letter twice, a little apart, where they have no bold font.
class PdfDoublesTest {

    private static final String WORDS = "Bad Schifffahrt 1100 Mississippi";

    private final DrawnPdf pdf = new DrawnPdf();

    @AfterEach
    void close() throws IOException {
        pdf.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 11", "0.3, 0, 11", "-0.3, 0.2, 11", "0, -0.4, 11", "1, 1, 40", "0.2, 0, 6"})
    void readsLettersThatWerePaintedTwiceOnce(float right, float up, float size) throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, DrawnPdf.PLAIN, size, 60, 600, WORDS);
            DrawnPdf.text(content, DrawnPdf.PLAIN, size, 60 + right, 600 + up, WORDS);
        });

        assertThat(pdf.texts()).containsExactly(WORDS);
    }

    @Test
    void keepsTheSameWordsSideBySideAndOnTheNextLine() throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, 60, 600, "lllll ja ja");
            DrawnPdf.text(content, 60, 587, "lllll ja ja");
        });

        assertThat(pdf.texts()).containsExactly("lllll ja ja lllll ja ja");
    }

    @Test
    void readsSmallLettersOverLargeOnesOfTheSameKind() throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, DrawnPdf.PLAIN, 60, 60, 600, "A");
            DrawnPdf.text(content, DrawnPdf.PLAIN, 8, 60, 600, "A");
        });

        assertThat(String.join(" ", pdf.texts()).replaceAll("[^A]", "")).isEqualTo("AA");
    }
}
