// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static de.fundstelle.answer.Samples.DUE;
import static de.fundstelle.answer.Samples.RATES;
import static de.fundstelle.answer.Samples.sources;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.document.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisiveTest {

    @Test
    void picksTheSentenceThatAnswersAndMarksIt() {
        Decisive decisive = Decisive.of("Wann ist die Steuer fällig?", sources(RATES, DUE));
        assertThat(decisive.text()).isEqualTo("Die Steuer wird am 15. Februar 2024 fällig. [2]");
        assertThat(marked(decisive.marked())).containsExactly("Die Steuer wird am 15. Februar 2024 fällig.");
    }

    @Test
    void bringsTableRowsWithTheirHeader() {
        String table =
                "Anlage\n| Leistung | Gebühr |\n|---|---|\n| Personalausweis | 37,00 € |\n| Reisepass | 70,00 € |";
        Decisive decisive = Decisive.of("Was kostet ein Reisepass?", sources(table));
        assertThat(decisive.text()).isEqualTo("| Leistung | Gebühr |\n|---|---|\n| Reisepass | 70,00 € [1] |");
        assertThat(marked(decisive.marked())).containsExactly("| Leistung | Gebühr |", "| Reisepass | 70,00 € |");
    }

    @Test
    void findsPartsOfCompounds() {
        Decisive decisive = Decisive.of("Wie hoch ist die Steuer für Hunde?", sources("Es gilt X.\n" + RATES));
        assertThat(decisive.text()).startsWith("Die Hundesteuer beträgt");
    }

    @Test
    void stillBringsTheBestPassageWhenNoWordFits() {
        assertThat(Decisive.of("Welpe?", sources(RATES, DUE)).text()).endsWith("[1]");
    }

    @Test
    void takesLinksAndNumbersOfDocumentsForPlainWords() {
        Decisive decisive =
                Decisive.of("Formular?", sources("Das Formular [x](https://a.example/b.png) steht hier [7]."));
        assertThat(decisive.text()).isEqualTo("Das Formular x steht hier. [1]");
    }

    @Test
    void staysShort() {
        String[] texts = new String[8];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "Die Hundesteuer ist fällig. ".repeat(20);
        }
        assertThat(Decisive.of("Hundesteuer fällig?", sources(texts)).sentences())
                .hasSizeLessThanOrEqualTo(5);
    }

    private static List<String> marked(List<Source> sources) {
        return sources.stream()
                .flatMap(source -> source.marks().stream().map(mark -> words(source, mark)))
                .toList();
    }

    private static String words(Source source, Range mark) {
        return source.passage().text().substring(mark.start(), mark.end());
    }
}
