// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is named exactly becomes the same terms, however it is spelled.
class ReferencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nach § 4 gilt                          | §4
                    nach §4                                | §4
                    § 4a der Satzung                       | §4a
                    § 4 a der Satzung                      | §4a
                    § 4 an der Straße                      | §4
                    § 4 Abs. 2 Satz 1                      | §4 §4/abs2 §4/abs2/satz1
                    § 4 Absatz 2 S. 1                      | §4 §4/abs2 §4/abs2/satz1
                    § 4 (2) Nr. 3 Buchst. b                | §4 §4/abs2 §4/abs2/nr3 §4/abs2/nr3/litb
                    § 35 VwVfG                             | §35 §35_vwvfg
                    § 35 Satz 2 VwVfG                      | §35 §35/satz2 §35_vwvfg §35/satz2_vwvfg
                    § 45 des SGB X                         | §45 §45_sgb_x
                    § 4 der Gemeinde                       | §4
                    Art. 28 GG                             | art28 art28_gg
                    Artikel 28 Abs. 2 GG                   | art28 art28/abs2 art28_gg art28/abs2_gg
                    §§ 5, 51 und 93 HGO                    | §5 §5_hgo §51 §51_hgo §93 §93_hgo
                    §§ 5 ff. KAG                           | §5 §5_kag
                    §§ 5 bis 7                             | §5 §6 §7
                    §§ 5-7                                 | §5 §6 §7
                    § 5 und 3 Hunde                        | §5
                    siehe Anlage 1                         | anlage1
                    zu TOP 5                               | top5
                    """)
    void sections(String text, String terms) {
        assertThat(terms(text)).containsExactly(split(terms));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "am 1.3.2026",
                "am 01.03.2026",
                "am 1. März 2026",
                "am 1. 3. 2026",
                "am 01.03.26",
                "2026-03-01",
                "AM 1. MÄRZ 2026"
            })
    void aDayIsTheSameInAllItsSpellings(String text) {
        assertThat(terms(text)).contains("tag--03-01", "tag2026-03-01");
    }

    @Test
    void aDayWithoutAYearIsFoundByTheDaysOfAnyYear() {
        assertThat(terms("zum 1.3. fällig")).containsExactly("tag--03-01");
        assertThat(terms("bis 1. März fällig")).containsExactly("tag--03-01");
        assertThat(terms("40.13.2026")).noneMatch(term -> term.startsWith("tag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25,00 Euro", "25 €", "25,- €", "25,-- EUR", "EUR 25,00", "€ 25", "25,0 euro", "25,00€"})
    void anAmountIsTheSameInAllItsSpellings(String text) {
        assertThat(terms("Die Gebühr beträgt " + text + " im Jahr.")).contains("euro25,00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.250,50 Euro     | euro1250,50
                    1250,5 €          | euro1250,50
                    12.000 Einwohner  | zahl12000
                    12000 Einwohner   | zahl12000
                    AZ 10-21.4/2024   | az10-21.4/2024
                    Az.: 12 K 345/21  | az12k345/21
                    I-10.2-04/2023    | azi-10.2-04/2023
                    Vordruck 034/2    | az034/2
                    Aktenzeichen FB2.32-14 | azfb2.32-14
                    """)
    void amountsAndNumbers(String text, String term) {
        assertThat(terms(text)).contains(term);
    }

    @ParameterizedTest
    @ValueSource(strings = {"und/oder", "Rad- und Gehweg", "der Hund", "z. B. so", "5 Hunde", "Mo-Fr", "", "§", "§ x"})
    void whatNamesNothingIsNoReference(String text) {
        assertThat(terms(text)).isEmpty();
    }

    @Test
    void saysWhereItStands() {
        String text = "Nach § 4 Abs. 2 KAG sind 25 Euro fällig.";
        assertThat(References.in(text))
                .extracting(found -> text.substring(found.start(), found.end()))
                .containsExactly("§ 4 Abs. 2 KAG", "25 Euro");
    }

    @Test
    void takesNoTimeForTextThatIsMadeToTakeIt() {
        long start = System.nanoTime();
        References.in("§§ 1, ".repeat(20_000) + "1.".repeat(20_000) + "a-1".repeat(20_000) + "1 ".repeat(20_000));
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
    }

    private static List<String> terms(String text) {
        return References.in(text).stream()
                .flatMap(found -> found.terms().stream())
                .toList();
    }

    /// Terms have spaces before the name of a law; here they are written as underscores.
    private static String[] split(String terms) {
        return java.util.Arrays.stream(terms.split(" ", -1))
                .map(term -> term.replace('_', ' '))
                .toArray(String[]::new);
    }
}
