// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import de.fundstelle.models.FakeModelServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Words in a collection of some never reach the others: by no search, by no prompt, by no route.
class CanaryTest {

    private static final String CANARY = "Kanarienvogel-Xanthippe-4711";

    /// Searches of one run; bounded, because each of them goes over HTTP.
    private static final int SEARCHES = 10_000;

    private static final List<String> WORDS = List.of(
            "Kanarienvogel",
            "Xanthippe",
            "4711",
            CANARY,
            "Hundesteuer",
            "Friedhof",
            "Satzung",
            "Gebühr",
            "Rathaus",
            "Keller",
            "wohnt",
            "geheim",
            "Personal",
            "Akte",
            "der",
            "§ 4",
            "Bauamt",
            "*",
            "\"Kanarienvogel\"",
            "kanarien",
            "vogel",
            "xanth",
            "right:",
            "collection:geheim",
            "_id:*",
            "OR",
            "-Rathaus",
            "Kanarienvögel",
            "KANARIENVOGEL");

    @TempDir
    private static Path data;

    private static FakeModelServer model;
    private static RunningAppliance appliance;
    private static Caller reader;
    private static String secret;
    private static String document;

    @BeforeAll
    static void start() throws Exception {
        model = new FakeModelServer();
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama",
                        "FUNDSTELLE_MODELS_CHAT_URL", model.url().toString(),
                        "FUNDSTELLE_MODELS_CHAT_MODEL", "llama3.1:8b"));
        secret = appliance.collection("geheim", "personalamt");
        document = appliance.text(
                secret, "akte.txt", "Die Hundesteuer im Rathaus. " + CANARY + " wohnt im Keller. § 4 Gebühr der Akte.");
        String open = appliance.collection("offen", "alle");
        appliance.text(
                open, "satzung.txt", "Die Hundesteuer beträgt 72 Euro. § 4 Gebühr. Das Rathaus öffnet um acht Uhr.");
        reader = appliance.person("leserin", "alle");
    }

    @AfterAll
    static void stop() throws Exception {
        reader.close();
        appliance.close();
        model.close();
    }

    @Test
    void tenThousandRandomSearchesFindNothingOfIt() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed of the searches: " + seed);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> found = new ArrayList<>();
            for (int part = 0; part < 2; part++) {
                Random random = new Random(seed + part);
                Callable<Integer> searching = () -> search(random, SEARCHES / 2);
                found.add(pool.submit(searching));
            }
            int hits = 0;
            for (Future<Integer> one : found) {
                hits += one.get();
            }
            assertThat(hits)
                    .as("hits in what may be read; else this test shows nothing")
                    .isGreaterThan(SEARCHES / 10);
        }
        assertThat(appliance.administrator().get("/api/search?q=Xanthippe").toString())
                .as("whoever may read it finds it")
                .contains(CANARY);
    }

    private static int search(Random random, int number) throws Exception {
        int hits = 0;
        for (int one = 0; one < number; one++) {
            String query = String.join(
                    random.nextInt(10) == 0 ? "" : " ",
                    IntStream.range(0, 1 + random.nextInt(4))
                            .mapToObj(word -> WORDS.get(random.nextInt(WORDS.size())))
                            .toList());
            String path = "/api/search?limit=%d&q=%s"
                    .formatted(1 + random.nextInt(100), URLEncoder.encode(query, StandardCharsets.UTF_8));
            HttpResponse<String> answer = reader.answer("GET", path, Map.of());
            assertThat(answer.body())
                    .as(query)
                    .doesNotContain("wohnt im Keller")
                    .doesNotContain("akte.txt");
            hits += answer.body().contains("acht Uhr") ? 1 : 0;
        }
        return hits;
    }

    @Test
    void noPromptHoldsIt() throws Exception {
        model.then(FakeModelServer.answer("Die Hundesteuer beträgt 72 Euro [1]."));
        String conversation =
                reader.post("/api/conversations", Map.of(), 201).path("id").asText();
        for (String question : List.of(
                "Wie hoch ist die Hundesteuer?",
                "Wo wohnt der Kanarienvogel Xanthippe? Und wie hoch ist die Hundesteuer?",
                "Was steht in § 4 über die Gebühr?")) {
            String events = reader.ask("/api/conversations/" + conversation + "/questions", Map.of("text", question));
            assertThat(events).doesNotContain("wohnt im Keller").doesNotContain("akte.txt");
        }
        List<JsonNode> prompts = model.bodies();
        assertThat(prompts).as("prompts that the model was sent").isNotEmpty();
        assertThat(prompts.toString()).contains("72 Euro").doesNotContain("wohnt im Keller");
    }

    @Test
    void noRouteTellsIt() throws Exception {
        Set<String> identifiers = Set.of(secret, document, "geheim");
        for (Route route : appliance.server().routes()) {
            for (String identifier : identifiers) {
                String path = route.path()
                        .replace("{id}", identifier)
                        .replace("{key}", "file:akte.txt")
                        .replace("{name}", "title");
                for (String query : List.of("", "?collection=" + identifier + "&q=Xanthippe&id=" + identifier)) {
                    HttpResponse<String> answer = reader.answer(
                            route.method().text(),
                            path + query,
                            Map.of(
                                    "text",
                                    "Xanthippe?",
                                    "collections",
                                    List.of(identifier),
                                    "name",
                                    "x",
                                    "as",
                                    "admin"));
                    assertThat(answer.body())
                            .as("%s %s%s", route.method(), path, query)
                            .doesNotContain("wohnt im Keller")
                            .doesNotContain("akte.txt");
                    if (route.path().equals("/api/session")
                            && !route.method().text().equals("GET")) {
                        reader.signIn("leserin", RunningAppliance.PASSWORD);
                    }
                }
            }
        }
        assertThat(appliance
                        .administrator()
                        .get("/api/documents/" + document)
                        .path("name")
                        .asText())
                .as("it is still there")
                .isEqualTo("akte.txt");
    }
}
