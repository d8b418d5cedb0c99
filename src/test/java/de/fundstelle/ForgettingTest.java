// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.audit.Mirror;
import de.fundstelle.backup.Restore;
import de.fundstelle.ingest.Samples;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was deleted is gone from every place, and stays gone when an older backup is restored.
@Timeout(300)
class ForgettingTest {

    private static final Map<String, String> QUICK = Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none");

    /// One word, because the index keeps words apart.
    private static final String CANARY = "Xylophonquittung";

    private static final String SENTENCE = "Die " + CANARY + " des Musikvereins liegt im dritten Schrank.";
    private static final String QUESTION = "Wo liegt die Quittung des Musikvereins im Schrank?";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void aDeletedDocumentIsGoneFromSearchConversationsExportAndEveryFile() throws Exception {
        Path data = folder.resolve("data");
        try (RunningAppliance appliance = RunningAppliance.start(data, QUICK)) {
            String collection = appliance.collection("Vereine", "verein");
            appliance.text(collection, "bleibt.txt", "Der Musikverein probt am Montag im Saal.");
            String document = appliance.text(collection, CANARY + ".txt", SENTENCE);
            Caller reader = appliance.person("leserin", "verein");
            String conversation = ask(reader);
            assertThat(reader.get("/api/conversations/" + conversation).toString())
                    .contains(CANARY);
            assertThat(holding(data, CANARY)).as("or the test could not fail").hasSizeGreaterThanOrEqualTo(3);

            appliance.administrator().delete("/api/documents/" + document);

            assertThat(reader.get("/api/search?q=" + CANARY).toString()).doesNotContain(CANARY);
            assertThat(reader.get("/api/conversations/" + conversation).toString())
                    .doesNotContain(CANARY)
                    .contains(QUESTION);
            assertThat(reader.answer("GET", "/api/account/export", Map.of()).body())
                    .doesNotContain(CANARY)
                    .contains(QUESTION);
            await(() -> holding(data, CANARY).isEmpty());
            assertThat(verify(appliance)).isEmpty();
        }
        assertThat(holding(data, CANARY)).isEmpty();
    }

    /// With everything switched on: vectors, a package, recognition, an answer that quotes.
    @Test
    @Tag("machine")
    void whatLayInAnArchiveAndWasRecognizedOnAPageGoesWithIt() throws Exception {
        Path data = folder.resolve("data");
        String stamp = "Zypressenquittung";
        byte[] archive = Samples.zip(
                "scan.pdf", Samples.scannedPdf(stamp), "notiz.txt", SENTENCE.getBytes(StandardCharsets.UTF_8));
        try (RunningAppliance appliance = RunningAppliance.start(data, Map.of())) {
            Caller admin = appliance.administrator();
            String collection = appliance.collection("Vereine", "verein");
            appliance.text(collection, "bleibt.txt", "Der Musikverein probt am Montag im Saal.");
            String run = admin.upload("/api/collections/" + collection + "/documents", Map.of("akte.zip", archive))
                    .path("run")
                    .asText();
            JsonNode done = admin.await(
                    "/api/runs/" + run,
                    now -> now.at("/tally/complete").asInt() == 3
                            && now.at("/tally/pages_left").asInt() == 0);
            assertThat(done.at("/tally/files").asInt()).isEqualTo(3);
            assertThat(admin.get("/api/search?q=" + stamp).toString()).contains("akte.zip/scan.pdf", stamp);
            Caller reader = appliance.person("leserin", "verein");
            ask(reader);
            assertThat(holding(data, CANARY)).hasSizeGreaterThanOrEqualTo(3);
            assertThat(holding(data, stamp)).hasSizeGreaterThanOrEqualTo(2);
            long vectors = admin.get("/api/state").path("vectors").asLong();

            admin.delete("/api/documents/" + document(admin, "akte.zip"));

            assertThat(admin.get("/api/search?q=" + stamp).toString()).doesNotContain(stamp);
            assertThat(admin.get("/api/documents").path("documents").findValuesAsText("name"))
                    .containsExactly("bleibt.txt");
            await(() -> holding(data, CANARY).isEmpty() && holding(data, stamp).isEmpty());
            assertThat(admin.get("/api/state").path("vectors").asLong())
                    .isEqualTo(1)
                    .isLessThan(vectors);
            assertThat(verify(appliance)).isEmpty();
        }
    }

    private static String document(Caller caller, String name) throws Exception {
        for (JsonNode one : caller.get("/api/documents").path("documents")) {
            if (one.path("name").asText().equals(name)) {
                return one.path("id").asText();
            }
        }
        throw new AssertionError("no document is called " + name);
    }

