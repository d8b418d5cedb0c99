// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryNamesTest {

    @ParameterizedTest
    @CsvSource({
        "Satzung.pdf, US-ASCII",
        "Gebührenordnung.pdf, UTF-8",
        "Gebührenordnung.pdf, IBM850",
        "Straßenreinigung.doc, windows-1252",
        "Änderung – Übersicht.doc, UTF-8",
        "审计压缩.txt, GBK"
    })
    void findsOutTheEncoding(String name, String charset) {
        assertThat(EntryNames.decode(name.getBytes(Charset.forName(charset)), false))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"Größe.txt"})
    void believesTheArchive(String name) {
        assertThat(EntryNames.decode(name.getBytes(StandardCharsets.UTF_8), true))
                .isEqualTo(name);
    }
}
