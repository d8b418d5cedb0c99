// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static de.fundstelle.answer.Samples.DUE;
import static de.fundstelle.answer.Samples.RATES;
import static de.fundstelle.answer.Samples.sources;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.answer.AnswerEvent.Sentence;
import de.fundstelle.answer.AnswerEvent.Support;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Die Hundesteuer beträgt für den ersten Hund 120 € [1].",
                "Für jeden weiteren Hund sind es 1180,5 Euro [1].",
                "Nach § 4 beträgt die Steuer für den ersten Hund 120,00 EUR. [1]",
                "Die Steuer ist am 15.02.2024 fällig [2].",
                "Die Frist beträgt 2 Wochen [2].",
                "- Die Steuer wird am 15. Februar fällig [2]",
                "| Hund | Steuer 120 Euro [1] |",
                "Der erste Hund kostet 120 Euro Steuer, fällig am 15. Februar 2024 [1][2].",
            })
    void findsASentenceSupportedThatItsPassagesCarry(String answer) {
        assertThat(states(answer)).containsExactly(Support.SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Die Hundesteuer beträgt für den ersten Hund 130 Euro [1].",
                "Die Hundesteuer beträgt für den ersten Hund 120 Euro [2].",
                "Die Steuer ist am 16.02.2024 fällig [2].",
                "Die Steuer ist am 15.02.2025 fällig [2].",
                "Nach § 9 beträgt die Steuer für den ersten Hund 120 Euro [1].",
                "Der Bürgermeister wohnt neben dem Bahnhof [1].",
                "Ja [1].",
            })
    void findsASentenceUnsupportedThatItsPassagesDoNotCarry(String answer) {
        assertThat(states(answer)).containsExactly(Support.UNSUPPORTED);
    }

    @Test
    void seesWhichSentencesNameNoPassage() {
        List<Sentence> sentences = Proof.check(
                "Die Hundesteuer beträgt 120 Euro. [1] Das ist viel.\n\nSie brauchen:\n- einen Antrag\n",
                sources(RATES));
        assertThat(sentences)
                .extracting(Sentence::text)
                .containsExactly("Die Hundesteuer beträgt 120 Euro. [1]", "Das ist viel.", "einen Antrag");
        assertThat(sentences)
                .extracting(Sentence::state)
                .containsExactly(Support.SUPPORTED, Support.WITHOUT_SOURCE, Support.WITHOUT_SOURCE);
    }

    @Test
    void leavesOutHeadingsAndTheHeadersOfTables() {
        List<Sentence> sentences = Proof.check(
                "## Hundesteuer\n\n| Hund | Steuer |\n|---|---|\n| Erster Hund | 120 Euro [1] |\n", sources(RATES));
        assertThat(sentences).extracting(Sentence::text).containsExactly("| Erster Hund | 120 Euro [1] |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nach § 4 Abs. 2 Nr. 3 gilt das z. B. für Hunde.",
                "Die Steuer ist am 3. Oktober 2024 fällig.",
                "Rufen Sie Tel. 123 an, ggf. auch Frau Dr. Muster.",
            })
    void doesNotCutAtAbbreviations(String sentence) {
        assertThat(Sentences.of(sentence)).hasSize(1);
    }

    @Test
    void joinsWrappedLinesAndSeparatesParagraphs() {
        String text =
                "Überschrift\nDie Gemeinde erhebt eine Steuer auf das Halten von Hunden in ihrem\nGebiet. Sie ist\n\n"
                        + "(1) Erster Absatz";
        assertThat(Sentences.of(text))
                .extracting(range -> text.substring(range.start(), range.end()).replace('\n', ' '))
                .containsExactly(
                        "Überschrift",
                        "Die Gemeinde erhebt eine Steuer auf das Halten von Hunden in ihrem Gebiet.",
                        "Sie ist",
                        "(1) Erster Absatz");
    }

    private static List<Support> states(String answer) {
        return Proof.check(answer, sources(RATES, DUE)).stream()
                .map(Sentence::state)
                .toList();
    }
}
