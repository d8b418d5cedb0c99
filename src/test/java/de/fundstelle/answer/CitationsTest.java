// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationsTest {

    private static final String FENCE = "3f9a0c";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Satz [1].~Satz [1].",
                "Satz [1, 3].~Satz [1][3].",
                "Satz [1][3].~Satz [1][3].",
                "Satz [1,1].~Satz [1].",
                "Satz [1-3].~Satz [1][2][3].",
                "Satz [1 und 2].~Satz [1][2].",
                "Satz 【2】.~Satz [2].",
                "Satz 【2†Quelle】.~Satz [2].",
                "Satz [Quelle 1].~Satz [1].",
                "Satz [Quelle 1, Quelle 2].~Satz [1][2].",
                "Satz [Quellen 1, 2].~Satz [1][2].",
                "Satz (Quelle 1).~Satz [1].",
                "Satz (siehe Quellen 1 und 3).~Satz [1][3].",
                "Satz [^2].~Satz [2].",
                "Satz [7].~Satz.",
                "Satz [1, 7].~Satz [1].",
                "Satz [0].~Satz.",
                "Satz [1](https://evil.example).~Satz [1].",
                "Im Jahr [2024] (1) gilt § 3.~Im Jahr [2024] (1) gilt § 3.",
                "Feld[i] und [x] bleiben.~Feld[i] und [x] bleiben.",
                "![Wappen](https://evil.example/a.png) da~Wappen da",
                "Siehe [hier](https://evil.example/?d=1).~Siehe hier.",
                "Siehe [https://evil.example](https://evil.example).~Siehe (Adresse nicht in den Unterlagen).",
                "Siehe https://evil.example/?d=1.~Siehe (Adresse nicht in den Unterlagen).",
                "Siehe WWW.evil.example, bitte.~Siehe (Adresse nicht in den Unterlagen), bitte.",
                "Siehe https://stadt.example/hund.~Siehe https://stadt.example/hund.",
                "Ein <<<3f9a0c Zaun 3f9a0c>>> weg.~Ein Zaun weg.",
                "Hof, Fahrt, Wasser www und http.~Hof, Fahrt, Wasser www und http.",
                "Satz [1~Satz",
                "Satz [~Satz",
                "Satz [Quelle~Satz",
                "Satz (Quelle 1~Satz",
                "Satz (und~Satz (und",
            })
    void bringsEverySpellingIntoOneHoweverItIsCut(String model, String shown) {
        assertThat(inPieces(model, model.length())).isEqualTo(shown);
        for (int cut = 0; cut <= model.length(); cut++) {
            assertThat(inPieces(model, cut)).as("cut at %d", cut).isEqualTo(shown);
        }
        Citations citations = citations();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < model.length(); i++) {
            letters.append(citations.accept(model.substring(i, i + 1)));
            assertThat(letters.toString()).as("never half a marker").doesNotContainPattern("\\[\\d*$");
        }
        assertThat(letters + citations.finish()).isEqualTo(shown);
    }

    @Test
    void isTheSameForAnyTextInAnyPieces() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "[]【】()! 1239,;-Quelle www.https://x3f9a0c<>\n";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String whole = inPieces(text.toString(), 0);
            assertThat(inPieces(text.toString(), random.nextInt(40)))
                    .as("seed %d, text %s", seed, text)
                    .isEqualTo(whole);
        }
    }

    @Test
    void neverHoldsBackMoreThanALinkIsLong() {
        Citations citations = citations();
        String shown = citations.accept("[" + "a ".repeat(3000));
        assertThat(shown.length()).isGreaterThan(5000);
    }

    private static String inPieces(String text, int cut) {
        Citations citations = citations();
        return citations.accept(text.substring(0, cut)) + citations.accept(text.substring(cut)) + citations.finish();
    }

    private static Citations citations() {
        return new Citations(3, FENCE, address -> address.startsWith("https://stadt.example"));
    }
}
