// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import de.fundstelle.models.FakeModelServer;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever takes access away ends a running answer within five seconds, and frees the model.
@Timeout(60)
class EndedAccessTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String QUESTION = "Wie hoch ist die Hundesteuer für den ersten Hund?";

    @TempDir
    private static Path data;

    private static FakeModelServer model;
    private static RunningAppliance appliance;
    private static String collection;

    @BeforeAll
    static void start() throws Exception {
        model = new FakeModelServer();
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", model.url().toString(),
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "fake",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        collection = appliance.collection("Ortsrecht", "kasse");
        appliance.text(collection, "hunde.txt", "Die Hundesteuer beträgt für den ersten Hund 72 Euro.");
    }

    @AfterAll
    static void stop() throws Exception {
        appliance.close();
        model.close();
    }

    /// What ends access. The person is in the group "kasse", which may read; with a key they ask by it.
    enum End {
        DISABLED(false),
        ERASED(false),
        ROLE_TAKEN(false),
        GROUP_TAKEN(false),
        GRANT_TAKEN(false),
        PASSWORD_RESET(false),
        SESSION_ENDED_ELSEWHERE(false),
        KEY_REVOKED(true),
        KEY_EXPIRED(true),
        DISABLED_WITH_KEY(true),
        GROUP_TAKEN_WITH_KEY(true);

        private final boolean key;

        End(boolean key) {
            this.key = key;
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsARunningAnswer(End end) throws Exception {
        model.then(FakeModelServer.stallAfter("Die Hundesteuer beträgt "));
        String name = end.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        Caller person = appliance.person(name, "kasse");
        String id = person.get("/api/session").at("/person/id").asText();
        if (end == End.ROLE_TAKEN) {
            change(id, Map.of("role", "curator"));
            person.signIn(name, RunningAppliance.PASSWORD);
        }
        String conversation =
                person.post("/api/conversations", Map.of(), 201).path("id").asText();
        String questions = "/api/conversations/" + conversation + "/questions";
        JsonNode key = person.post("/api/keys", Map.of("name", "Programm"), 201);
        HttpResponse<InputStream> answer =
                end.key ? byKey(questions, key.path("key").asText()) : person.open(questions, Map.of("text", QUESTION));
        try (InputStream events = answer.body()) {
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("event: words") < 0) {
                int next = events.read();
                assertThat(next).as("%s", seen).isPositive();
                seen.append((char) next);
            }
            long start = System.nanoTime();
            take(end, person, id, key.path("id").asText());
            events.readAllBytes();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        } finally {
            if (end == End.GRANT_TAKEN) {
                appliance
                        .administrator()
                        .answer("PUT", "/api/collections/" + collection, Map.of("readers", List.of("kasse")));
            }
        }
        assertThat(model.sawClientLeave()).isTrue();
        if (!end.key && end != End.GRANT_TAKEN) {
            assertThat(person.answer("GET", "/api/session", Map.of()).statusCode())
                    .isEqualTo(401);
        }
    }

    private void take(End end, Caller person, String id, String key) throws Exception {
        switch (end) {
            case DISABLED, DISABLED_WITH_KEY -> change(id, Map.of("enabled", false));
            case ERASED -> appliance.administrator().delete("/api/people/" + id);
            case ROLE_TAKEN -> change(id, Map.of("role", "reader"));
            case GROUP_TAKEN, GROUP_TAKEN_WITH_KEY -> change(id, Map.of("groups", Set.of()));
            case GRANT_TAKEN ->
                assertThat(appliance
                                .administrator()
                                .answer("PUT", "/api/collections/" + collection, Map.of("readers", List.of()))
                                .statusCode())
                        .isEqualTo(200);
            case PASSWORD_RESET ->
                assertThat(appliance
                                .administrator()
                                .answer(
                                        "PUT",
                                        "/api/people/" + id + "/password",
                                        Map.of("password", "ein ganz anderer Satz"))
                                .statusCode())
                        .isEqualTo(204);
            case SESSION_ENDED_ELSEWHERE -> {
                try (Caller other = appliance.signedIn("session-ended-elsewhere", RunningAppliance.PASSWORD)) {
                    other.delete("/api/sessions");
                }
            }
            case KEY_REVOKED -> person.delete("/api/keys/" + key);
            case KEY_EXPIRED -> {
                try (Connection connection =
                                DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fundstelle.db"));
                        var statement = connection.prepareStatement("UPDATE api_key SET expires = 1 WHERE id = ?")) {
                    statement.setString(1, key);
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                }
            }
        }
    }

    private static void change(String id, Map<String, ?> change) throws Exception {
        HttpResponse<String> answer = appliance.administrator().answer("PUT", "/api/people/" + id, change);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<InputStream> byKey(String path, String key) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(appliance.address().resolve(path))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + QUESTION + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void aSessionIsNewAtEachSignInAndTheOldOneOfThisBrowserEnds() throws Exception {
        Caller person = appliance.person("wechsel");
        String before = person.get("/api/sessions").at("/sessions/0/id").asText();
        String csrf = person.get("/api/session").path("csrf").asText();
        person.signIn("wechsel", RunningAppliance.PASSWORD);
        JsonNode sessions = person.get("/api/sessions").path("sessions");
        assertThat(sessions).hasSize(1);
        assertThat(sessions.at("/0/id").asText()).isNotEqualTo(before);
        assertThat(person.get("/api/session").path("csrf").asText()).isNotEqualTo(csrf);
    }

    @Test
    void aPersonSeesTheirSessionsAndEndsOneOfThem() throws Exception {
        Caller here = appliance.person("zwei-browser");
        Caller other = appliance.person("jemand-anders");
        Caller there = appliance.signedIn("zwei-browser", RunningAppliance.PASSWORD);
        JsonNode sessions = here.get("/api/sessions").path("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(sessions.toString()).doesNotContain("used", "token", "csrf");
        String elsewhere = "";
        for (JsonNode session : sessions) {
            if (!session.path("current").asBoolean()) {
                elsewhere = session.path("id").asText();
            }
        }
        assertThat(other.answer("DELETE", "/api/sessions/" + elsewhere, Map.of())
                        .statusCode())
                .isEqualTo(404);
        here.delete("/api/sessions/" + elsewhere);
        assertThat(there.answer("GET", "/api/session", Map.of()).statusCode()).isEqualTo(401);
        assertThat(here.answer("GET", "/api/session", Map.of()).statusCode()).isEqualTo(200);
    }
}
