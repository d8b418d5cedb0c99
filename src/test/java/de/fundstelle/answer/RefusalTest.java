// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.answer.Question.Holdings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0|Es gibt hier noch keine Unterlagen, in denen ich für Sie suchen kann.",
                "0|1|Es gibt hier noch keine Unterlagen, in denen ich für Sie suchen kann. 1 Unterlage ist noch nicht gelesen.",
                "1|0|In der einen Unterlage, die Sie lesen dürfen, habe ich dazu nichts gefunden.",
                "2|1|In den 2 Unterlagen, die Sie lesen dürfen, habe ich dazu nichts gefunden. 1 weitere Unterlage ist noch nicht gelesen.",
                "1312|4|In den 1.312 Unterlagen, die Sie lesen dürfen, habe ich dazu nichts gefunden. 4 weitere Unterlagen sind noch nicht gelesen.",
            })
    void tellsTheTruthInGerman(int readable, int unread, String text) {
        assertThat(Refusal.text(new Holdings(readable, unread, List.of()))).isEqualTo(text);
    }

    @Test
    void namesWhomToAsk() {
        assertThat(Refusal.text(new Holdings(2, 0, List.of("Ordnungsamt, Tel. 12", "Kämmerei, Zi. 3."))))
                .endsWith(" Fragen Sie: Ordnungsamt, Tel. 12; Kämmerei, Zi. 3.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Refusal.AGREED,
                " \"" + Refusal.AGREED + "\" [1]\n",
                "Dazu habe ich in den Unterlagen nichts gefunden",
                "Das weiß ich nicht. In den Unterlagen finde ich dazu keine Angabe.",
            })
    void understandsThatTheModelFoundNothing(String answer) {
        assertThat(Refusal.isMeant(answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dazu habe ich in den Unterlagen nichts gefunden. Die Steuer beträgt aber 120 Euro [1].",
                "Für Blindenhunde ist keine Angabe nötig [2].",
                "Die Steuer beträgt 120 Euro.",
            })
    void doesNotTakeAnAnswerForARefusal(String answer) {
        assertThat(Refusal.isMeant(answer)).isFalse();
    }
}
