// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.config.Configuration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever has the code of the first start becomes the administrator, and nobody else, however many try at once.
class FirstAdministratorTest {

    private static final int ATTEMPTS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path data;

    private Appliance start() throws Exception {
        return Appliance.start(
                Configuration.load(Map.of(
                        "FUNDSTELLE_DATA", data.toString(),
                        "FUNDSTELLE_SERVER_PORT", "0",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                        "FUNDSTELLE_INGEST_READERS", "1")),
                Optional.empty(),
                false);
    }

    private static String code(Appliance appliance) {
        String address = appliance.setupAddress().orElseThrow();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private HttpRequest attempt(Appliance appliance, String code, String name) throws Exception {
        return HttpRequest.newBuilder(URI.create(appliance.address() + "/api/setup"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(
                        Map.of("code", code, "name", name, "password", RunningAppliance.PASSWORD))))
                .build();
    }

    @Test
    void oneOfManyAttemptsAtOnceWins() throws Exception {
        try (Appliance appliance = start();
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String code = code(appliance);
            CountDownLatch ready = new CountDownLatch(ATTEMPTS);
            List<Future<HttpResponse<String>>> attempts = new ArrayList<>();
            for (int number = 0; number < ATTEMPTS; number++) {
                HttpRequest attempt = attempt(appliance, code, "verwaltung-" + number);
                attempts.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return client.send(attempt, HttpResponse.BodyHandlers.ofString());
                }));
            }
            List<String> winners = new ArrayList<>();
            for (int number = 0; number < ATTEMPTS; number++) {
                HttpResponse<String> answer = attempts.get(number).get();
                if (answer.statusCode() == 200) {
                    winners.add("verwaltung-" + number);
                    continue;
                }
                // too late for the account, or for the code
                assertThat(answer.statusCode()).as(answer.body()).isIn(403, 422);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .get()
                        .asString()
                        .contains("problem+json");
                assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            }
            assertThat(winners).hasSize(1);
            assertThat(appliance.setupAddress()).isEmpty();
            assertThat(client.send(attempt(appliance, code, "nachzügler"), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            try (Caller winner = new Caller(URI.create(appliance.address()))) {
                winner.signIn(winners.getFirst(), RunningAppliance.PASSWORD);
                assertThat(winner.get("/api/people").path("people").findValuesAsText("name"))
                        .containsExactlyElementsOf(winners);
                assertThat(winner.get("/api/journal?action=PERSON_ADDED").path("entries"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void theCodeWorksForNobodyAfterTheNextStartEither() throws Exception {
        String code;
        try (Appliance appliance = start()) {
            code = code(appliance);
        }
        try (Appliance appliance = start();
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(code(appliance)).as("a new start, a new code").isNotEqualTo(code);
            for (String wrong : List.of(
                    code, "", "null", code(appliance) + "x", code(appliance).toLowerCase(Locale.ROOT))) {
                HttpResponse<String> answer =
                        client.send(attempt(appliance, wrong, "fremd"), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(wrong).isEqualTo(403);
            }
            assertThat(client.send(
                                    attempt(appliance, code(appliance), "verwaltung"),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        try (Appliance appliance = start()) {
            assertThat(appliance.setupAddress()).as("there is an account").isEmpty();
        }
    }
}
