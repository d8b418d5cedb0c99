// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 in the middle of an import: nothing that was acknowledged is lost, and nothing stays half done.
class CrashTest {

    private static final int ROUNDS = 3;
    private static final int FILES = 40;

    @TempDir
    private Path folder;

    @Test
    void everyAcknowledgedDocumentIsThereOrTakenUpAgain() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), RunningAppliance.PASSWORD);
        Path data = folder.resolve("data");
        Map<String, String> variables = Map.of("FUNDSTELLE_ADMIN_PASSWORD_FILE", password.toString());
        List<String> acknowledged = new ArrayList<>();
        String collection = "";

        for (int round = 0; round < ROUNDS; round++) {
            try (ProgramProcess program = ProgramProcess.start(data, variables, "up");
                    Caller admin = new Caller(URI.create(program.line("Address: ")))) {
                admin.signIn("admin", RunningAppliance.PASSWORD);
                if (round == 0) {
                    collection = admin.post("/api/collections", Map.of("name", "Absturz"), 201)
                            .path("id")
                            .asText();
                }
                JsonNode imports = admin.upload("/api/collections/" + collection + "/documents", files(round))
                        .path("imports");
                imports.forEach(one -> acknowledged.add(one.path("name").asText()));
                int done = round * 5;
                admin.await("/api/imports?limit=1000&collection=" + collection, told -> ended(told) > done);
                program.kill();
            }
        }

        try (ProgramProcess program = ProgramProcess.start(data, variables, "up");
                Caller admin = new Caller(URI.create(program.line("Address: ")))) {
            admin.signIn("admin", RunningAppliance.PASSWORD);
            assertThat(acknowledged).hasSize(ROUNDS * FILES);
            admin.await("/api/imports?limit=1000&collection=" + collection, told -> ended(told) == acknowledged.size());
            JsonNode documents = admin.get("/api/documents?limit=1000&collection=" + collection);
            assertThat(documents.path("documents").findValuesAsText("name"))
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            for (String name : acknowledged) {
                JsonNode hits = admin.get("/api/search?limit=5&q=" + word(name)).path("hits");
                assertThat(hits.findValuesAsText("name")).as(name).containsOnlyOnce(name);
            }
        }
        ProgramProcess.Ended verified = ProgramProcess.run(data, Map.of(), "verify");
        assertThat(verified.output()).contains("all in order");
        assertThat(verified.code()).isZero();
    }

    private static int ended(JsonNode told) {
        return (int) told.path("imports").findValuesAsText("state").stream()
                .filter(state -> Set.of("searchable", "complete", "refused").contains(state))
                .count();
    }

    private static Map<String, byte[]> files(int round) {
        Map<String, byte[]> files = new HashMap<>();
        for (int number = 0; number < FILES; number++) {
            String name = "akte-%d-%d.txt".formatted(round, number);
            String text = "Vermerk %s\n\n".formatted(word(name))
                    + "Der Antrag wurde geprüft und ist vollständig. ".repeat(40);
            files.put(name, text.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    /// A word that occurs in this document only, made of letters so that no part of it matches another.
    private static String word(String name) {
        StringBuilder word = new StringBuilder("w");
        for (char character : Integer.toString(name.hashCode() & 0x7fffffff, 7).toCharArray()) {
            word.append("bakedilo", (character - '0') % 7, (character - '0') % 7 + 1)
                    .append((char) ('p' + (character - '0')));
        }
        return word.toString();
    }
}
