// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2024           | 2024-01-01 | 2024-12-31
                    02.2024        | 2024-02-01 | 2024-02-29
                    2/2024         | 2024-02-01 | 2024-02-29
                    2024-02        | 2024-02-01 | 2024-02-29
                    29.02.2024     | 2024-02-29 | 2024-02-29
                    2024-02-29     | 2024-02-29 | 2024-02-29
                    29. Februar 24 | 2024-02-29 | 2024-02-29
                    """)
    void isADayAMonthOrAYear(String text, LocalDate first, LocalDate last) {
        assertThat(Period.of(text)).contains(new Period(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "1200", "2200", "13.2024", "0.2024", "2024-13", "29.02.2023", "Mai", "20245"})
    void andNothingElse(String text) {
        assertThat(Period.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Was kostete die Hundesteuer 2019?           | 2019-01-01
                    Welche Satzung galt am 1.3.2017 im Jahr 2019 | 2017-03-01
                    Gebühren 1998                               | 1998-01-01
                    Satzung von 2016, Hund                      | 2016-01-01
                    """)
    void isFoundAmongWords(String text, LocalDate first) {
        assertThat(Period.named(text)).map(Period::first).contains(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019 Euro für den Hund",
                "1.999 €",
                "Az. 2019/17",
                "§ 2019",
                "Nr. 2012",
                "DIN-2019",
                "2019-17",
                "Haus 12019",
                "Steuer für den Hund"
            })
    void isNoOtherNumber(String text) {
        assertThat(Period.named(text)).isEmpty();
    }

    @Test
    void whatHasPassedIsMeantAtItsEndWhatIsToComeAtItsBeginning() {
        Period year = Period.of("2019").orElseThrow();
        assertThat(year.instead(LocalDate.of(2026, 1, 1))).contains(LocalDate.of(2019, 12, 31));
        assertThat(year.instead(LocalDate.of(2018, 1, 1))).contains(LocalDate.of(2019, 1, 1));
        assertThat(year.instead(LocalDate.of(2019, 6, 1))).isEmpty();
    }
}
