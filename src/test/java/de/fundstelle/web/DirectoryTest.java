// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import de.fundstelle.access.ldap.TestDirectory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program beside a directory: who comes in by it, and how soon they are out again.
class DirectoryTest {

    private static final String PASSWORD = "Anna mag Akten 1";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private TestDirectory directory;
    private RunningAppliance appliance;

    @BeforeEach
    void start() throws Exception {
        directory = TestDirectory.start(folder);
        Map<String, String> variables = new HashMap<>(directory.variables());
        variables.put("FUNDSTELLE_ACCESS_LDAP_REFRESH", "200 ms");
        appliance = RunningAppliance.start(Files.createDirectory(folder.resolve("data")), variables);
    }

    @AfterEach
    void stop() {
        appliance.close();
        directory.close();
    }

    private HttpResponse<String> attempt(String name, String password) throws IOException, InterruptedException {
        try (Caller caller = appliance.stranger()) {
            return caller.answer("POST", "/api/session", Map.of("name", name, "password", password));
        }
    }

    private static String detail(HttpResponse<String> problem) throws IOException {
        return new ObjectMapper().readTree(problem.body()).path("detail").asText();
    }

    private static void awaitEnd(Caller caller) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(SOON);
        while (caller.answer("GET", "/api/session", Map.of()).statusCode() != 401) {
            assertThat(Instant.now()).as("the session still lasts").isBefore(end);
            TimeUnit.MILLISECONDS.sleep(50); // until the condition above holds
        }
    }

    private int withKey(String key) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(appliance.address().resolve("/api/collections"))
                                    .header("Authorization", "Bearer " + key)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    @Test
    void letsPeopleInWithTheRightsOfTheirGroups() throws Exception {
        appliance.collection("Satzungen", "verwaltung");
        try (Caller anna = appliance.signedIn("anna", PASSWORD);
                Caller joerg = appliance.signedIn("jörg", "Übergrößenträger 7")) {
            JsonNode hers = anna.get("/api/collections");
            assertThat(hers.toString()).contains("Satzungen");
            assertThat(joerg.get("/api/collections").toString()).doesNotContain("Satzungen");
        }
    }

    @Test
    void answersEveryRefusalAlike() throws Exception {
        HttpResponse<String> wrong = attempt("anna", "falsch");
        HttpResponse<String> unknown = attempt("niemand", "falsch");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(detail(unknown)).isEqualTo(detail(wrong));
        assertThat(attempt("anna", "").statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionOfSomebodyWhoLostAGroup() throws Exception {
        appliance.collection("Satzungen", "hauptamt");
        try (Caller anna = appliance.signedIn("anna", PASSWORD)) {
            directory.modify(TestDirectory.group("hauptamt"), "delete: member", "member: " + TestDirectory.dn("anna"));
            awaitEnd(anna);
        }
        try (Caller again = appliance.signedIn("anna", PASSWORD)) {
            assertThat(again.get("/api/collections").toString()).doesNotContain("Satzungen");
        }
    }

    @Test
    void endsSessionAndKeyOfSomebodyWhomTheDirectoryDisables() throws Exception {
        try (Caller anna = appliance.signedIn("anna", PASSWORD)) {
            String key = anna.post("/api/keys", Map.of("name", "k", "scopes", List.of("read")), 201)
                    .path("key")
                    .asText();
            assertThat(withKey(key)).isNotEqualTo(401);
            directory.modify(TestDirectory.dn("anna"), "add: userAccountControl", "userAccountControl: 514");
            awaitEnd(anna);
            assertThat(withKey(key)).isEqualTo(401);
        }
        assertThat(attempt("anna", PASSWORD).statusCode()).isEqualTo(401);
        directory.modify(TestDirectory.dn("anna"), "replace: userAccountControl", "userAccountControl: 512");
        assertThat(attempt("anna", PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void neverTakesSomebodyOfTheDirectoryForALocalAccountOfTheSameName() throws Exception {
        try (Caller local = appliance.person("anna")) {
            local.get("/api/session");
            assertThat(attempt("anna", PASSWORD).statusCode()).isEqualTo(401);
            assertThat(attempt("anna", RunningAppliance.PASSWORD).statusCode()).isEqualTo(200);
        }
        directory.person("admin", "Admin im Verzeichnis");
        assertThat(attempt("admin", "Admin im Verzeichnis").statusCode()).isEqualTo(401);
    }

    @Test
    void keepsWhoIsSignedInWhileTheDirectoryIsDown() throws Exception {
        try (Caller anna = appliance.signedIn("anna", PASSWORD)) {
            directory.stop();
            HttpResponse<String> answer = attempt("jörg", "Übergrößenträger 7");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(detail(answer)).contains("Das Verzeichnis ist gerade nicht erreichbar");
            assertThat(attempt("admin", "falsch").statusCode()).isEqualTo(401);
            anna.get("/api/session");
            directory.startAgain();
            assertThat(attempt("jörg", "Übergrößenträger 7").statusCode()).isEqualTo(200);
        }
    }
}
