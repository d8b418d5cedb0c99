// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The HTTP interface against the whole program.
class InterfaceTest {

    private static final String STATUTE = """
            Satzung über die Erhebung der Hundesteuer

            § 1 Steuergegenstand

            Gegenstand der Steuer ist das Halten von Hunden im Gemeindegebiet.

            § 4 Steuersatz

            Die Steuer beträgt jährlich für den ersten Hund 72 Euro und für den zweiten Hund 96 Euro.
            """;

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(data, Map.of());
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @Test
    void findsAnUploadedDocumentAndAnswersWithItsPlace() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Ortsrecht");
        String document = appliance.text(collection, "satzungen/hundesteuer.txt", STATUTE);

        JsonNode hit = admin.get("/api/search?collection=Ortsrecht&q=Steuer%20f%C3%BCr%20Hunde")
                .at("/hits/0");
        assertThat(hit.path("document").asText()).isEqualTo(document);
        assertThat(hit.path("name").asText()).isEqualTo("satzungen/hundesteuer.txt");
        assertThat(hit.path("place").path("label").asText()).startsWith("§ ");
        assertThat(hit.path("marks")).isNotEmpty();
        assertThat(hit.has("notice")).isFalse();

        String conversation =
                admin.post("/api/conversations", Map.of(), 201).path("id").asText();
        String events = admin.ask(
                "/api/conversations/" + conversation + "/questions",
                Map.of("text", "Wie hoch ist die Steuer für den zweiten Hund?", "collections", List.of("Ortsrecht")));
        assertThat(events.lines().filter(line -> line.startsWith("event:")))
                .containsExactly("event: sources", "event: excerpts", "event: done");
        assertThat(events).contains("96 Euro").contains("\"section\":\"§ 4\"").contains("kein Sprachmodell");

        JsonNode turn = admin.get("/api/conversations/" + conversation).at("/turns/0");
        assertThat(turn.path("outcome").asText()).isEqualTo("excerpts");
        assertThat(turn.at("/passages/0/text").asText()).contains("96 Euro");

