// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Facts about documents and searches for a date, against the whole program.
class FactsRoutesTest {

    private static final String LATER = "2199-01-01";

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    private static String dogs(int euros, String since, String more) {
        return """
                Hundesteuersatzung der Gemeinde Au

                § 1 Steuergegenstand

                Gegenstand der Steuer ist das Halten von Hunden.

                § 4 Steuersatz

                Die Steuer beträgt jährlich für den ersten Hund %d Euro.

                § 9 Inkrafttreten

                Diese Satzung tritt am %s in Kraft. %s

                Au, den %s
                """.formatted(euros, since, more, since);
    }

    private static final String CHANGE = """
            1. Satzung zur Änderung der Hundesteuersatzung der Gemeinde Au vom 01.01.2013

            Artikel 1

            § 4 erhält folgende Fassung:

            Die Steuer beträgt jährlich für den ersten Hund 80 Euro.

            Artikel 2

            Diese Satzung tritt am 01.01.2016 in Kraft.

            Au, den 05.12.2015
            """;

    private static List<JsonNode> hits(String collection, String more) throws Exception {
        return StreamSupport.stream(
                        appliance
                                .administrator()
                                .get("/api/search?collection=" + collection + "&q=Steuer%20Hund%20Euro%20j%C3%A4hrlich"
                                        + more)
                                .path("hits")
                                .spliterator(),
                        false)
                .toList();
    }

    private static JsonNode of(List<JsonNode> hits, String document, String section) {
        return hits.stream()
                .filter(hit -> hit.path("document").asText().equals(document)
                        && hit.at("/place/section").asText().startsWith(section))
                .findFirst()
                .orElseThrow(() -> new AssertionError(document + " " + section + " in " + hits));
    }

