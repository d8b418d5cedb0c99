// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ProgramProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page can do about a watched folder, the command line can, too; in processes of their own.
class WatchedFolderCommandsTest {

    @TempDir
    private Path folder;

    private Path share;
    private Path data;

    @BeforeEach
    void folders() throws IOException {
        data = folder.resolve("data");
        share = Files.createDirectories(folder.resolve("share"));
    }

    private Ended source(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("source"));
        all.addAll(List.of(arguments));
        return ProgramProcess.run(data, settings(), all.toArray(String[]::new));
    }

    private Map<String, String> settings() {
        return Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none", "FUNDSTELLE_INGEST_SOURCES", share.toString());
    }

    @Test
    void decidesPausesAndResumesThroughTheServerOrWithoutOne() throws Exception {
        for (int number = 0; number < 5; number++) {
            Path file = Files.createDirectories(share.resolve("Bauamt")).resolve(number + ".txt");
            Files.writeString(file, "Die Stellplatzsatzung Nummer " + number + " gilt.");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-01T10:00:00Z")));
        }
        String root = share.toString();
        try (ProgramProcess server = ProgramProcess.start(data, settings(), "up")) {
            server.line("Address: ");
            assertThat(source("confirm", root, "--new", "Bauamt=Bauamt").output())
                    .contains("watched");
            assertThat(source("scan", root).output()).contains("\"unchanged\":5");

            Ended nothing = source("decide", root, "--keep");
            assertThat(nothing.code()).isEqualTo(1);
            assertThat(nothing.errors()).contains("nichts zu entscheiden");

            assertThat(source("pause", root).output()).contains("paused");
            assertThat(source("pause", root).code()).as("twice as once").isZero();
            assertThat(source("scan", root).errors()).contains("angehalten");
            assertThat(source("resume", root).output()).contains("watched");

            Files.delete(share.resolve("Bauamt/0.txt"));
            Files.delete(share.resolve("Bauamt/1.txt"));
            assertThat(source("scan", root).output()).contains("2 files vanished, waiting for a decision");
        }
        Ended neither = source("decide", root);
        assertThat(neither.code()).isEqualTo(2);
        assertThat(neither.errors()).contains("--remove", "--keep");
        assertThat(source("decide", root, "--keep", "--remove").code()).isEqualTo(2);
        assertThat(source("decide", "/gibt/es/nicht", "--keep").errors()).contains("no watched folder");

        Ended removed = source("decide", root, "--remove");
        assertThat(removed.code()).as(removed.errors()).isZero();
        assertThat(removed.output()).contains("\"removed\":2").doesNotContain("waiting for a decision");
        assertThat(source("list").output()).doesNotContain("waiting for a decision");
    }
}
