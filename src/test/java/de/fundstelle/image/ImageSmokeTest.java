// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Starts the image in podman and does the main job once: documents in, a question, an answer with its places.
///
/// `docker/build.sh` makes the image; the child JVM, ONNX, SQLite and Tesseract all run on the read-only root.
@Tag("machine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageSmokeTest {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration READING_LIMIT = Duration.ofMinutes(2);

    private static final Duration POLL_PAUSE = Duration.ofMillis(200);

    private final RunningImage running = RunningImage.start();
    private final Caller client = new Caller(running.address());

    @BeforeAll
    void waitUntilReady() throws Exception {
        until("the server is ready", START_LIMIT, client::ready);
    }

    @AfterAll
    void removeContainer() {
        client.close();
        running.close();
    }

    @Test
    void takesInTextAndScannedPageAndAnswersAQuestion() throws Exception {
        client.signIn("admin", RunningImage.PASSWORD);
        String collection = client.post("/api/collections", Map.of("name", "Satzungen", "readers", List.of()), 201)
                .path("id")
                .asText();

        client.upload(
                "/api/collections/" + collection + "/documents",
                Map.of(
                        "Hundesteuer.txt", SampleFiles.text(),
                        "Marktgebühren.pdf", SampleFiles.scannedPage()));
        String imports = "/api/imports?collection=" + collection;
        until("both documents are complete, vectors included", READING_LIMIT, () -> {
            JsonNode states = client.get(imports).path("imports");
            assertThat(states.findValuesAsText("state"))
                    .as("%s", states)
                    .hasSize(2)
                    .doesNotContain("refused");
            return Set.copyOf(states.findValuesAsText("state")).equals(Set.of("complete"));
        });

        assertThat(client.get("/api/documents?collection=" + collection)
                        .path("documents")
                        .findValuesAsText("name"))
                .containsExactlyInAnyOrder("Hundesteuer.txt", "Marktgebühren.pdf");
        assertThat(hits("Standgeld Wochenmarkt")).as("read by Tesseract").contains("Standgeld");
        assertAnswers("Wie hoch ist die Hundesteuer für den ersten Hund?");
    }

    private String hits(String query) throws IOException, InterruptedException {
        String path = "/api/search?limit=5&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return StreamSupport.stream(client.get(path).path("hits").spliterator(), false)
                .map(hit -> hit.path("text").asText())
                .collect(Collectors.joining("\n"));
    }

    private void assertAnswers(String question) throws IOException, InterruptedException {
        String conversation =
                client.post("/api/conversations", Map.of(), 201).path("id").asText();
        String events = client.ask("/api/conversations/" + conversation + "/questions", Map.of("text", question));
        assertThat(events.lines().filter(line -> line.startsWith("event:")).toList())
                .as(events)
                .contains("event: sources")
                .last()
                .isEqualTo("event: done");
        assertThat(events).contains("60 Euro");
    }

    @Test
    void runsCommandsInside() {
        Podman.Result version = running.execute("fundstelle", "--version");
        assertThat(version.exitCode()).as(version.output()).isZero();
        assertThat(version.output()).containsPattern("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void knowsByItselfWhetherItIsReady() {
        assertThat(running.execute("fundstelle-health").exitCode()).isZero();
        assertThat(running.execute("env", "FUNDSTELLE_DATA=/tmp", "fundstelle-health")
                        .exitCode())
                .isNotZero();
    }

    @Test
    void refusesToStartBeyondLoopbackWhenNothingEncrypts() {
        Podman.Result refused = running.startUndeclared();
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.output()).contains("server.address is '0.0.0.0'", "server.allow-plain-http: true");
    }

    @Test
    void runsWithoutRightsOnAFileSystemThatCannotBeWritten() {
        assertThat(running.execute("id", "--user").output().strip()).isEqualTo("10001");
        assertThat(running.execute("touch", "/opt/java/x").output()).contains("Read-only file system");
        assertThat(running.execute("find", "/", "-xdev", "-type", "f", "-perm", "/6000")
                        .output()
                        .lines()
                        .filter(line -> !line.startsWith("find:")))
                .isEmpty();
    }

    @Test
    void runtimeHasEveryModuleThatALibraryNames() {
        Set<String> present = running.execute("java", "--list-modules")
                .output()
                .lines()
                .map(line -> line.replaceFirst("@.*", ""))
                .collect(Collectors.toSet());
        Set<String> required = LibraryModules.required();
        assertThat(required).contains("java.desktop", "java.sql");
        assertThat(present).contains("jdk.incubator.vector", "jdk.localedata").containsAll(required);
    }

    /// A condition that may fail while it is looked at.
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void until(String what, Duration limit, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            assertThat(running.runs()).as("container ended: %s", running.log()).isTrue();
            assertThat(System.nanoTime())
                    .as("%s: not within %s; log: %s", what, limit, running.log())
                    .isLessThan(end);
            LockSupport.parkNanos(POLL_PAUSE.toNanos());
        }
    }
}