    @Test
    void aSearchForADateShowsWhatIsInForceThenAndBothTexts() throws Exception {
        String collection = appliance.collection("Stichtag");
        String old = appliance.text(collection, "alt.txt", dogs(60, "01.01.2013", ""));
        String change = appliance.text(collection, "aenderung.txt", CHANGE);
        String young = appliance.text(
                collection,
                "neu.txt",
                dogs(95, "01.01.2020", "Gleichzeitig tritt die Satzung vom 01.01.2013 außer Kraft."));

        List<JsonNode> today = hits("Stichtag", "");
        assertThat(of(today, young, "§ 4").at("/validity/state").asText()).isEqualTo("in-force");
        assertThat(of(today, young, "§ 4").has("amendments")).isFalse();
        JsonNode gone = of(today, old, "§ 4").path("validity");
        assertThat(gone.path("state").asText()).isEqualTo("superseded");
        assertThat(gone.path("until").asText()).isEqualTo("2019-12-31");
        assertThat(gone.at("/superseded_by/document").asText()).isEqualTo(young);
        assertThat(today.stream().map(hit -> hit.at("/validity/state").asText().equals("superseded")))
                .as("superseded ones come last")
                .isSorted();
        assertThat(today.stream().map(hit -> hit.path("text").asText()))
                .as("of equal texts the one in force stays")
                .filteredOn(text -> text.startsWith("Gegenstand"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(of(today, young, "§ 1").at("/validity/state").asText()).isEqualTo("in-force");

        JsonNode amended = of(hits("Stichtag", "&as-of=2017-05-05"), old, "§ 4");
        assertThat(amended.at("/validity/state").asText()).isEqualTo("in-force");
        assertThat(amended.at("/amendments/0/document").asText()).isEqualTo(change);
        assertThat(amended.at("/amendments/0/section").asText()).isEqualTo("§ 4");
        assertThat(amended.at("/amendments/0/from").asText()).isEqualTo("2016-01-01");
        assertThat(amended.at("/amendments/0/text").asText()).contains("80 Euro");
        assertThat(of(hits("Stichtag", "&as-of=2017-05-05"), young, "§ 4")
                        .at("/validity/state")
                        .asText())
                .isEqualTo("not-yet");
        assertThat(of(hits("Stichtag", "&as-of=2014-05-05"), old, "§ 4").has("amendments"))
                .as("before the change there is none")
                .isFalse();

        appliance.administrator().delete("/api/documents/" + young);
        assertThat(of(hits("Stichtag", ""), old, "§ 4").at("/validity/state").asText())
                .as("without its successor the old one is in force again")
                .isEqualTo("in-force");
    }

    @Test
    void relationsNeverLeaveTheirCollection() throws Exception {
        String secret = appliance.collection("Geheimes Ortsrecht", "wenige");
        String open = appliance.collection("Offenes Ortsrecht", "viele");
        String old = appliance.text(open, "alt.txt", dogs(60, "01.01.2013", ""));
        appliance.text(
                secret,
                "neu.txt",
                dogs(95, "01.01.2020", "Gleichzeitig tritt die Satzung vom 01.01.2013 außer Kraft."));
        Caller reader = appliance.person("stichtag-leser", "viele");
        JsonNode document = reader.get("/api/documents/" + old);
        assertThat(document.at("/validity/state").asText()).isEqualTo("in-force");
        assertThat(document.path("superseded_by")).isEmpty();
        assertThat(reader.answer("PUT", "/api/documents/" + old + "/facts/date", Map.of("value", "1.1.2001"))
                        .statusCode())
                .as("readers correct nothing")
                .isEqualTo(403);
    }

    private static JsonNode fact(JsonNode document, String name) {
        for (JsonNode fact : document.path("facts")) {
            if (fact.path("name").asText().equals(name)) {
                return fact;
            }
        }
        throw new AssertionError(name + " in " + document);
    }

    @Test
    void aCorrectedFactOutlivesANewReadingAndCanBeTakenBack() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Berichtigt");
        String id = appliance.text(collection, "hunde.txt", dogs(60, "01.01.2013", ""));
        JsonNode read = admin.get("/api/documents/" + id);
        assertThat(read.path("title").asText()).isEqualTo("Hundesteuersatzung der Gemeinde Au");
        JsonNode since = fact(read, "in-force-since");
        assertThat(since.path("origin").asText()).isEqualTo("read");
        String text = admin.get("/api/documents/" + id + "/text").path("text").asText();
        assertThat(text.substring(since.path("start").asInt(), since.path("end").asInt()))
                .isEqualTo("Diese Satzung tritt am 01.01.2013 in Kraft");

        String path = "/api/documents/" + id + "/facts/";
        assertThat(admin.answer("PUT", path + "in-force-since", Map.of("value", "bald"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(admin.answer("PUT", path + "kind", Map.of("value", "Roman")).statusCode())
                .isEqualTo(422);
        assertThat(admin.answer("PUT", path + "farbe", Map.of("value", "blau")).statusCode())
                .isEqualTo(404);
        assertThat(admin.answer("PUT", path + "title", Map.of("value", " ")).statusCode())
                .isEqualTo(422);
        assertThat(admin.answer("PUT", path + "in-force-since", Map.of("value", LATER))
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.answer("PUT", path + "title", Map.of("value", "Satzung über Xanthippen"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.get("/api/documents/" + id).at("/validity/state").asText())
                .isEqualTo("not-yet");
        assertThat(admin.get("/api/search?collection=Berichtigt&q=Xanthippen")
                        .at("/hits/0/title")
                        .asText())
                .isEqualTo("Satzung über Xanthippen");

        appliance.text(collection, "hunde.txt", dogs(61, "01.01.2014", ""));
        JsonNode again = admin.get("/api/documents/" + id);
        assertThat(again.path("title").asText()).isEqualTo("Satzung über Xanthippen");
        assertThat(fact(again, "in-force-since").path("value").asText()).isEqualTo(LATER);
        assertThat(fact(again, "in-force-since").path("origin").asText()).isEqualTo("corrected");
        assertThat(fact(again, "in-force-since").path("read_value").asText()).isEqualTo("2014-01-01");

        admin.answer("DELETE", path + "in-force-since", Map.of());
        admin.answer("DELETE", path + "title", Map.of());
        JsonNode back = admin.get("/api/documents/" + id);
        assertThat(fact(back, "in-force-since").path("value").asText()).isEqualTo("2014-01-01");
        assertThat(back.path("title").asText()).isEqualTo("Hundesteuersatzung der Gemeinde Au");
        assertThat(admin.get("/api/search?collection=Berichtigt&q=Xanthippen").path("hits"))
                .isEmpty();
        assertThat(admin.get("/api/journal?limit=20").toString()).contains("FACT_CORRECTED");
    }

    @Test
    void aDateThatIsNoneIsRefused() throws Exception {
        for (String date : List.of("gestern", "2023-13-01", "9999-01-01", "2023")) {
            assertThat(appliance
                            .administrator()
                            .answer("GET", "/api/search?q=Hund&as-of=" + date, Map.of())
                            .statusCode())
                    .as(date)
                    .isEqualTo(400);
        }
    }
}
