// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void dropsWhatCannotBeSeen() {
        String tags = new StringBuilder()
                .appendCodePoint(0xE0041)
                .appendCodePoint(0xE0042)
                .toString();
        assertThat(CleanText.of("Ge\u00ADbühr\u0000 \u202Eab\u202C\u200B\uFEFF" + tags + "\uFFFE."))
                .isEqualTo("Gebühr ab.");
    }

    @Test
    void composesLetters() {
        assertThat(CleanText.of("Gebu\u0308hr")).isEqualTo("Gebühr");
    }

    @Test
    void keepsLineBreaksAndTabsAndPlainBlanks() {
        assertThat(CleanText.of("a\u00A0b\tc\nd\u2028e\u2009f")).isEqualTo("a b\tc\nd\ne f");
    }

    @Test
    void dropsHalvesOfLettersThatHaveLostTheOther() {
        assertThat(CleanText.of("a\uD835b")).isEqualTo("ab");
    }
}