        JsonNode text = admin.get("/api/documents/" + document + "/text");
        int start = hit.path("start").asInt();
        assertThat(text.path("text").asText().substring(start, hit.path("end").asInt()))
                .isEqualTo(hit.path("text").asText());
    }

    @Test
    void saysTheTruthWhenNothingFits() throws Exception {
        Caller reader = appliance.person("leser-nichts", "friedhof");
        String collection = appliance.collection("Friedhof", "friedhof");
        appliance.text(collection, "friedhof.txt", "Die Ruhezeit für Erdbestattungen beträgt 25 Jahre.");
        String conversation =
                reader.post("/api/conversations", Map.of(), 201).path("id").asText();
        String events = reader.ask(
                "/api/conversations/" + conversation + "/questions",
                Map.of("text", "Wann öffnet das Schwimmbad in den Sommerferien?"));
        assertThat(events)
                .contains("event: declined")
                .contains("In der einen Unterlage, die Sie lesen dürfen, habe ich dazu nichts gefunden.")
                .contains("Ordnungsamt")
                .doesNotContain("event: words");
    }

    @Test
    void hidesFromOthersWhatTheyMayNotRead() throws Exception {
        Caller reader = appliance.person("leser-fremd", "bauamt");
        String secret = appliance.collection("Personal", "personalamt");
        String document =
                appliance.text(secret, "personal.txt", "Der Kanarienvogel heißt Xanthippe und wohnt im Keller.");

        assertThat(reader.get("/api/collections").path("collections")).isEmpty();
        assertThat(reader.get("/api/search?q=Xanthippe").path("hits")).isEmpty();
        for (String path : List.of(
                "/api/search?q=Xanthippe&collection=Personal",
                "/api/collections/" + secret,
                "/api/imports?collection=" + secret,
                "/api/documents?collection=" + secret,
                "/api/documents/" + document,
                "/api/documents/" + document + "/text",
                "/api/documents/" + document + "/original",
                "/api/documents/" + "0".repeat(25))) {
            HttpResponse<String> answer = reader.answer("GET", path, Map.of());
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).doesNotContain("Xanthippe");
        }
        assertThat(reader.answer("DELETE", "/api/documents/" + document, Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(reader.answer("POST", "/api/collections", Map.of("name", "Meine"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.answer("GET", "/api/people", Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void keepsConversationsToTheirOwner() throws Exception {
        Caller owner = appliance.person("besitzerin");
        Caller other = appliance.person("anderer");
        String id = owner.post("/api/conversations", Map.of(), 201).path("id").asText();
        for (Caller caller : List.of(other, appliance.administrator())) {
            assertThat(caller.answer("GET", "/api/conversations/" + id, Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(caller.answer("DELETE", "/api/conversations/" + id, Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(caller.answer("POST", "/api/conversations/" + id + "/questions", Map.of("text", "Ja?"))
                            .statusCode())
                    .isEqualTo(404);
        }
        HttpResponse<String> operator = asOperator("/api/conversations");
        assertThat(operator.statusCode()).isEqualTo(403);
    }

    @Test
    void takesWordsOutOfStoredAnswersWithTheRight() throws Exception {
        Caller reader = appliance.person("leser-gestern", "gestern");
        String collection = appliance.collection("Gestern", "gestern");
        appliance.text(collection, "marktordnung.txt", "Der Wochenmarkt beginnt am Samstag um sieben Uhr.");
        String id = reader.post("/api/conversations", Map.of(), 201).path("id").asText();
        reader.ask(
                "/api/conversations/" + id + "/questions", Map.of("text", "Wann beginnt der Wochenmarkt am Samstag?"));
        assertThat(reader.get("/api/conversations/" + id).toString()).contains("sieben Uhr");

        assertThat(appliance
                        .administrator()
                        .answer("PUT", "/api/collections/" + collection, Map.of("readers", List.of()))
                        .statusCode())
                .isEqualTo(200);

        assertThat(reader.get("/api/conversations/" + id).toString())
                .doesNotContain("sieben Uhr")
                .contains("Wann beginnt der Wochenmarkt");
    }

    @Test
    void forgetsADeletedDocumentAtOnce() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Vergänglich");
        String document = appliance.text(collection, "kurz.txt", "Der Leuchtturm blinkt dreimal in der Minute.");
        assertThat(admin.get("/api/search?collection=Verg%C3%A4nglich&q=Leuchtturm")
                        .path("hits"))
                .hasSize(1);
        admin.delete("/api/documents/" + document);
        assertThat(admin.get("/api/search?collection=Verg%C3%A4nglich&q=Leuchtturm")
                        .path("hits"))
                .isEmpty();
        assertThat(admin.answer("GET", "/api/documents/" + document, Map.of()).statusCode())
                .isEqualTo(404);
        admin.delete("/api/collections/" + collection);
        assertThat(admin.answer("GET", "/api/collections/" + collection, Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void neverSearchesInventedDocumentsTogetherWithRealOnes() throws Exception {
        Caller admin = appliance.administrator();
        admin.post("/api/collections", Map.of("name", "Beispiel", "sample", true), 201);
        appliance.text("Beispiel", "muster.txt", "Der Zoll auf Einhörner beträgt drei Taler.");
        appliance.text(appliance.collection("Echt"), "echt.txt", "Hier geht es um den Bebauungsplan Nord.");

        JsonNode hit =
                admin.get("/api/search?collection=Beispiel&q=Einh%C3%B6rner").at("/hits/0");
        assertThat(hit.path("notice").asText()).isEqualTo("Muster – nicht gültig");
        assertThat(admin.get("/api/search?q=Einh%C3%B6rner").path("hits").toString())
                .doesNotContain("Einhörner");
        assertThat(admin.answer("GET", "/api/search?q=Einh%C3%B6rner&collection=Beispiel&collection=Echt", Map.of())
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void refusesAChangeWithoutTheTokenOfTheSession() throws Exception {
        try (Caller admin = appliance.signedIn("admin", RunningAppliance.PASSWORD)) {
            admin.loseToken();
            HttpResponse<String> answer = admin.answer("POST", "/api/collections", Map.of("name", "Untergeschoben"));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json; charset=utf-8");
        }
    }

    @Test
    void endsASession() throws Exception {
        try (Caller admin = appliance.signedIn("admin", RunningAppliance.PASSWORD)) {
            admin.get("/api/session");
            admin.delete("/api/session");
            assertThat(admin.answer("GET", "/api/session", Map.of()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void answersWrongNamesAndWrongPasswordsAlike() throws Exception {
        try (Caller stranger = appliance.stranger()) {
            HttpResponse<String> unknown =
                    stranger.answer("POST", "/api/session", Map.of("name", "niemand", "password", "falsch"));
            HttpResponse<String> wrong =
                    stranger.answer("POST", "/api/session", Map.of("name", "admin", "password", "falsch"));
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(withoutId(wrong.body())).isEqualTo(withoutId(unknown.body()));
        }
    }

    @Test
    void recognisesAPersonalKeyAndStoresOnlyItsHash() throws Exception {
        JsonNode key = appliance.administrator().post("/api/keys", Map.of("name", "Fachverfahren"), 201);
        assertThat(bearer("/api/session", key.path("key").asText()).statusCode())
                .isEqualTo(200);
        assertThat(bearer("/api/session", key.path("key").asText() + "x").statusCode())
                .isEqualTo(401);
        assertThat(java.nio.file.Files.readString(
                        data.resolve("fundstelle.db"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(key.path("key").asText());
    }

    @Test
    void refusesWhatCannotBeReadAndTakesTheRest() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Gemischt");
        JsonNode imports = admin.upload(
                        "/api/collections/" + collection + "/documents",
                        Map.of(
                                "leer.txt",
                                new byte[0],
                                "kaputt.pdf",
                                "%PDF-1.7 nichts".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .path("imports");
        assertThat(imports).hasSize(2);
        appliance.text(collection, "gut.txt", "Der Bauhof hat am Montag geöffnet.");
        JsonNode told = admin.await(
                "/api/imports?collection=" + collection,
                now -> !now.findValuesAsText("state").contains("waiting")
                        && !now.findValuesAsText("state").contains("reading"));
        for (JsonNode one : told.path("imports")) {
            boolean good = one.path("name").asText().equals("gut.txt");
            assertThat(one.path("state").asText())
                    .as("%s", one)
                    .isIn(good ? List.of("searchable", "complete") : List.of("refused"));
            assertThat(one.hasNonNull("reason")).isEqualTo(!good);
            assertThat(one.hasNonNull("advice")).isEqualTo(!good);
        }
    }

    @Test
    void takesDocumentsOfAnotherSystemUnderItsKeysTwiceAsOnce() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Fachverfahren");
        String path = "/api/collections/" + collection + "/documents/by-source/akte-4711";
        JsonNode first = admin.put(path, "bescheid.txt", "Der Bescheid ergeht am Montag.")
                .at("/imports/0");
        admin.await(
                "/api/documents/" + first.path("document").asText(),
                told -> told.path("state").asText().equals("complete"));
        JsonNode again = admin.put(path, "bescheid.txt", "Der Bescheid ergeht am Montag.")
                .at("/imports/0");
        assertThat(again.path("state").asText()).isEqualTo("unchanged");
        assertThat(again.path("document")).isEqualTo(first.path("document"));
        JsonNode renamed = admin.put(path, "bescheid-2.txt", "Der Bescheid ergeht am Montag.")
                .at("/imports/0");
        assertThat(renamed.path("document")).isEqualTo(first.path("document"));
        admin.await(
                "/api/documents/" + first.path("document").asText(),
                told -> told.path("name").asText().equals("bescheid-2.txt"));
        admin.delete(path);
        admin.delete(path);
        assertThat(admin.get("/api/documents?collection=" + collection)
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void takesFilesWithLongPathsAndTellsEveryField() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Tiefe Ordner");
        String name = "Überörtliche Prüfung/".repeat(20) + "bericht.txt";
        JsonNode one = admin.upload("/api/collections/" + collection + "/documents", Map.of(name, new byte[] {'x'}))
                .at("/imports/0");
        assertThat(one.path("name").asText()).isEqualTo(name);
        assertThat(one.fieldNames()).toIterable().contains("id", "document", "name", "state", "reason", "advice");
    }

    @Test
    void saysThatItsPortIsTakenAndLetsGoOfItsData(@TempDir Path other) throws Exception {
        String taken = String.valueOf(appliance.address().getPort());
        assertThatThrownBy(() -> RunningAppliance.start(other, Map.of("FUNDSTELLE_SERVER_PORT", taken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + taken);
        RunningAppliance.start(other, Map.of()).close();
    }

    @Test
    void servesOriginalsAsAttachmentsOnly() throws Exception {
        String collection = appliance.collection("Originale");
        String document = appliance.text(
                collection, "seite.html", "<html><body><script>alert(1)</script>Hallo Rathaus</body></html>");
        HttpResponse<String> original =
                appliance.administrator().answer("GET", "/api/documents/" + document + "/original", Map.of());
        assertThat(original.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''seite.html");
        assertThat(original.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(original.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(original.body()).contains("<script>");
    }

    @Test
    void answersBrokenRequestsWithProblems() throws Exception {
        Caller admin = appliance.administrator();
        assertThat(admin.answer("POST", "/api/collections", Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(admin.answer("POST", "/api/collections", Map.of("name", " ")).statusCode())
                .isEqualTo(422);
        assertThat(admin.answer("GET", "/api/search", Map.of()).statusCode()).isEqualTo(400);
        assertThat(admin.answer("GET", "/api/search?q=x&limit=0", Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(admin.answer("GET", "/api/documents?state=verloren", Map.of())
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.answer("GET", "/api/gibtsnicht", Map.of()).statusCode())
                .isEqualTo(404);
        String collection = appliance.collection("Kein Multipart");
        assertThat(admin.answer("POST", "/api/collections/" + collection + "/documents", Map.of("a", 1))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void tellsItsHealthAndShowsThePageToEverybody() throws Exception {
        try (Caller stranger = appliance.stranger()) {
            for (String path : List.of("/health/started", "/health/ready", "/health/live", "/api/info")) {
                assertThat(stranger.answer("GET", path, Map.of()).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(stranger.get("/health/ready").path("taking_in").asBoolean())
                    .isTrue();
            for (String path : List.of("/", "/suche?q=x", "/textstelle/abc")) {
                HttpResponse<String> page = stranger.answer("GET", path, Map.of());
                assertThat(page.statusCode()).as(path).isEqualTo(200);
                assertThat(page.body()).as(path).startsWith("<!doctype html>");
                assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                        .startsWith("default-src 'none'")
                        .doesNotContain("unsafe");
            }
            assertThat(stranger.answer("GET", "/assets/../../de/fundstelle/Main.class", Map.of())
                            .body())
                    .doesNotContain("Launcher");
        }
    }

    private static String withoutId(String problem) {
        return problem.replaceFirst("\"id\":\"\\w+\"", "");
    }

    private static HttpResponse<String> asOperator(String path) throws Exception {
        return bearer(path, appliance.operatorToken());
    }

    private static HttpResponse<String> bearer(String path, String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = appliance.address().resolve(path);
            return http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