    @Test
    void aPersonWhoIsErasedLeavesNoWordInAnyFile() throws Exception {
        Path data = folder.resolve("data");
        try (RunningAppliance appliance = RunningAppliance.start(data, QUICK)) {
            appliance.text(appliance.collection("Vereine", "verein"), "a.txt", "Der Musikverein probt im Schrank.");
            Caller reader = appliance.person("kanarie", "verein");
            String id = reader.get("/api/session").at("/person/id").asText();
            String conversation =
                    reader.post("/api/conversations", Map.of(), 201).path("id").asText();
            reader.ask("/api/conversations/" + conversation + "/questions", Map.of("text", "Wo probt " + CANARY + "?"));
            String key = reader.post("/api/keys", Map.of("name", CANARY), 201)
                    .path("key")
                    .asText();
            assertThat(holding(data, CANARY)).isNotEmpty();

            appliance.administrator().delete("/api/people/" + id);

            assertThat(reader.answer("GET", "/api/session", Map.of()).statusCode())
                    .isEqualTo(401);
            assertThat(bearer(appliance, "/api/session", key).statusCode()).isEqualTo(401);
            await(() ->
                    holding(data, CANARY).isEmpty() && holding(data, "kanarie").isEmpty());
            assertThat(reader.answer(
                                    "POST",
                                    "/api/session",
                                    Map.of("name", "kanarie", "password", RunningAppliance.PASSWORD))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatWasDeletedAfterTheBackupIsForgottenAgain() throws Exception {
        Path data = folder.resolve("data");
        Path elsewhere = folder.resolve("other disk").resolve("deleted.jsonl");
        Files.createDirectories(elsewhere.getParent());
        Path backup = folder.resolve("backup.zip");
        Deleted deleted;
        try (RunningAppliance appliance = RunningAppliance.start(data, QUICK)) {
            deleted = fill(appliance);
            Files.write(backup, bearerBytes(appliance, "/api/operator/backup"));
            Caller admin = appliance.administrator();
            deleted.author().delete("/api/conversations/" + deleted.conversation());
            deleted.author().delete("/api/keys/" + deleted.keyId());
            admin.delete("/api/documents/" + deleted.document());
            admin.delete("/api/people/" + deleted.person());
            admin.delete("/api/collections/" + deleted.collection());
        }
        Path list = data.resolve("tombstones.jsonl");
        assertThat(Mirror.read(list)).hasSize(6); // the collection had a document
        Files.copy(list, elsewhere);

        restoredForgets(backup, deleted, list, "beside the old data");
        restoredForgets(backup, deleted, elsewhere, "on another disk");
    }

    private void restoredForgets(Path backup, Deleted deleted, Path list, String where) throws Exception {
        Path target = folder.resolve("restored " + where);
        Restore.Restored restored = Restore.into(target, backup, Optional.of(list));
        assertThat(restored.forgotten()).as(where).isEqualTo(6);
        assertThat(holding(target, CANARY)).as(where).isEmpty();
        try (RunningAppliance appliance = RunningAppliance.start(target, QUICK)) {
            Caller admin = appliance.administrator();
            assertThat(admin.get("/api/search?q=Musikverein").toString())
                    .contains("probt")
                    .doesNotContain(CANARY);
            assertThat(admin.get("/api/people").toString())
                    .doesNotContain("geht")
                    .contains("bleibt");
            assertThat(admin.get("/api/collections").toString())
                    .doesNotContain("Auflösung")
                    .contains("Vereine");
            assertThat(bearer(appliance, "/api/session", deleted.key()).statusCode())
                    .isEqualTo(401);
            Caller author = appliance.signedIn("bleibt", RunningAppliance.PASSWORD);
            JsonNode left = author.get("/api/conversations").path("conversations");
            assertThat(left)
                    .as("one was deleted, one quotes the deleted document")
                    .hasSize(1);
            assertThat(author.get("/api/conversations/" + left.at("/0/id").asText())
                            .toString())
                    .contains(QUESTION)
                    .doesNotContain(CANARY);
            assertThat(holding(target, CANARY)).as(where).isEmpty();
            assertThat(verify(appliance)).as("journal, originals, index").isEmpty();
        }
        assertThat(Mirror.read(target.resolve("tombstones.jsonl")))
                .as("so that the next restore forgets, too")
                .containsExactlyInAnyOrderElementsOf(Mirror.read(list));
    }

    @Test
    void withoutTheListEverythingIsBackAndNobodyIsSignedIn() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup.zip");
        Deleted deleted;
        try (RunningAppliance appliance = RunningAppliance.start(data, QUICK)) {
            deleted = fill(appliance);
            Files.write(backup, bearerBytes(appliance, "/api/operator/backup"));
        }
        Path target = folder.resolve("target");
        assertThat(Restore.into(target, backup, Optional.empty()).forgotten()).isZero();
        try (RunningAppliance appliance = RunningAppliance.start(target, QUICK);
                Caller again = new Caller(appliance.address())) {
            assertThat(appliance
                            .administrator()
                            .get("/api/documents/" + deleted.document())
                            .path("id")
                            .asText())
                    .isEqualTo(deleted.document());
            assertThat(bearer(appliance, "/api/session", deleted.key()).statusCode())
                    .isEqualTo(200);
            assertThat(verify(appliance)).isEmpty();
            again.signIn("geht", RunningAppliance.PASSWORD);
            assertThat(again.get("/api/sessions").path("sessions"))
                    .as("those of the backup have ended")
                    .hasSize(1);
        }
    }

    @Test
    void aListThatIsNoneIsRefusedAndTheTargetStaysEmpty() throws Exception {
        Path backup = folder.resolve("backup.zip");
        try (RunningAppliance appliance = RunningAppliance.start(folder.resolve("data"), QUICK)) {
            Files.write(backup, bearerBytes(appliance, "/api/operator/backup"));
        }
        Path target = folder.resolve("target");
        List<byte[]> broken = List.of(
                "{\"kind\":\"document\",\"object\":\"d\",\"at\":1}\nkein JSON\n".getBytes(StandardCharsets.UTF_8),
                "null".getBytes(StandardCharsets.UTF_8),
                "{\"kind\":\"document\",\"obj".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xc3, 0x28},
                Files.readAllBytes(backup));
        for (byte[] content : broken) {
            Path list = Files.write(folder.resolve("list"), content);
            assertThatThrownBy(() -> Restore.into(target, backup, Optional.of(list)))
                    .isInstanceOf(Restore.Refused.class)
                    .hasMessageContaining("not a list of what was deleted");
            assertThat(Files.exists(target) && !isEmpty(target)).isFalse();
        }
        assertThatThrownBy(() -> Restore.into(target, backup, Optional.of(folder.resolve("absent"))))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("absent");
    }

    /// What will be deleted.
    private record Deleted(
            String document,
            String collection,
            String person,
            String conversation,
            String keyId,
            String key,
            Caller author) {}

    private static Deleted fill(RunningAppliance appliance) throws Exception {
        String kept = appliance.collection("Vereine", "verein");
        appliance.text(kept, "bleibt.txt", "Der Musikverein probt am Montag im Saal.");
        String document = appliance.text(kept, "geht.txt", SENTENCE);
        String collection = appliance.collection("Auflösung");
        appliance.text(collection, "mit.txt", "Auch diese " + CANARY + " geht mit.");
        Caller author = appliance.person("bleibt", "verein");
        ask(author);
        String conversation = ask(author);
        JsonNode key = author.post("/api/keys", Map.of("name", "Programm"), 201);
        Caller leaving = appliance.person("geht", "verein");
        ask(leaving);
        return new Deleted(
                document,
                collection,
                leaving.get("/api/session").at("/person/id").asText(),
                conversation,
                key.path("id").asText(),
                key.path("key").asText(),
                author);
    }

    private static String ask(Caller caller) throws Exception {
        String conversation =
                caller.post("/api/conversations", Map.of(), 201).path("id").asText();
        assertThat(caller.ask("/api/conversations/" + conversation + "/questions", Map.of("text", QUESTION)))
                .contains(CANARY);
        return conversation;
    }

    private static String verify(RunningAppliance appliance) throws Exception {
        HttpResponse<String> report = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(appliance.address().resolve("/api/operator/verify"))
                                .header("Authorization", "Bearer " + appliance.operatorToken())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode findings = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(report.body())
                .path("findings");
        assertThat(findings.isArray()).as(report.body()).isTrue();
        return findings.isEmpty() ? "" : findings.toString();
    }

    private static HttpResponse<String> bearer(RunningAppliance appliance, String path, String key) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(appliance.address().resolve(path))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] bearerBytes(RunningAppliance appliance, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(appliance.address().resolve(path))
                                .header("Authorization", "Bearer " + appliance.operatorToken())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /// Files below a folder in which a word can be read, in any case.
    private static Set<String> holding(Path folder, String word) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        List<String> holding = new ArrayList<>();
        for (Path file : files) {
            if (text(file).toLowerCase(java.util.Locale.ROOT).contains(word.toLowerCase(java.util.Locale.ROOT))) {
                holding.add(folder.relativize(file).toString());
            }
        }
        return Set.copyOf(holding);
    }

    private static String text(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.NoSuchFileException e) {
            return ""; // a segment that was merged away just now
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(Duration.ofMillis(200));
        }
    }
}
