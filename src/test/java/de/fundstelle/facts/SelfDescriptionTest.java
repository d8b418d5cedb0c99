// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfDescriptionTest {

    /// A text whose blocks are parted by blank lines, on page 1.
    static DocumentText text(String words) {
        List<Block> blocks = new ArrayList<>();
        int start = 0;
        for (String part : words.split("\n\n", -1)) {
            blocks.add(new Block(Block.Kind.PARAGRAPH, 0, Place.onPage(1), start, start + part.length()));
            start += part.length() + 2;
        }
        return new DocumentText(words, blocks);
    }

    private static SelfDescription read(String words) {
        return SelfDescription.of(text(words), Optional.empty());
    }

    private static String value(SelfDescription description, FactName name) {
        return description.fact(name).map(Fact::value).orElse("");
    }

    private static final String DOGS = """
            GEMEINDE MUSTERHAUSEN

            Der Gemeindevorstand

            Satzung

            der Gemeinde Musterhausen
            über die Erhebung einer Hunde-
            steuer

            (Hundesteuersatzung)

            Vom 12. Dezember 2012

            Aufgrund der §§ 5, 51 der Gemeindeordnung in der Fassung vom 07.03.2005 (GVBl. I S. 142), zuletzt geändert durch Gesetz vom 15.09.2016, hat die Gemeindevertretung am 12.12.2012 folgende Satzung beschlossen:

            § 1 Steuergegenstand

            Gegenstand der Steuer ist das Halten von Hunden.

            § 9 Inkrafttreten

            Diese Satzung tritt am 1. Januar 2013 in Kraft. Gleichzeitig tritt die Satzung über die Erhebung einer Hundesteuer vom 03.04.1998 außer Kraft.

            Musterhausen, den 13.12.2012""";

    @Test
    void readsABylawWhoseTitleGoesOverSeveralLines() {
        SelfDescription description = read(DOGS);
        assertThat(value(description, FactName.TITLE))
                .isEqualTo(
                        "Satzung der Gemeinde Musterhausen über die Erhebung einer Hundesteuer (Hundesteuersatzung)");
        assertThat(value(description, FactName.KIND)).isEqualTo("by-law");
        assertThat(value(description, FactName.DATE)).isEqualTo("2012-12-13");
        assertThat(value(description, FactName.IN_FORCE_SINCE)).isEqualTo("2013-01-01");
        assertThat(value(description, FactName.REPLACES))
                .isEqualTo("Satzung über die Erhebung einer Hundesteuer vom 03.04.1998");
        assertThat(description.fact(FactName.AMENDED_BY))
                .as("what amended the law it rests on")
                .isEmpty();
        assertThat(description.changes()).isEmpty();
    }

    @Test
    void everyFactNamesTheWordsItWasReadFrom() {
        for (Fact fact : read(DOGS).facts()) {
            assertThat(fact.end()).as(fact.name().key()).isGreaterThan(fact.start());
            assertThat(fact.place()).isEqualTo(Place.onPage(1));
        }
        Fact since = read(DOGS).fact(FactName.IN_FORCE_SINCE).orElseThrow();
        assertThat(DOGS.substring(since.start(), since.end()))
                .isEqualTo("Diese Satzung tritt am 1. Januar 2013 in Kraft");
    }

    private static String norm(String end) {
        return "Marktsatzung der Stadt Neustadt\n\n§ 1 Ort\n\nDer Markt ist auf dem Platz.\n\n§ 2 Inkrafttreten\n\n"
                + end;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Diese Satzung tritt am 1.1.2023 in Kraft.                                        | 2023-01-01
                    Die Satzung tritt rückwirkend zum 01.07.2022 in Kraft.                           | 2022-07-01
                    Diese Satzung tritt zum 01.01.2017 rückwirkend in Kraft.                         | 2017-01-01
                    Diese Satzung tritt mit Wirkung vom 1. Januar 2024 in Kraft.                     | 2024-01-01
                    Diese Marktsatzung tritt mit dem\u00a01. April 2020 in Kraft.                     | 2020-04-01
                    (1) Diese Satzung tritt am Tage nach ihrer Bekanntmachung, dem 28.03.2017, in Kraft. | 2017-03-28
                    § 4 tritt am 1.1.2030 in Kraft. Im Übrigen tritt diese Satzung am 1.1.2024 in Kraft. | 2024-01-01
                    Sie tritt am 2. Mai 2019 in Kraft.                                               | 2019-05-02
                    Diese Satzung tritt am 01.10.2025 In Kraft.                                      | 2025-10-01
                    """)
    void readsTheFirstDayInForce(String sentence, String day) {
        assertThat(value(read(norm(sentence)), FactName.IN_FORCE_SINCE)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    am Tage nach ihrer Bekanntmachung                            | 2023-12-16
                    am Tage ihrer Bekanntmachung                                 | 2023-12-15
                    am auf die Bekanntmachung folgenden Tag                      | 2023-12-16
                    eine Woche nach ihrer Bekanntmachung                         | eine Woche nach ihrer Bekanntmachung; der Tag steht nicht in der Unterlage
                    am ersten Tag des auf die Bekanntmachung folgenden Monats    | am ersten Tag des auf die Bekanntmachung folgenden Monats; der Tag steht nicht in der Unterlage
                    am 14. Tage nach ihrer Bekanntmachung                        | am 14. Tage nach ihrer Bekanntmachung; der Tag steht nicht in der Unterlage
                    """)
    void countsFromTheDayOfPublicationWhereThatIsSimple(String clause, String since) {
        String end = "Diese Satzung tritt " + clause
                + " in Kraft.\n\nNeustadt, den 11.12.2023\n\nBekannt gemacht am: 15.12.2023";
        assertThat(value(read(norm(end)), FactName.IN_FORCE_SINCE)).isEqualTo(since);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in der Fassung der Bekanntmachung vom 12.03.1998 außer Kraft.",
                "vom 01.02.1998, bekannt gemacht am 12.03.1998, außer Kraft."
            })
    void theDayOnWhichAnotherNormWasPublishedIsNotItsOwn(String rest) {
        String end = "Diese Satzung tritt am Tage nach ihrer Bekanntmachung in Kraft. "
                + "Gleichzeitig tritt die Marktsatzung " + rest + "\n\nNeustadt, den 11.12.2023";
        assertThat(value(read(norm(end)), FactName.IN_FORCE_SINCE))
                .isEqualTo("am Tag nach der Bekanntmachung; der Tag steht nicht in der Unterlage");
    }

    @Test
    void anAgendaIsNoNorm() {
        SelfDescription read =
                read("Einladung\n\nzur Sitzung des Rates am 12.03.2024\n\nTagesordnung\n\nTOP 1 Haushalt");
        assertThat(value(read, FactName.TITLE)).isNotEqualTo("Tagesordnung");
        assertThat(value(read, FactName.KIND)).isNotEqualTo("rules");
    }

    @Test
    void doesNotGuessTheDayOfPublication() {
        String sentence = "Diese Satzung tritt am Tage nach ihrer Bekanntmachung in Kraft.\n\nNeustadt, den 03.03.2021";
        assertThat(value(read(norm(sentence)), FactName.IN_FORCE_SINCE))
                .startsWith("am Tag nach der Bekanntmachung")
                .contains("steht nicht in der Unterlage");
        assertThat(value(
                        read(norm(sentence
                                + "\n\nVorstehende Satzung wurde im Amtsblatt Nr. 5, am 10.03.2021 veröffentlicht.")),
                        FactName.IN_FORCE_SINCE))
                .isEqualTo("2021-03-11");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bebauungspläne treten mit der Bekanntmachung am 1.1.2020 nach § 10 des Gesetzes in Kraft.",
                "Inkrafttreten siehe Bekanntmachung.",
                "Wann die Satzung in Kraft tritt, bestimmt der Rat."
            })
    void noFactRatherThanAWrongOne(String sentence) {
        assertThat(read(norm(sentence)).fact(FactName.IN_FORCE_SINCE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Diese Satzung tritt am 1.1.2023 in Kraft und mit Ablauf des 31.12.2025 außer Kraft. | 2025-12-31
                    Diese Satzung tritt am 1.1.2023 in Kraft. Sie gilt bis zum 30.06.2024.              | ''
                    Diese Satzung tritt am 1.1.2023 in Kraft. Diese Satzung tritt am 1. Juli 2024 außer Kraft. | 2024-06-30
                    Diese Satzung tritt am 1.1.2023 in Kraft. Diese Satzung ist befristet bis zum 31.12.2026.  | 2026-12-31
                    Diese Satzung tritt am 1.1.2023 in Kraft. Gleichzeitig tritt die Marktsatzung vom 1.1.2001 außer Kraft. | ''
                    """)
    void readsTheLastDayInForce(String sentence, String day) {
        assertThat(value(read(norm(sentence)), FactName.IN_FORCE_UNTIL)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Gleichzeitig tritt die Satzung vom 01.04.2007 außer Kraft. | Satzung vom 01.04.2007
                    Gleichzeitig tritt damit die bisherige Marktsatzung vom 1. April 2007 ausser Kraft. | Marktsatzung vom 1. April 2007
                    Mit dem Inkrafttreten dieser Satzung tritt die Marktordnung vom 3.3.1990 außer Kraft. | Marktordnung vom 3.3.1990
                    Die bisherige Satzung über den Markt vom 15. Juni 2011 tritt mit gleichem Datum außer Kraft. | Satzung über den Markt vom 15. Juni 2011
                    Gleichzeitig treten alle entgegenstehenden Vorschriften außer Kraft. | ''
                    """)
    void readsWhatItReplaces(String sentence, String named) {
        assertThat(value(read(norm("Diese Satzung tritt am 1.1.2023 in Kraft. " + sentence)), FactName.REPLACES))
                .isEqualTo(named);
    }

    private static final String CHANGE = """
            2. Satzung zur Änderung der Hundesteuersatzung der Gemeinde Musterhausen

            Aufgrund des § 5 der Gemeindeordnung wird die Hundesteuersatzung der Gemeinde Musterhausen vom 12.12.2012 wie folgt geändert:

            Artikel 1

            1. § 4 Abs. 1 erhält folgende Fassung:

            „(1) Die Steuer beträgt jährlich für den ersten Hund 90 Euro. Nach § 7 ermäßigt sie sich.“

            2. In § 5 wird die Zahl „30“ durch die Zahl „50“ ersetzt.

            3. Nach § 6 wird folgender § 6a eingefügt:

            § 6a Assistenzhunde

            Assistenzhunde sind befreit.

            4. Die §§ 7 und 8 werden aufgehoben.

            5. Die Anlage 1 erhält die folgende Fassung: siehe dort.

            Artikel 2

            Diese Satzung tritt am 01.01.2024 in Kraft.

            Musterhausen, 05.12.2023""";

    @Test
    void readsWhatAnAmendingBylawChanges() {
        SelfDescription description = read(CHANGE);
        assertThat(value(description, FactName.TITLE))
                .isEqualTo("2. Satzung zur Änderung der Hundesteuersatzung der Gemeinde Musterhausen");
        assertThat(value(description, FactName.AMENDS))
                .isEqualTo("Hundesteuersatzung der Gemeinde Musterhausen vom 12.12.2012");
        assertThat(value(description, FactName.DATE)).isEqualTo("2023-12-05");
        assertThat(description.changes())
                .extracting(Change::section)
                .containsExactly("§ 4", "§ 5", "§ 6", "§ 7", "§ 8", "Anlage 1");
        assertThat(description.changes().getFirst().text()).contains("90 Euro").doesNotContain("durch die Zahl");
        assertThat(description.changes().get(2).text()).contains("Assistenzhunde sind befreit");
        assertThat(description.changes().getLast().text()).doesNotContain("tritt am");
        for (Change change : description.changes()) {
            assertThat(CHANGE.substring(change.start(), change.end())).isEqualTo(change.text());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1. Satzung zur Änderung der Hundesteuersatzung vom 12.12.2012 | Hundesteuersatzung vom 12.12.2012
                    Erste Änderungssatzung zur Friedhofssatzung der Stadt Au       | Friedhofssatzung der Stadt Au
                    3. Nachtrag zur Hauptsatzung                                   | Hauptsatzung
                    Verordnung zur Änderung der Marktverordnung                    | Marktverordnung
                    Hundesteuersatzung                                             | ''
                    Satzung über die Veränderungssperre                            | ''
                    """)
    void namesTheTarget(String title, String target) {
        assertThat(Changes.target(title).orElse("")).isEqualTo(target);
    }

    @Test
    void readsAConsolidatedTextWithItsState() {
        SelfDescription description = read("""
                Hundesteuersatzung der Stadt Au

                vom 12.12.2012, zuletzt geändert durch Satzung vom 05.12.2023

                Stand: 01.01.2024

                § 1 Gegenstand

                Hunde.""");
        assertThat(value(description, FactName.AMENDED_BY)).isEqualTo("Satzung vom 05.12.2023");
        assertThat(value(description, FactName.VERSION)).isEqualTo("2024-01-01");
        assertThat(value(description, FactName.DATE)).isEqualTo("2012-12-12");
    }

    @Test
    void readsAScanWithItsMistakes() {
        SelfDescription description = read("""
                Offentliche Bekanntmachung

                Satzun g

                fiir die Freiwillige Feuerwehr
                der Gemeinde Linsengrund

                Aufgrund der 88 5 und 51 HGO hat die Gemeindevertretung am 12.02.2020 folgende

                SATZUNG (Feuerwehrsatzung)

                beschlossen:

                81

                AUFGABEN

                § 20

                INKRAFTTRETEN

                Diese Satzung tritt am Tage nach der Vollendung ihrer Bekanntmachung in Kraft.

                Gleichzeitig treten auBer Kraft die bisherige Satzung vom 16.12.2011.

                Lingengrund, den 12,02.2020

                Vorstehende Bekanntmachung wurde in der „Neuen Zeitung", Nr. 45, am 22.02.2020 veröffentlicht.""");
        assertThat(value(description, FactName.TITLE))
                .isEqualTo("Satzung für die Freiwillige Feuerwehr der Gemeinde Linsengrund");
        assertThat(value(description, FactName.KIND)).isEqualTo("by-law");
        assertThat(value(description, FactName.DATE)).isEqualTo("2020-02-12");
        assertThat(value(description, FactName.IN_FORCE_SINCE)).isEqualTo("2020-02-23");
        assertThat(value(description, FactName.REPLACES)).isEqualTo("Satzung vom 16.12.2011");
    }

    @Test
    void readsMinutesWithFileNumber() {
        SelfDescription description = read("""
                Stadt Neustadt

                Niederschrift

                über die 12. Sitzung des Stadtrates am Dienstag, dem 14. März 2023

                Az.: 024.32/2023-7

                TOP 1 Satzung über die Erhebung der Hundesteuer

                Die Satzung tritt am 1.1.2024 in Kraft.""");
        assertThat(value(description, FactName.KIND)).isEqualTo("minutes");
        assertThat(value(description, FactName.DATE)).isEqualTo("2023-03-14");
        assertThat(value(description, FactName.FILE_NUMBER)).isEqualTo("024.32/2023-7");
        assertThat(description.fact(FactName.IN_FORCE_SINCE))
                .as("minutes are never in force")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Vorlage Nr. 12/2023", "Vorlage-Nr.: 12/2023", "Aktenzeichen: 12/2023", "Drucksache 12/2023"})
    void readsFileNumbers(String line) {
        assertThat(value(read("Beschlussvorschlag\n\n" + line + "\n\nDer Rat stimmt zu."), FactName.FILE_NUMBER))
                .isEqualTo("12/2023");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Az.:",
                "Die Satzung regelt das. Die Vorlage wird behandelt.",
                "Liebe Kolleginnen, vielen Dank für den Vertrag.",
                "§",
                "§ 1",
                "\u0001\u0001\u0001",
                "tritt in Kraft",
                "((((((((((",
                "Satzung"
            })
    void saysNothingAboutNothing(String words) {
        assertThat(read(words).facts()).isEmpty();
    }

    @Test
    void endsSoonOnHostileText() {
        String line = "tritt die Satzung vom § 1 wird zur Änderung der ";
        long start = System.nanoTime();
        read("Satzung zur Änderung der Satzung\n\n" + line.repeat(20_000));
        read("Satzung über " + "und ".repeat(100_000));
        read("Aaaa ".repeat(100_000));
        read("\n".repeat(400_000));
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(12);
    }
}
