// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import de.fundstelle.models.FakeModelServer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers of a model server, through the whole program and over HTTP.
class ModelAnswerTest {

    private static final String QUESTION = "Wie hoch ist die Hundesteuer für den ersten Hund?";

    @TempDir
    private Path data;

    private FakeModelServer model;
    private RunningAppliance appliance;
    private String questions;

    @BeforeEach
    void start() throws Exception {
        model = new FakeModelServer();
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", model.url().toString(),
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "llama3.1:8b",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        appliance.text(
                appliance.collection("Ortsrecht"), "hunde.txt", "Die Hundesteuer beträgt für den ersten Hund 72 Euro.");
        questions = "/api/conversations/"
                + appliance
                        .administrator()
                        .post("/api/conversations", Map.of(), 201)
                        .path("id")
                        .asText();
    }

    @AfterEach
    void stop() throws Exception {
        appliance.close();
        model.close();
    }

    private String ask() throws Exception {
        return appliance.administrator().ask(questions + "/questions", Map.of("text", QUESTION));
    }

    private static List<String> names(String events) {
        return events.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: ".length()))
                .distinct()
                .toList();
    }

    @Test
    void streamsAnAnswerWhoseCitationLeadsToItsPassage() throws Exception {
        model.then(FakeModelServer.answer(
                "Die Hundesteuer beträgt ", "72 Euro [1", "].", " Sie wird auf dem Mond erhoben [7]."));
        String events = ask();
        assertThat(names(events)).containsExactly("sources", "words", "done");
        assertThat(events).contains("\"state\":\"supported\"").doesNotContain("[7]");
        JsonNode turn = appliance.administrator().get(questions).at("/turns/0");
        assertThat(turn.path("answer").asText()).startsWith("Die Hundesteuer beträgt 72 Euro [1].");
        assertThat(turn.at("/citations/0/n").asInt()).isEqualTo(1);
        assertThat(turn.at("/passages/0/text").asText()).contains("72 Euro");
        assertThat(turn.path("model").asText()).isEqualTo("llama3.1:8b");
    }

    @Test
    void keepsTheWordsOfAnAnswerThatBrokeOffAndGoesOnWithExcerpts() throws Exception {
        model.then(FakeModelServer.endAfter("Die Hundesteuer beträgt "));
        String events = ask();
        assertThat(names(events)).containsExactly("sources", "words", "failed", "done");
        model.close();
        assertThat(names(ask())).containsExactly("sources", "excerpts", "done");

        JsonNode turns = appliance.administrator().get(questions).path("turns");
        assertThat(turns.at("/0/outcome").asText()).isEqualTo("broken-off");
        assertThat(turns.at("/0/answer").asText()).startsWith("Die Hundesteuer");
        assertThat(turns.at("/1/outcome").asText()).isEqualTo("excerpts");
        assertThat(turns.at("/1/answer").asText()).contains("72 Euro");
    }

    @Test
    void freesTheModelWhenTheReaderLeavesAndKeepsWhatWasSaid() throws Exception {
        model.then(FakeModelServer.stallAfter("Die Hundesteuer beträgt "));
        Caller reader = appliance.administrator();
        HttpResponse<InputStream> answer = reader.open(questions + "/questions", Map.of("text", QUESTION));
        try (InputStream events = answer.body()) {
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("event: words") < 0) {
                seen.append((char) events.read());
            }
        }
        assertThat(model.sawClientLeave()).isTrue();
        JsonNode told = reader.await(questions, now -> !now.path("turns").isEmpty());
        assertThat(told.at("/turns/0/outcome").asText()).isEqualTo("broken-off");
        assertThat(told.at("/turns/0/answer").asText()).isEqualTo("Die Hundesteuer beträgt");
    }

    @Test
    void freesTheModelWhenThePersonSignsOut() throws Exception {
        model.then(FakeModelServer.silence());
        Caller reader = appliance.administrator();
        HttpResponse<InputStream> answer = reader.open(questions + "/questions", Map.of("text", QUESTION));
        try (InputStream events = answer.body()) {
            assertThat(events.read()).isPositive();
            model.body();
            reader.delete("/api/session");
            events.readAllBytes();
        }
        assertThat(model.sawClientLeave()).isTrue();
    }
}
