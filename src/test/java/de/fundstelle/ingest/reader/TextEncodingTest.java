// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextEncodingTest {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String TEXT = "Die Gebühr beträgt 25 €, fällig am 1. März.";

    @Test
    void takesBytesThatAreStrictlyUtf8AsSuch() {
        assertThat(TextEncoding.of(TEXT.getBytes(UTF_8), Optional.empty())).isEqualTo(UTF_8);
    }

    @Test
    void takesOtherBytesForWindows() {
        assertThat(TextEncoding.of(TEXT.getBytes(WINDOWS_1252), Optional.empty()))
                .isEqualTo(WINDOWS_1252);
    }

    @Test
    void takesDeclaredLatin1AsWindowsSoThatTheEuroSignSurvives() {
        assertThat(TextEncoding.of("<meta charset=iso-8859-1>Grün".getBytes(ISO_8859_1), Optional.empty()))
                .isEqualTo(WINDOWS_1252);
    }

    @Test
    void believesADeclaration() {
        Charset latin9 = Charset.forName("ISO-8859-15");
        assertThat(TextEncoding.of(TEXT.getBytes(latin9), Optional.of(latin9))).isEqualTo(latin9);
    }

    @Test
    void doesNotBelieveADeclarationThatCannotBe() {
        assertThat(TextEncoding.of(TEXT.getBytes(WINDOWS_1252), Optional.of(UTF_8)))
                .isEqualTo(WINDOWS_1252);
    }

    @Test
    void seesWideLettersByTheirZeroBytes() {
        assertThat(TextEncoding.of(TEXT.getBytes(UTF_16LE), Optional.empty())).isEqualTo(UTF_16LE);
        assertThat(TextEncoding.of(TEXT.getBytes(UTF_16BE), Optional.empty())).isEqualTo(UTF_16BE);
    }

    @Test
    void seesAByteOrderMark() {
        assertThat(TextEncoding.of(("\uFEFF" + TEXT).getBytes(UTF_16LE), Optional.empty()))
                .isEqualTo(UTF_16LE);
    }

    @Test
    void believesDeclaredUtf8ThatIsBrokenInOnePlace() {
        byte[] text =
                "Die Gebühr für die Änderung größerer Flächen. ".repeat(20).getBytes(UTF_8);
        text[text.length - 10] = (byte) 0xC3;

        assertThat(TextEncoding.of(text, Optional.of(UTF_8))).isEqualTo(UTF_8);
    }

    @Test
    void takesUtf8ThatIsBrokenInOnePlaceAsSuch() {
        byte[] text =
                "Die Gebühr für die Änderung größerer Flächen. ".repeat(20).getBytes(UTF_8);
        text[text.length - 10] = (byte) 0xC3;

        assertThat(TextEncoding.of(text, Optional.empty())).isEqualTo(UTF_8);
    }
}
