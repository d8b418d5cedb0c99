// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.facts.Choice;
import de.fundstelle.facts.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    /// Phrases and excluded words are joined with a slash here.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Hundesteuer für Blinde             | Hundesteuer für Blinde | ~~              | ~~
                    "erster Hund" Steuer               | erster Hund Steuer     | erster Hund     | ~~
                    „erster Hund“ »im Jahr« “so viel”  | erster Hund im Jahr so viel | erster Hund/im Jahr/so viel | ~~
                    Steuer -Hund                       | Steuer                 | ~~              | Hund
                    Steuer −Hund -"erste Fassung"      | Steuer                 | ~~              | Hund/erste Fassung
                    -Entwurf § 4 -§35                  | § 4                    | ~~              | Entwurf/§35
                    Kfz-Steuer E-Mail 2024-2025        | Kfz-Steuer E-Mail 2024-2025 | ~~         | ~~
                    Montag - Freitag                   | Montag - Freitag       | ~~              | ~~
                    "nie geschlossen                   | "nie geschlossen       | ~~              | ~~
                    5" Rohr und 6" Rohr                | 5" Rohr und 6" Rohr    | ~~              | ~~
                    "" leer                            | leer                   | ~~              | ~~
                    " OR ""=" Steuer "!?"              | OR Steuer              | OR              | ~~
                    Frist bis:                         | Frist bis:             | ~~              | ~~
                    Monatskind:2 unbekannt:x           | Monatskind:2 unbekannt:x | ~~            | ~~
                    """)
    void takesWordsPhrasesAndExclusionsApart(String text, String words, String phrases, String excluded)
            throws Exception {
        Expression expression = Expression.of(text);
        assertThat(expression.words()).isEqualTo(words);
        assertThat(String.join("/", expression.phrases())).isEqualTo(phrases);
        assertThat(String.join("/", expression.excluded())).isEqualTo(excluded);
        assertThat(expression.documents()).isEqualTo(Choice.ALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Hund seit:2025                     | 2025-01-01 | ~~
                    Hund SEIT: 2025                    | 2025-01-01 | ~~
                    seit:03.2025 Hund                  | 2025-03-01 | ~~
                    seit:1.3.2025 Hund                 | 2025-03-01 | ~~
                    seit:1. März 2025 Hund             | 2025-03-01 | ~~
                    seit:"1. März 2025" Hund           | 2025-03-01 | ~~
                    Hund seit:2025-03                  | 2025-03-01 | ~~
                    bis:2024 Hund                      | ~~         | 2024-12-31
                    Hund bis:2/2024                    | ~~         | 2024-02-29
                    Hund seit:2023-05-01 bis:31.12.24  | 2023-05-01 | 2024-12-31
                    """)
    void aPeriodIsNamedInAnySpelling(String text, String since, String until) throws Exception {
        Expression expression = Expression.of(text);
        assertThat(expression.words()).isEqualTo("Hund");
        assertThat(expression.documents())
                .isEqualTo(new Choice(
                        Set.of(),
                        Optional.of(since).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                        Optional.of(until).filter(day -> !day.isEmpty()).map(LocalDate::parse)));
    }

    @Test
    void kindsHaveTheirGermanNamesOrTheirKeys() throws Exception {
        assertThat(Expression.of("kind:satzung kind:\"Protokoll\" Kind:fee-schedule")
                        .documents())
                .isEqualTo(new Choice(
                        Set.of(Kind.BY_LAW, Kind.MINUTES, Kind.FEE_SCHEDULE), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    kind:Roman Hund      | Satzung
                    Hund seit:gestern    | seit:03.2025
                    Hund bis:31.02.2024  | bis:01.03.2025
                    Hund seit:13.2024    | seit:2025
                    -kind:satzung        | Wörter
                    -Hund                | was Sie suchen
                    seit:2025 bis:2024   | bevor er beginnt
                    """)
    void whatCannotBeMeantIsRefusedWithAnAdvice(String text, String advice) {
        assertThatThrownBy(() -> Expression.of(text))
                .isInstanceOfSatisfying(
                        Expression.Unfit.class,
                        unfit -> assertThat(unfit.advice()).contains(advice));
    }

    @Test
    void thereAreOnlySoManyPhrasesAndExclusions() throws Exception {
        assertThat(Expression.of("\"ab\" ".repeat(20) + "-c ".repeat(20)).phrases())
                .hasSize(20);
        for (String many : List.of("\"ab\" ".repeat(21), "a " + "-c ".repeat(21))) {
            assertThatThrownBy(() -> Expression.of(many))
                    .isInstanceOfSatisfying(
                            Expression.Unfit.class,
                            unfit -> assertThat(unfit.advice()).contains("höchstens 20"));
        }
    }

    @Test
    void aQuestionIsTakenAsItStands() {
        Expression question = Expression.plain("-Was gilt \"hier\" seit:2025?");
        assertThat(question.words()).isEqualTo("-Was gilt \"hier\" seit:2025?");
        assertThat(question.phrases()).isEmpty();
        assertThat(question.excluded()).isEmpty();
        assertThat(question.documents().isAll()).isTrue();
    }
}
