// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GermanDateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1. Januar 2023          | 2023-01-01
                    01.01.2023              | 2023-01-01
                    1.1.23                  | 2023-01-01
                    12.12.99                | 1999-12-12
                    2023-01-31              | 2023-01-31
                    15. Jänner 1998         | 1998-01-15
                    3. Mrz. 2004            | 2004-03-03
                    28.Februar 2001         | 2001-02-28
                    4. MÄRZ 2019            | 2019-03-04
                    7. Sept. 2020           | 2020-09-07
                    10, Oktober 1997        | 1997-10-10
                    04,06.2009              | 2009-06-04
                    1 . 7 . 2017            | 2017-07-01
                    29.02.2024              | 2024-02-29
                    """)
    void knowsTheSpellingsOfOfficesAndScans(String written, LocalDate day) {
        assertThat(GermanDate.first("Die Satzung vom " + written + " gilt.")).contains(day);
        assertThat(GermanDate.whole(written)).contains(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31.02.2023",
                "29.02.2023",
                "1.13.2020",
                "0.1.2020",
                "1.2.3.2020",
                "2021/12",
                "S. 534, 12.2",
                "06051/7 09-1",
                "32. Januar 2020",
                "192.168.12.2004.1",
                "01.01.0023",
                "§ 12.1",
                "",
                "Version 3.0"
            })
    void takesNothingElseForADay(String written) {
        assertThat(GermanDate.all(written)).isEmpty();
    }

    @Test
    void knowsWhereADateStands() {
        String text = "am 1. Januar 2023 und am 02.02.2024";
        assertThat(GermanDate.all(text))
                .satisfiesExactly(
                        first -> assertThat(text.substring(first.start(), first.end()))
                                .isEqualTo("1. Januar 2023"),
                        second -> assertThat(text.substring(second.start(), second.end()))
                                .isEqualTo("02.02.2024"));
    }
}
