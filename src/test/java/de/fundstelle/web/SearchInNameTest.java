// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A search in somebody else's name: by the command line only, with a second person's agreement, and journalled.
@Timeout(120)
class SearchInNameTest {

    private static final String QUIET = "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER";

    @TempDir
    private Path data;

    @Test
    void needsASecondPersonForEachSearch() throws Exception {
        try (RunningAppliance appliance = RunningAppliance.start(data, Map.of(QUIET, "none"))) {
            Caller admin = appliance.administrator();
            Caller anna = appliance.person("anna", "bauamt");
            appliance.person("berta");
            String id = anna.get("/api/session").at("/person/id").asText();
            appliance.text(
                    appliance.collection("Pläne", "bauamt"), "plan.txt", "Der Bebauungsplan Nord gilt seit 2020.");
            appliance.text(
                    appliance.collection("Personal"), "akte.txt", "Der Bebauungsplan der Personalakte ist geheim.");

            for (String approval : new String[] {"", "falsch"}) {
                HttpResponse<String> refused = search(appliance, "anna", approval);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.body()).contains("zweiten Person").doesNotContain("2020");
            }
            assertThat(actions(admin)).doesNotContain("SEARCHED_IN_NAME");

            String code = approve(admin, "anna");
            HttpResponse<String> forAnother = search(appliance, "berta", code);
            assertThat(forAnother.statusCode()).isEqualTo(403);
            code = approve(admin, "anna");
            HttpResponse<String> found = search(appliance, "anna", code);
            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(found.body()).contains("2020").doesNotContain("geheim");
            assertThat(search(appliance, "anna", code).statusCode())
                    .as("a code works once")
                    .isEqualTo(403);

            JsonNode entry = admin.get("/api/journal?action=SEARCHED_IN_NAME").path("entries");
            assertThat(entry).hasSize(1);
            assertThat(entry.at("/0/object").asText()).isEqualTo(id);
            assertThat(entry.at("/0/actor").asText()).isEqualTo("operator");
            assertThat(entry.at("/0/result").asText())
                    .isEqualTo("approved by "
                            + admin.get("/api/session").at("/person/id").asText());
            assertThat(admin.get("/api/journal?action=SEARCH_IN_NAME_APPROVED").path("entries"))
                    .hasSize(2);
            assertThat(admin.get("/api/journal").toString()).doesNotContain("Bebauungsplan");
        }
    }

    @Test
    void nobodyAgreesByKeyOrWithoutTheRoleOrAsTheCommandLine() throws Exception {
        try (RunningAppliance appliance = RunningAppliance.start(data, Map.of(QUIET, "none"))) {
            Caller reader = appliance.person("anna");
            assertThat(reader.answer("POST", "/api/approvals", Map.of("as", "anna"))
                            .statusCode())
                    .isEqualTo(403);
            String key = appliance
                    .administrator()
                    .post("/api/keys", Map.of("name", "k"), 201)
                    .path("key")
                    .asText();
            for (String bearer : new String[] {key, appliance.operatorToken()}) {
                HttpResponse<String> answer = send(
                        appliance,
                        HttpRequest.newBuilder(appliance.address().resolve("/api/approvals"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"as\":\"anna\"}")),
                        bearer);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            }
            assertThat(appliance
                            .administrator()
                            .answer("POST", "/api/approvals", Map.of("as", "niemand"))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(actions(appliance.administrator())).doesNotContain("SEARCH_IN_NAME_APPROVED");
            for (Caller caller : new Caller[] {reader, appliance.administrator()}) {
                assertThat(caller.answer("GET", "/api/search?q=x&as=anna", Map.of())
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void withoutProtectionItIsAllowedAndJournalledAllTheSame() throws Exception {
        try (RunningAppliance appliance =
                RunningAppliance.start(data, Map.of(QUIET, "none", "FUNDSTELLE_ACCESS_EMPLOYEE_PROTECTION", "false"))) {
            appliance.person("anna");
            assertThat(search(appliance, "anna", "").statusCode()).isEqualTo(200);
            assertThat(appliance
                            .administrator()
                            .get("/api/journal?action=SEARCHED_IN_NAME")
                            .at("/entries/0/result")
                            .asText())
                    .isEqualTo("protection of staff is off");
        }
    }

    private static String approve(Caller approver, String name) throws Exception {
        JsonNode approved = approver.post("/api/approvals", Map.of("as", name), 201);
        assertThat(approved.path("seconds").asInt()).isEqualTo(600);
        return approved.path("code").asText();
    }

    private static String actions(Caller admin) throws Exception {
        return new ObjectMapper()
                .writeValueAsString(admin.get("/api/journal?limit=1000").findValuesAsText("action"));
    }

    private static HttpResponse<String> search(RunningAppliance appliance, String name, String approval)
            throws Exception {
        String path = "/api/search?q=Bebauungsplan&as=" + name
                + (approval.isEmpty() ? "" : "&approval=" + URLEncoder.encode(approval, StandardCharsets.UTF_8));
        return send(appliance, HttpRequest.newBuilder(appliance.address().resolve(path)), appliance.operatorToken());
    }

    private static HttpResponse<String> send(RunningAppliance appliance, HttpRequest.Builder request, String bearer)
            throws Exception {
        assertThat(appliance).isNotNull();
        return HttpClient.newHttpClient()
                .send(
                        request.header("Authorization", "Bearer " + bearer).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
