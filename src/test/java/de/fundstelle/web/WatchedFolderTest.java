// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A watched folder from the dry run to the decision, as the page and the command line see it.
class WatchedFolderTest {

    @TempDir
    private Path data;

    @TempDir
    private Path share;

    private void write(String path, String text) throws Exception {
        Path file = share.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-01T10:00:00Z")));
    }

    private JsonNode idle(Caller admin, String path) throws Exception {
        return admin.await(path, source -> !source.path("running").asBoolean());
    }

    @Test
    void goesFromTheDryRunToTheDecision() throws Exception {
        for (int number = 0; number < 5; number++) {
            write("Bauamt/" + number + ".txt", "Die Stellplatzsatzung Nummer " + number + " gilt.");
        }
        write("Personal/akte.txt", "Das Disziplinarverfahren ruht.");
        try (RunningAppliance appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER",
                        "none",
                        "FUNDSTELLE_INGEST_SOURCES",
                        share.toString()))) {
            Caller admin = appliance.administrator();
            String path = "/api/sources/"
                    + admin.get("/api/sources").at("/sources/0/id").asText();
            admin.post(path + "/scan", Map.of(), 202);
            JsonNode seen = admin.await(path, source -> source.has("report"));
            assertThat(seen.path("state").asText()).isEqualTo("new");
            assertThat(seen.at("/report/folders/0/folder").asText()).isEqualTo("Bauamt");
            assertThat(seen.at("/report/folders/0/proposed_collection").asText())
                    .isEqualTo("Bauamt");
            assertThat(seen.at("/report/folders/1").has("proposed_collection")).isFalse();
            assertThat(seen.at("/report/sensitive/0/folder").asText()).isEqualTo("Personal");
            assertThat(admin.get("/api/documents").path("documents")).isEmpty();

            JsonNode confirmed = admin.post(
                    path + "/confirm",
                    Map.of("mappings", List.of(Map.of("folder", "Bauamt", "new_collection", "Bauamt"))),
                    200);
            assertThat(confirmed.at("/mappings/0/collection_name").asText()).isEqualTo("Bauamt");
            JsonNode done =
                    admin.await(path, source -> source.at("/documents/complete").asInt() == 5);
            // the clock may have begun another scan since
            assertThat(done.path("scans").findValuesAsText("added")).contains("5");
            assertThat(done.at("/last_scan/unmapped/0").asText()).isEqualTo("Personal");
            assertThat(admin.get("/api/search?q=Stellplatzsatzung").path("hits"))
                    .isNotEmpty();
            assertThat(admin.get("/api/search?q=Disziplinarverfahren").path("hits"))
                    .isEmpty();
            Caller reader = appliance.person("petra", "bauamt");
            assertThat(reader.get("/api/documents").path("documents")).isEmpty();

            Files.delete(share.resolve("Bauamt/0.txt"));
            Files.delete(share.resolve("Bauamt/1.txt"));
            admin.post(path + "/scan", Map.of(), 202);
            JsonNode asked = idle(admin, path);
            assertThat(asked.path("vanished").asInt()).isEqualTo(2);
            assertThat(asked.has("asked")).isTrue();
            assertThat(admin.get(path + "/files?state=gone").path("files")).hasSize(2);
            admin.post(path + "/decide", Map.of("remove", true), 200);
            JsonNode decided = idle(admin, path);
            assertThat(decided.has("asked")).isFalse();
            assertThat(decided.at("/documents/complete").asInt()).isEqualTo(3);

            assertThat(admin.post(path + "/pause", Map.of(), 200).path("state").asText())
                    .isEqualTo("paused");
            assertThat(admin.post(path + "/scan", Map.of(), 409).path("detail").asText())
                    .contains("angehalten");
            assertThat(admin.post(path + "/resume", Map.of(), 200).path("state").asText())
                    .isEqualTo("watched");
        }
    }
}
