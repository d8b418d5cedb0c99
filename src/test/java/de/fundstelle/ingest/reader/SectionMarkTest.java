// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ingest.reader.SectionMark.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionMarkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "§ 4 Steuersatz; PARAGRAPH; § 4; Steuersatz",
                "§4; PARAGRAPH; § 4; ''",
                "§ 12a Übergangsvorschrift; PARAGRAPH; § 12a; Übergangsvorschrift",
                "§ 12 a; PARAGRAPH; § 12a; ''",
                "§ 3 - Gebühren; PARAGRAPH; § 3; Gebühren",
                "§§ 5 bis 7 (aufgehoben); PARAGRAPH; §§ 5 bis 7; (aufgehoben)",
                "§\u00A04\u00A0Steuersatz; PARAGRAPH; § 4; Steuersatz",
                "§ 5 - entfällt -; PARAGRAPH; § 5; entfällt -",
                "§ 5 aufgehoben; PARAGRAPH; § 5; aufgehoben",
                "Anlage 1 zu § 5 Abs. 2 der Satzung; ANNEX; Anlage 1; zu § 5 Abs. 2 der Satzung",
                "Anlage Nr. 2: Tarif; ANNEX; Anlage 2; Tarif",
                "Zu TOP 5: Haushalt; AGENDA_ITEM; TOP 5; Haushalt",
                "TOP 5 a) Haushalt; AGENDA_ITEM; TOP 5a; Haushalt",
                "Ö 5 Haushalt; AGENDA_ITEM; TOP Ö 5; Haushalt",
                "Zu Punkt 5 der Tagesordnung; AGENDA_ITEM; TOP 5; ''",
                "Punkt 5: Haushalt; AGENDA_ITEM; TOP 5; Haushalt",
                "Artikel 2 Inkrafttreten; ARTICLE; Artikel 2; Inkrafttreten",
                "TOP 5: Haushaltssatzung 2025; AGENDA_ITEM; TOP 5; Haushaltssatzung 2025",
                "TOP 5.1 Anfragen; AGENDA_ITEM; TOP 5.1; Anfragen",
                "Tagesordnungspunkt 3; AGENDA_ITEM; TOP 3; ''",
                "Anlage 1; ANNEX; Anlage 1; ''",
                "Anlage zu § 5; ANNEX; Anlage; zu § 5",
                "Anhang II - Gebührenverzeichnis; ANNEX; Anhang II; Gebührenverzeichnis",
                "Abschnitt 2 Gebühren; DIVISION; Abschnitt 2; Gebühren",
                "Erster Abschnitt; DIVISION; Erster Abschnitt; ''",
                "II. Abschnitt Steuern; DIVISION; II. Abschnitt; Steuern",
                "3.1 Zuständigkeit; NUMBERED; Nr. 3.1; Zuständigkeit"
            })
    void recognisesWhatOpensASection(String line, Kind kind, String label, String title) {
        assertThat(SectionMark.of(line)).contains(new SectionMark(kind, label, title));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "§ 4 der Satzung gilt entsprechend.",
                "§ 4 Abs. 2 Satz 1",
                "§ 35 BauGB",
                "§ 5 entfällt, wenn die Steuer gezahlt ist.",
                "TOP 5 wird vertagt",
                "Punkt 5 wird vertagt",
                "Zu Punkt 5 wird mitgeteilt: nichts",
                "Öffentlich 5",
                "Anlage 1 zu dem Antrag; sie liegt bei.",
                "§ 2 KAG",
                "§ 4 Steuersatz ............ 5",
                "§ 5 Die Steuer wird nach der Zahl der Hunde berechnet.",
                "Anlagen werden nicht versandt",
                "Artikelnummer 5",
                "Topfpflanzen 3",
                "12 Monate",
                "1.000 Euro",
                "2025 war ein gutes Jahr"
            })
    void isNotMisledByReferencesAndRunningText(String line) {
        assertThat(SectionMark.of(line)).isEmpty();
    }

    @Test
    void doubtsASingleNumberThatMayOpenAList() {
        assertThat(SectionMark.of("1. Personalausweis")).hasValueSatisfying(mark -> {
            assertThat(mark.certain()).isFalse();
            assertThat(mark.kind()).isEqualTo(Kind.NUMBERED);
        });
    }

    @Test
    void findsTheNumberOfASubsection() {
        assertThat(SectionMark.subsection("(2a) Die Steuer beträgt …")).contains("2a");
        assertThat(SectionMark.subsection("Die Steuer (2) beträgt …")).isEmpty();
    }

    @Test
    void putsDivisionsAboveParagraphsAndThoseAboveNumbers() {
        assertThat(SectionMark.of("Abschnitt 2 Gebühren").orElseThrow().level())
                .isLessThan(SectionMark.of("§ 4 Steuersatz").orElseThrow().level());
        assertThat(SectionMark.of("3.1 Zuständigkeit").orElseThrow().level())
                .isLessThan(SectionMark.of("3.1.2 Vertretung").orElseThrow().level());
    }
}
