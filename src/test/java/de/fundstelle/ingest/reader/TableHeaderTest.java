// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which first rows name the columns, and how the columns of a text file are parted.
class TableHeaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = ':', nullValues = "-", textBlock = """
                    |Erwachsene|Kinder            : true
                    Nr|Bezeichnung|Gebühr|        : true
                    Nr.|Gegenstand|€              : true
                    Art|2023|2024                 : true
                    Ansprechstelle|               : false
                    Wald|500|350                  : false
                    |72|36                        : false
                    """)
    void looksLikeOne(String cells, boolean names) {
        assertThat(TableHeader.looksLikeOne(List.of(cells.split("\\|", -1)))).isEqualTo(names);
    }

    @Test
    void partsCellsWhereAllLinesHaveTheSignEquallyOften() throws Exception {
        String text = """
                Nr;Bezeichnung;Gebühr
                1;Beglaubigung von Abschriften, Kopien, Auszügen;5,00
                2;"Auskunft; schriftlich, mündlich, telefonisch";12,50
                3;Bescheinigungen, Ausweise, Zeugnisse;7,00
                """;

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.csv", text.getBytes(StandardCharsets.UTF_8))))
                .containsExactly(
                        "# Nr\tBezeichnung\tGebühr",
                        "1\tBeglaubigung von Abschriften, Kopien, Auszügen\t5,00",
                        "2\tAuskunft; schriftlich, mündlich, telefonisch\t12,50",
                        "3\tBescheinigungen, Ausweise, Zeugnisse\t7,00");
    }
}
