// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.facts.Relations.Relation;
import de.fundstelle.facts.Relations.Sort;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelationsTest {

    private static Norm norm(String id, String title, String date, String since, Map<FactName, String> more) {
        Map<FactName, String> stated = new java.util.EnumMap<>(FactName.class);
        stated.put(FactName.TITLE, title);
        stated.put(FactName.KIND, "by-law");
        if (!date.isEmpty()) {
            stated.put(FactName.DATE, date);
        }
        if (!since.isEmpty()) {
            stated.put(FactName.IN_FORCE_SINCE, since);
        }
        stated.putAll(more);
        return new Norm(id, Norm.own(stated), stated);
    }

    private static Norm norm(String id, String title, String date, String since) {
        return norm(id, title, date, since, Map.of());
    }

    private static Relation supersedes(String document, String target, String from) {
        return new Relation(Sort.SUPERSEDES, document, target, Optional.of(LocalDate.parse(from)));
    }

    private static final String DOGS = "Hundesteuersatzung der Stadt Au";

    @Test
    void ofThreeVersionsEachSupersedesTheOneBefore() {
        assertThat(Relations.among(List.of(
                        norm("c", DOGS, "2023-01-01", "2023-02-01"),
                        norm("a", "Satzung über die Erhebung einer Hundesteuer", "2001-01-01", "2001-02-01"),
                        norm(
                                "b",
                                "Satzung der Stadt Au über die Erhebung der Hundesteuer (Hundesteuersatzung)",
                                "2012-12-12",
                                ""))))
                .containsExactlyInAnyOrder(supersedes("b", "a", "2012-12-12"), supersedes("c", "b", "2023-02-01"));
    }

    @Test
    void aPredecessorIsFoundByItsDateOnly() {
        assertThat(Relations.among(List.of(
                        norm(
                                "new",
                                DOGS,
                                "2023-01-01",
                                "2023-02-01",
                                Map.of(FactName.REPLACES, "Satzung vom 12.12.2012")),
                        norm("old", DOGS, "2012-12-12", ""),
                        norm("older", DOGS, "2001-01-01", ""))))
                .contains(supersedes("new", "old", "2023-02-01"))
                .contains(supersedes("old", "older", "2012-12-12"))
                .hasSize(2);
    }

    @Test
    void aPredecessorMayHaveAnotherName() {
        assertThat(Relations.among(List.of(
                        norm(
                                "new",
                                "Kindertagesstättensatzung",
                                "2023-01-01",
                                "2023-02-01",
                                Map.of(FactName.REPLACES, "Kindergartensatzung vom 3. März 1998")),
                        norm("old", "Kindergartensatzung", "1998-03-03", ""),
                        norm("same-day", "Friedhofssatzung", "1998-03-03", ""))))
                .containsExactly(supersedes("new", "old", "2023-02-01"));
    }

    @Test
    void neitherOtherTownsNorOtherYearsNorOtherSubjectsNorUndatedOnesAreVersions() {
        assertThat(Relations.among(List.of(
                        norm("1", "Hundesteuersatzung der Stadt Au", "2001-01-01", ""),
                        norm("2", "Hundesteuersatzung der Gemeinde Bach", "2002-01-01", ""),
                        norm("3", "Haushaltssatzung für das Haushaltsjahr 2022", "2022-01-01", ""),
                        norm("4", "Haushaltssatzung für das Haushaltsjahr 2023", "2023-01-01", ""),
                        norm("5", "Gebührensatzung zur Entwässerungssatzung", "2005-01-01", ""),
                        norm("6", "Entwässerungssatzung", "2006-01-01", ""),
                        norm("7", "Gebührensatzung für den Friedhof", "2007-01-01", ""),
                        norm("8", "Friedhofssatzung", "", ""),
                        norm("9", "Friedhofssatzung", "2009-01-01", ""))))
                .isEmpty();
    }

    /// Whoever reads that the norm in force was superseded would look for another.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1. Änderung zur Hundesteuersatzung der Stadt Au",
                "II. Änderung der Hundesteuersatzung der Stadt Au",
                "1. Änderungssatzung über die Erhebung der Hundesteuer",
                "Satzung über die 1. Änderung der Hundesteuersatzung",
                "Satzung zur Änderung und Ergänzung der Hundesteuersatzung",
                "Zweiter Nachtrag betreffend die Hundesteuersatzung"
            })
    void aChangeIsNoNewVersion(String title) {
        Map<FactName, String> target = Changes.target(title)
                .map(named -> Map.of(FactName.AMENDS, named))
                .orElse(Map.of());
        Norm base = norm(
                "base",
                "Satzung der Stadt Au über die Erhebung der Hundesteuer (Hundesteuersatzung)",
                "2012-12-12",
                "2013-01-01");

        assertThat(Relations.among(List.of(base, norm("change", title, "2023-12-05", "2024-01-01", target))))
                .extracting(Relation::sort)
                .isEqualTo(title.startsWith("Zweiter") ? List.of() : List.of(Sort.AMENDS));
    }

    @Test
    void plansWithOtherNumbersAreNoVersions() {
        assertThat(Relations.among(List.of(
                        norm("5", "Satzung über die Veränderungssperre für den Bebauungsplan Nr. 5", "2022-01-01", ""),
                        norm(
                                "7",
                                "Satzung über die Veränderungssperre für den Bebauungsplan Nr. 7",
                                "2024-01-01",
                                ""))))
                .isEmpty();
    }

    @Test
    void anAmendmentFindsItsTarget() {
        Norm change = norm(
                "change",
                "1. Satzung zur Änderung der Hundesteuersatzung",
                "2023-12-05",
                "2024-01-01",
                Map.of(FactName.AMENDS, "Hundesteuersatzung vom 12.12.2012"));
        assertThat(Relations.among(List.of(
                        change,
                        norm("target", DOGS, "2012-12-12", "2013-01-01"),
                        norm("older", DOGS, "2001-01-01", "2001-01-01"))))
                .containsExactlyInAnyOrder(
                        new Relation(Sort.AMENDS, "change", "target", Optional.of(LocalDate.of(2024, 1, 1))),
                        supersedes("target", "older", "2013-01-01"));
    }

    @Test
    void anAmendmentWithoutADateMeansTheVersionOfItsTime() {
        Norm change = norm(
                "change",
                "1. Satzung zur Änderung der Hundesteuersatzung",
                "2010-12-05",
                "2011-01-01",
                Map.of(FactName.AMENDS, "Hundesteuersatzung"));
        assertThat(Relations.among(List.of(
                        change,
                        norm("later", DOGS, "2012-12-12", "2013-01-01"),
                        norm("target", DOGS, "2001-01-01", "2001-01-01"))))
                .contains(new Relation(Sort.AMENDS, "change", "target", Optional.of(LocalDate.of(2011, 1, 1))))
                .noneMatch(relation ->
                        relation.sort() == Sort.AMENDS && relation.target().equals("later"));
    }

    @Test
    void aTextThatHasTheChangeWorkedInIsNotAmendedByIt() {
        Norm change = norm(
                "change",
                "1. Satzung zur Änderung der Hundesteuersatzung",
                "2023-12-05",
                "2024-01-01",
                Map.of(FactName.AMENDS, "Hundesteuersatzung vom 12.12.2012"));
        assertThat(Relations.among(List.of(
                        change,
                        norm(
                                "consolidated",
                                DOGS,
                                "2012-12-12",
                                "2013-01-01",
                                Map.of(FactName.AMENDED_BY, "Satzung vom 05.12.2023")))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Satzung über die Erhebung von Erschließungsbeiträgen | Erschließungsbeitragssatzung der Gemeinde X
                    Satzung über das Erheben von Verwaltungskosten       | Verwaltungskostensatzung
                    Satzung über die Benutzung der Märkte (Marktsatzung) | Marktsatzung vom 3. März 2003
                    Dienstanweisung für die Kasse                        | Dienstanweisung für die Kasse der Stadt Au
                    Verordnung über den Leinenzwang                      | Verordnung der Stadt Au über den Leinenzwang
                    """)
    void knowsANormUnderItsNames(String one, String other) {
        assertThat(Stem.meet(Stem.of(one), Stem.of(other)))
                .as("%s %s", Stem.of(one), Stem.of(other))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2012-12-31,NOT_YET",
        "2013-01-01,IN_FORCE",
        "2020-06-30,IN_FORCE",
        "2020-07-01,SUPERSEDED",
        "1800-01-01,NOT_YET",
        "2199-12-31,SUPERSEDED"
    })
    void aDocumentIsInForceFromItsFirstDayToItsLast(LocalDate date, Validity.State state) {
        Validity validity = Validity.at(
                date,
                Optional.of(LocalDate.of(2013, 1, 1)),
                Optional.of(LocalDate.of(2020, 6, 30)),
                Optional.of(new Validity.Successor("d", "t")));
        assertThat(validity.state()).isEqualTo(state);
        assertThat(validity.supersededBy().isPresent()).isEqualTo(state == Validity.State.SUPERSEDED);
    }

    @Test
    void whatIsUnknownCountsAndIsNeverCalledInForce() {
        Validity validity = Validity.at(LocalDate.of(2020, 1, 1), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(validity.state()).isEqualTo(Validity.State.UNKNOWN);
        assertThat(validity.counts()).isTrue();
    }
}
