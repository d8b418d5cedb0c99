// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps an account its owner's: passwords, waits, and sessions that end.
class AccountDefencesTest {

    private static final String OTHER = "ein anderer Satz, noch länger";

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

    private static int status(Caller caller) throws Exception {
        return caller.answer("GET", "/api/session", Map.of()).statusCode();
    }

    private static String id(String name) throws Exception {
        for (JsonNode one : appliance.administrator().get("/api/people").path("people")) {
            if (one.path("name").asText().equals(name)) {
                return one.path("id").asText();
            }
        }
        throw new AssertionError("nobody is called " + name);
    }

    @Test
    void aPasswordIsChangedWithTheOldOneOnly() throws Exception {
        Caller here = appliance.person("wechslerin");
        Caller elsewhere = appliance.signedIn("wechslerin", RunningAppliance.PASSWORD);
        assertThat(here.answer("PUT", "/api/session/password", Map.of("password", OTHER))
                        .statusCode())
                .isEqualTo(400);
        assertThat(here.answer("PUT", "/api/session/password", Map.of("old", "falsch geraten", "password", OTHER))
                        .statusCode())
                .isEqualTo(422);
        assertThat(status(elsewhere)).isEqualTo(200);

        assertThat(here.answer(
                                "PUT",
                                "/api/session/password",
                                Map.of("old", RunningAppliance.PASSWORD, "password", OTHER))
                        .statusCode())
                .isEqualTo(204);
        assertThat(status(here)).as("this session stays").isEqualTo(200);
        assertThat(status(elsewhere)).as("the others end").isEqualTo(401);
        assertThat(status(appliance.signedIn("wechslerin", OTHER))).isEqualTo(200);
    }

    @Test
    void commonPasswordsAreRefused() throws Exception {
        int number = 0;
        for (String common : List.of(
                "passwordpassword",
                "123456789012",
                "qwertyuiopas",
                "aaaaaaaaaaaaaaaa",
                "fundstelle2026",
                "abcdefghijkl")) {
            HttpResponse<String> answer = appliance
                    .administrator()
                    .answer("POST", "/api/people", Map.of("name", "neu" + number++, "password", common));
            assertThat(answer.statusCode()).as(common).isEqualTo(422);
            assertThat(answer.body()).contains("Listen");
        }
    }

    @Test
    void guessingIsSlowedDown() throws Exception {
        appliance.person("ziel");
        try (Caller stranger = appliance.stranger()) {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThat(stranger.answer("POST", "/api/session", Map.of("name", "ziel", "password", "x" + attempt))
                                .statusCode())
                        .isEqualTo(401);
            }
            HttpResponse<String> slowed = stranger.answer(
                    "POST", "/api/session", Map.of("name", "ziel", "password", RunningAppliance.PASSWORD));
            assertThat(slowed.statusCode()).as("even with the right password").isEqualTo(429);
            assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(appliance
                        .administrator()
                        .get("/api/journal?action=SIGN_IN_FAILED")
                        .path("entries"))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(appliance
                        .administrator()
                        .get("/api/journal?action=SIGN_IN_SLOWED")
                        .path("entries"))
                .isNotEmpty();
    }

    @Test
    void aNewPasswordEndsTheSessions() throws Exception {
        Caller person = appliance.person("vergesslich");
        assertThat(appliance
                        .administrator()
                        .answer("PUT", "/api/people/" + id("vergesslich") + "/password", Map.of("password", OTHER))
                        .statusCode())
                .isEqualTo(204);
        assertThat(status(person)).isEqualTo(401);
        assertThat(status(appliance.signedIn("vergesslich", OTHER))).isEqualTo(200);
    }

    @Test
    void whoIsDisabledIsOutAtOnce() throws Exception {
        Caller person = appliance.person("geht");
        assertThat(appliance
                        .administrator()
                        .answer("PUT", "/api/people/" + id("geht"), Map.of("enabled", false))
                        .statusCode())
                .isEqualTo(200);
        assertThat(status(person)).isEqualTo(401);
        try (Caller stranger = appliance.stranger()) {
            assertThat(stranger.answer(
                                    "POST",
                                    "/api/session",
                                    Map.of("name", "geht", "password", RunningAppliance.PASSWORD))
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
