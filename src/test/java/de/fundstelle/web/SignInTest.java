// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with a password, against those who guess; all of them come from one address here.
@Timeout(180)
class SignInTest {

    @TempDir
    private Path data;

    private RunningAppliance appliance;

    @BeforeEach
    void start() throws Exception {
        appliance = RunningAppliance.start(data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void whoeverCannotSignInHearsTheSameWhateverTheReason() throws Exception {
        String disabled = id(appliance.person("gesperrt"));
        id(appliance.person("verzeichnis"));
        appliance.administrator().answer("PUT", "/api/people/" + disabled, Map.of("enabled", false));
        sql("UPDATE person SET password = NULL WHERE name = 'verzeichnis'");
        sql(
                "INSERT INTO person_identity (provider, subject, person) SELECT 'ldap://x', 'uid', id FROM person WHERE name = 'verzeichnis'");
        Set<String> told = new HashSet<>();
        List<Long> nanos = new ArrayList<>();
        try (Caller stranger = appliance.stranger()) {
            for (String name : List.of("niemand", "admin", "gesperrt", "verzeichnis")) {
                long best = Long.MAX_VALUE;
                for (int attempt = 0; attempt < 3; attempt++) {
                    String password = name.equals("admin") ? "falsch" : RunningAppliance.PASSWORD;
                    long start = System.nanoTime();
                    HttpResponse<String> answer = signIn(stranger, name, password);
                    best = Math.min(best, System.nanoTime() - start);
                    told.add(answer.statusCode()
                            + without(answer.body(), "id")
                            + answer.headers().firstValue("Set-Cookie"));
                }
                nanos.add(best);
            }
            assertThat(told).singleElement().asString().startsWith("401").contains("Name oder Passwort");
            long fastest = nanos.stream().mapToLong(Long::longValue).min().orElseThrow();
            assertThat(nanos).as("one hash each").allMatch(one -> one < 4 * fastest);

            Set<String> slowed = new HashSet<>();
            for (String name : List.of("niemand", "admin", "gesperrt", "verzeichnis")) {
                HttpResponse<String> answer = slowed(stranger, name);
                slowed.add(answer.statusCode()
                        + without(answer.body(), "id").replaceAll("(\\d+|einer) Sekunden?", "n Sekunden"));
                assertThat(answer.headers().firstValue("Retry-After"))
                        .hasValueSatisfying(
                                wait -> assertThat(Integer.parseInt(wait)).isBetween(1, 60));
            }
            assertThat(slowed)
                    .as("also with the right password")
                    .singleElement()
                    .asString()
                    .startsWith("429");
        }
    }

    /// Fails until it has to wait, then tries the right password; again if the wait of a second has just ended.
    private HttpResponse<String> slowed(Caller stranger, String name) throws Exception {
        HttpResponse<String> answer = signIn(stranger, name, "falsch");
        for (int attempt = 0; attempt < 20; attempt++) {
            boolean waits = answer.statusCode() == 429;
            answer = signIn(stranger, name, waits ? RunningAppliance.PASSWORD : "falsch");
            if (waits && answer.statusCode() == 429) {
                break;
            }
        }
        return answer;
    }

    @Test
    void slowedAttemptsDoNotFillTheJournal() throws Exception {
        try (Caller stranger = appliance.stranger()) {
            for (int attempt = 0; attempt < 100; attempt++) {
                signIn(stranger, "niemand" + RunningAppliance.PASSWORD, "geheimes Kanarienpasswort");
            }
        }
        JsonNode entries =
                appliance.administrator().get("/api/journal?limit=1000").path("entries");
        List<String> failures = new ArrayList<>();
        entries.forEach(entry -> {
            if (entry.path("action").asText().startsWith("SIGN_IN")) {
                failures.add(entry.path("actor").asText() + " "
                        + entry.path("action").asText() + " "
                        + entry.path("object").asText());
            }
        });
        assertThat(failures)
                .hasSizeBetween(4, 12)
                .contains("nobody SIGN_IN_SLOWED ")
                .containsOnlyOnce("nobody SIGN_IN_SLOWED ");
        assertThat(entries.toString()).doesNotContain("Kanarienpasswort", "niemand", RunningAppliance.PASSWORD);
    }

    @Test
    void twoHundredPeopleWhoSignInAtOnceAllGetIn() throws Exception {
        appliance.person("viele");
        List<Future<Integer>> attempts = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        int insideBefore;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 200; number++) {
                attempts.add(pool.submit(() -> {
                    int status = stranger(caller ->
                            signIn(caller, "viele", RunningAppliance.PASSWORD).statusCode());
                    inside.incrementAndGet();
                    return status;
                }));
            }
            List<Future<Boolean>> others = new ArrayList<>();
            for (int number = 0; number < 50; number++) {
                others.add(pool.submit(() -> stranger(Caller::ready)));
            }
            for (Future<Boolean> other : others) {
                assertThat(other.get()).isTrue();
            }
            insideBefore = inside.get();
        }
        for (Future<Integer> attempt : attempts) {
            assertThat(attempt.get()).isEqualTo(200);
        }
        assertThat(insideBefore)
                .as("signed in before everybody else was answered")
                .isLessThan(50);
    }

    @Test
    void theOwnPasswordCannotBeGuessedInAnOpenBrowserEither() throws Exception {
        Caller person = appliance.person("offen");
        List<Integer> told = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            told.add(person.answer(
                            "PUT",
                            "/api/session/password",
                            Map.of("old", "geraten " + attempt, "password", "ein neuer Satz für mich"))
                    .statusCode());
        }
        assertThat(told).containsExactly(422, 422, 422, 429, 429);
    }

    private interface Call<T> {
        T of(Caller caller) throws Exception;
    }

    private <T> T stranger(Call<T> call) throws Exception {
        try (Caller caller = appliance.stranger()) {
            return call.of(caller);
        }
    }

    private static HttpResponse<String> signIn(Caller caller, String name, String password) throws Exception {
        return caller.answer("POST", "/api/session", Map.of("name", name, "password", password));
    }

    private static String id(Caller person) throws Exception {
        return person.get("/api/session").at("/person/id").asText();
    }

    private static String without(String json, String field) {
        return json.replaceAll("\"" + field + "\":\"[^\"]*\"", "");
    }

    private void sql(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fundstelle.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
