// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents that another system brings with what it knows about them, against the whole program.
class SourceRoutesTest {

    private static final String STATUTE = """
            Hundesteuersatzung der Gemeinde Au

            § 1 Steuergegenstand

            Gegenstand der Steuer ist das Halten von Hunden.

            § 9 Inkrafttreten

            Diese Satzung tritt am 01.01.2013 in Kraft.

            Au, den 05.12.2012
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;
    private static int number;

    private Caller admin;
    private String collection;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @BeforeEach
    void collection() throws Exception {
        admin = appliance.administrator();
        collection = appliance.collection("Fachverfahren " + ++number);
    }

    @Test
    void whatAnotherSystemSaysCountsAndWhatWasReadIsShownBesideIt() throws Exception {
        JsonNode document = document(bring(
                STATUTE,
                Map.of(
                        "title", "Satzung über die Hundesteuer",
                        "date", "6.12.2012",
                        "file_number", "20-4711/12",
                        "in-force-until", "2015-12-31",
                        "address", "https://dms.au.example/akte?id=4711#s1")));
        assertThat(document.path("title").asText()).isEqualTo("Satzung über die Hundesteuer");
        assertThat(fact(document, "title").path("origin").asText()).isEqualTo("given");
        assertThat(fact(document, "date").path("value").asText()).isEqualTo("2012-12-06");
        assertThat(fact(document, "date").path("read_value").asText()).isEqualTo("2012-12-05");
        assertThat(fact(document, "file-number").path("value").asText()).isEqualTo("20-4711/12");
        assertThat(fact(document, "file-number").has("read_value")).isFalse();
        assertThat(fact(document, "address").path("value").asText())
                .isEqualTo("https://dms.au.example/akte?id=4711#s1");
        assertThat(fact(document, "in-force-since").path("origin").asText()).isEqualTo("read");
        assertThat(document.path("validity").path("until").asText()).isEqualTo("2015-12-31");
        assertThat(document.path("validity").path("state").asText()).isEqualTo("superseded");
        JsonNode hit = admin.get("/api/search?collection=" + collection + "&q=Steuergegenstand")
                .at("/hits/0");
        assertThat(hit.path("title").asText()).isEqualTo("Satzung über die Hundesteuer");
    }

    @Test
    void whatItSaysLastCountsAloneAlsoWhereTheFileIsTheSame() throws Exception {
        document(bring(STATUTE, Map.of("date", "2012-12-06", "file-number", "A 1")));
        JsonNode again = bring(STATUTE, Map.of("file-number", "A 2"));
        assertThat(again.path("state").asText()).isEqualTo("unchanged");
        JsonNode document = document(again);
        assertThat(fact(document, "file-number").path("value").asText()).isEqualTo("A 2");
        assertThat(fact(document, "date").path("value").asText())
                .as("as it was read")
                .isEqualTo("2012-12-05");
    }

    @Test
    void aTitleThatItSaysNoMoreGivesWayToTheOneThatWasRead() throws Exception {
        JsonNode first = bring(STATUTE, Map.of("title", "Hunde"));
        assertThat(document(first).path("title").asText()).isEqualTo("Hunde");
        assertThat(bring(STATUTE, Map.of("title", "Hunde")).path("state").asText())
                .isEqualTo("unchanged");
        bring(STATUTE, Map.of());
        admin.await(
                "/api/documents/" + first.path("document").asText(),
                told -> told.path("title").asText().equals("Hundesteuersatzung der Gemeinde Au"));
        admin.await(
                "/api/search?collection=" + collection + "&q=Steuergegenstand",
                told -> told.at("/hits/0/title").asText().equals("Hundesteuersatzung der Gemeinde Au"));
    }

    @Test
    void aPersonGoesBeforeTheOtherSystemUntilTheyTakeItBack() throws Exception {
        JsonNode document = document(bring(STATUTE, Map.of("title", "Hunde", "date", "2012-12-06")));
        String facts = "/api/documents/" + document.path("id").asText() + "/facts/";
        admin.answer("PUT", facts + "title", Map.of("value", "Hundesteuer"));
        admin.answer("PUT", facts + "date", Map.of("value", "2012-12-07"));
        JsonNode again = bring(STATUTE, Map.of("title", "Hunde", "date", "2012-12-08"));
        assertThat(again.path("state").asText()).isEqualTo("unchanged");
        assertThat(fact(document(again), "title").path("value").asText()).isEqualTo("Hundesteuer");
        assertThat(fact(document(again), "date").path("value").asText()).isEqualTo("2012-12-07");
        admin.answer("DELETE", facts + "title", Map.of());
        JsonNode restored =
                JSON.readTree(admin.answer("DELETE", facts + "date", Map.of()).body());
        assertThat(restored.path("title").asText()).isEqualTo("Hunde");
        assertThat(fact(restored, "date").path("value").asText()).isEqualTo("2012-12-08");
    }

    @Test
    void fieldsThatMeanNothingHereAreTold() throws Exception {
        JsonNode told = JSON.readTree(
                answer(Map.of("filenumber", bytes("A 1"), "title", bytes(" "))).body());
        assertThat(told.path("ignored"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo("filenumber");
        assertThat(document(told.at("/imports/0")).path("title").asText())
                .as("an empty field says nothing")
                .isEqualTo("Hundesteuersatzung der Gemeinde Au");
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsFieldAndTakesNothingIn() throws Exception {
        List<Map.Entry<String, String>> unfit = List.of(
                Map.entry("date", "gestern"),
                Map.entry("date", "30.02.2023"),
                Map.entry("in-force-since", "2023-13-01"),
                Map.entry("kind", "Satzung"),
                Map.entry("title", "x".repeat(201)),
                Map.entry("amends", "ü".repeat(2500)),
                Map.entry("address", "javascript:alert(1)"),
                Map.entry("address", "https://"),
                Map.entry("address", "//dms.au.example/akte"),
                Map.entry("address", "ftp://dms.au.example/akte"),
                Map.entry("address", "https://person:wort@dms.au.example/"),
                Map.entry("address", "https://dms.au.example/<script>"),
                Map.entry("address", "https://dms.au.example/" + "x".repeat(1000)));
        for (Map.Entry<String, String> field : unfit) {
            HttpResponse<String> answer = answer(Map.of(field.getKey(), bytes(field.getValue())));
            assertThat(answer.statusCode()).as("%s", field).isEqualTo(422);
            assertThat(answer.body()).contains("Feld „" + field.getKey());
        }
        assertThat(answer(Map.of("title", new byte[] {'a', (byte) 0xfc})).statusCode())
                .as("not UTF-8")
                .isEqualTo(400);
        Map<String, byte[]> many = new HashMap<>();
        for (int field = 0; field < 30; field++) {
            many.put("feld-" + field, bytes("x"));
        }
        assertThat(answer(many).statusCode()).isEqualTo(413);
        assertThat(admin.put(path(), Map.of(), Map.of("title", bytes("ohne Datei")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.put(path(), Map.of("a.txt", bytes("a"), "b.txt", bytes("b")), Map.of())
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.get("/api/documents?collection=" + collection)
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(arrived()).as("files that arrived and were not taken in").isEmpty();
    }

    /// Files in the folder of originals whose names do not say that they are in their places.
    private static List<Path> arrived() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("originals"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("[0-9a-f]{62}"))
                    .toList();
        }
    }

    private String path() {
        return "/api/collections/" + collection + "/documents/by-source/akte-4711";
    }

    private HttpResponse<String> answer(Map<String, byte[]> fields) throws Exception {
        return admin.put(path(), Map.of("satzung.txt", bytes(STATUTE)), fields);
    }

    /// Brings the document; gives its import.
    private JsonNode bring(String text, Map<String, String> fields) throws Exception {
        Map<String, byte[]> sent = new HashMap<>();
        fields.forEach((name, value) -> sent.put(name, bytes(value)));
        HttpResponse<String> answer = admin.put(path(), Map.of("satzung.txt", bytes(text)), sent);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).at("/imports/0");
    }

    /// The document of an import, once it was read.
    private JsonNode document(JsonNode imported) throws Exception {
        return admin.await(
                "/api/documents/" + imported.path("document").asText(),
                told -> told.path("state").asText().equals("complete"));
    }

    private static JsonNode fact(JsonNode document, String name) {
        for (JsonNode fact : document.path("facts")) {
            if (fact.path("name").asText().equals(name)) {
                return fact;
            }
        }
        throw new AssertionError("no fact " + name + " in " + document.path("facts"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
