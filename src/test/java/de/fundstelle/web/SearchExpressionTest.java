// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Phrases, exclusions and filters of the search page, against the whole program.
class SearchExpressionTest {

    private static final Map<String, String> TEXTS = Map.of("satzung.txt", """
            Hundesteuersatzung der Gemeinde Au

            § 1 Gegenstand

            Die Steuer für den ersten Hund beträgt 60 Euro im Jahr.

            Diese Satzung tritt am 01.01.2024 in Kraft.

            Au, den 12.12.2023
            """, "protokoll.txt", """
            Niederschrift über die Sitzung des Gemeinderats am 14.03.2025

            TOP 1 Hund und Steuer

            Der Rat berät, ob die Steuer für den Hund steigt. Ein Entwurf liegt vor.
            """, "notiz.txt", """
            Der erste Blick auf den Hund und seine Steuer, ohne Tag und ohne Art.
            """);

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;
    private static String collection = "";

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        collection = appliance.collection("Suche");
        for (var text : TEXTS.entrySet()) {
            appliance.text(collection, text.getKey(), text.getValue());
        }
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static Set<String> names(String query) throws Exception {
        Set<String> names = new TreeSet<>();
        for (JsonNode hit : appliance.administrator().get(address(query)).path("hits")) {
            names.add(hit.path("name").asText().replace(".txt", ""));
        }
        return names;
    }

    private static String address(String query) {
        return "/api/search?collection=" + collection + "&q=" + URLEncoder.encode(query, UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Hund Steuer                            | notiz,protokoll,satzung
                    "ersten Hund"                          | satzung
                    Steuer "Sitzung des Gemeinderats"      | protokoll
                    "Hund ersten"                          | ~~
                    Hund -Entwurf                          | notiz,satzung
                    Hund -"der erste Blick"                | protokoll,satzung
                    Hund kind:Satzung                      | satzung
                    Hund kind:minutes                      | protokoll
                    Hund kind:Protokoll kind:Satzung       | protokoll,satzung
                    Hund kind:Sonstiges                    | notiz
                    Hund seit:2024                         | protokoll
                    Hund bis:2023                          | satzung
                    Hund seit:12.2023                      | protokoll,satzung
                    Hund seit:14.03.2025                   | protokoll
                    Hund seit:15.03.2025                   | ~~
                    Hund bis:14. März 2025 -Entwurf        | satzung
                    kind:Satzung                           | satzung
                    seit:2020                              | protokoll,satzung
                    """)
    void thePartsOfAnExpressionDoWhatTheySay(String query, String names) throws Exception {
        assertThat(String.join(",", names(query))).isEqualTo(names);
    }

    @Test
    void whatIsLeftWithoutPhrasesAndFiltersIsTold() throws Exception {
        Caller administrator = appliance.administrator();
        assertThat(administrator
                        .get(address("\"Hund ersten\" -Katze seit:2020 Steuer"))
                        .path("words")
                        .asText())
                .isEqualTo("Hund ersten Steuer");
        assertThat(administrator.get(address("Hund Steuer")).has("words")).isFalse();
    }

    @Test
    void eachHitSaysHowItWasFound() throws Exception {
        JsonNode exact = appliance.administrator().get(address("Hund")).at("/hits/0/found_by");
        assertThat(exact.path("words").asDouble()).isPositive();
        assertThat(exact.path("meaning").asDouble()).isZero();
        assertThat(exact.path("alike").asBoolean()).isFalse();
        JsonNode alike = appliance.administrator().get(address("Hnud")).at("/hits/0/found_by");
        assertThat(alike.path("alike").asBoolean()).isTrue();
        assertThat(appliance.administrator().get(address("kind:Satzung")).at("/hits/0/found_by"))
                .isEmpty();
    }

    /// Only where a document says when it is in force can another day change anything.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ersten Hund 2019               | 2019-12-31
                    ersten Hund im Jahr 2090       | 2090-01-01
                    ersten Hund am 3.5.2020        | 2020-05-03
                    ersten Hund                    |
                    ersten Hund seit:2023          |
                    Katzen 2019                    |
                    """)
    void aYearOrADayInTheSearchIsProposed(String query, String proposed) throws Exception {
        JsonNode found = appliance.administrator().get(address(query));
        assertThat(found.path("as_of").asText())
                .isEqualTo(LocalDate.now(ZoneId.systemDefault()).toString());
        assertThat(found.path("proposed_as_of").asText(null)).isEqualTo(proposed);
    }

    /// What a person says about a document counts, not what was read in it.
    @Test
    void whatIsPutRightIsWhatIsFound() throws Exception {
        Caller administrator = appliance.administrator();
        String other = appliance.collection("Berichtigte Suche");
        String document = appliance.text(other, "vermerk.txt", "Ein Vermerk über Katzen und ihre Halter.");
        String facts = "/api/documents/" + document + "/facts/";
        assertThat(administrator
                        .get("/api/search?collection=" + other + "&q=Katzen+seit:2022")
                        .path("hits"))
                .isEmpty();
        administrator.answer("PUT", facts + "date", Map.of("value", "03.04.2022"));
        administrator.answer("PUT", facts + "kind", Map.of("value", "contract"));
        assertThat(administrator
                        .get("/api/search?collection=" + other + "&q=Katzen+seit:2022+kind:Vertrag")
                        .path("hits"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hund kind:Roman", "Hund seit:gestern", "-Hund", "seit:2025 bis:2024", "-kind:Satzung"})
    void whatCannotBeMeantIsRefusedWithAnAdvice(String query) throws Exception {
        var answer = appliance.administrator().answer("GET", address(query), Map.of());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("detail")
                .containsAnyOf("Es gibt:", "Schreiben Sie", "Nennen Sie", "endet", "Wörter");
    }
}
