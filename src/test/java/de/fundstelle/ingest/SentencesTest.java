// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nach § 4 Abs. 2 Nr. 3 gilt die Gebühr.",
                "Die Satzung tritt am 1. März in Kraft.",
                "Das gilt z. B. Für Hunde.",
                "Nach § 2 i. V. m. Art. 5 ist das so.",
                "Der 2. Änderung wurde zugestimmt.",
                "Siehe S. 5 der Vorlage.",
                "Es kostet ca. 5 Mio. Euro im Jahr.",
                "Herr Dr. Meier und Frau Prof. Schulz kamen.",
                "Die Zeile bricht\nMitten im Satz."
            })
    void doesNotBreakInsideASentence(String sentence) {
        assertThat(split(sentence)).containsExactly(sentence);
    }

    @Test
    void breaksAfterASentence() {
        assertThat(split("Das ist so. Jenes ist anders! Warum? Darum."))
                .containsExactly("Das ist so.", "Jenes ist anders!", "Warum?", "Darum.");
    }

    private static List<String> split(String text) {
        return Sentences.of(text, Splitter.LARGEST).stream()
                .map(range -> text.substring(range.start(), range.end()))
                .toList();
    }
}
