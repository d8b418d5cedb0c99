// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ProgramProcess.Ended;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as an administrator types them, each in a process of its own.
class CommandsTest {

    private static final Map<String, String> QUICK = Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none");

    @TempDir
    private Path folder;

    @Test
    void importsSearchesVerifiesBacksUpAndRestores() throws Exception {
        Path data = folder.resolve("data");
        Path files = folder.resolve("akten");
        Files.createDirectories(files.resolve("satzungen"));
        Files.writeString(files.resolve("satzungen/hunde.txt"), "Die Hundesteuer beträgt 72 Euro.");
        Files.writeString(files.resolve("leer.txt"), "");
        Path report = folder.resolve("report.jsonl");

        Ended imported = ProgramProcess.run(
                data, QUICK, "import", files.toString(), "--collection", "Akten", "--report", report.toString());
        assertThat(imported.code()).as(imported.errors()).isZero();
        assertThat(imported.output()).contains("2 files: 1 taken in, 0 unchanged, 1 refused");
        assertThat(Files.readAllLines(report))
                .anySatisfy(line ->
                        assertThat(line).contains("\"path\":\"satzungen/hunde.txt\"", "\"outcome\":\"complete\""))
                .anySatisfy(line ->
                        assertThat(line).contains("\"path\":\"leer.txt\"", "\"outcome\":\"refused\"", "\"advice\":\""));

        assertThat(ProgramProcess.run(data, QUICK, "import", files.toString(), "--collection", "Akten", "--strict")
                        .code())
                .isEqualTo(1);
        assertThat(ProgramProcess.run(
                                data, QUICK, "import", files.toString(), "--collection", "Akten", "--readers", "bauamt")
                        .errors())
                .contains("has the readers");

        Path twin = Files.createDirectory(folder.resolve("zwilling"));
        Files.writeString(twin.resolve("leer.txt"), "Doch nicht leer.");
        assertThat(ProgramProcess.run(data, QUICK, "import", files.toString(), twin.toString(), "--collection", "Akten")
                        .errors())
                .contains("would both be called 'leer.txt'");

        Ended found = ProgramProcess.run(data, QUICK, "search", "Steuer für Hunde", "--collection", "Akten");
        assertThat(found.output()).contains("72 Euro", "satzungen/hunde.txt");
        assertThat(found.errors().lines().filter(line -> !line.endsWith("incubator modules: jdk.incubator.vector")))
                .isEmpty();
        assertThat(ProgramProcess.run(data, QUICK, "verify").output()).contains("all in order");

        Path backup = folder.resolve("backup.zip");
        assertThat(ProgramProcess.run(data, QUICK, "backup", backup.toString()).code())
                .isZero();
        assertThat(ProgramProcess.run(data, QUICK, "backup", backup.toString()).errors())
                .contains("exists already");
        assertThat(ProgramProcess.run(data, QUICK, "restore", backup.toString()).errors())
                .contains("is not empty");
        Path other = folder.resolve("other");
        assertThat(ProgramProcess.run(other, QUICK, "restore", backup.toString())
                        .code())
                .isZero();
        assertThat(ProgramProcess.run(other, QUICK, "search", "Hundesteuer").output())
                .contains("72 Euro");
        assertThat(ProgramProcess.run(other, QUICK, "verify").code()).isZero();
    }

    @Test
    void actsThroughTheServerThatHoldsTheData() throws Exception {
        Path data = folder.resolve("data");
        Path password = Files.writeString(folder.resolve("password"), RunningAppliance.PASSWORD);
        try (ProgramProcess server = ProgramProcess.start(data, QUICK, "up")) {
            URI address = URI.create(server.line("Address: "));
            String setup = server.line("Set up the first administrator, once: ");
            assertThat(setup).startsWith(address + "/einrichten/");

            Ended added = ProgramProcess.run(
                    data,
                    QUICK,
                    "user",
                    "add",
                    "petra",
                    "--groups",
                    "bauamt,hauptamt",
                    "--password-file",
                    password.toString());
            assertThat(added.code()).as(added.errors()).isZero();
            try (Caller petra = new Caller(address)) {
                petra.signIn("petra", RunningAppliance.PASSWORD);
                assertThat(petra.get("/api/session").at("/person/groups")).hasSize(2);
            }
            Path file = Files.writeString(folder.resolve("plan.txt"), "Der Bebauungsplan Nord gilt seit 2020.");
            assertThat(ProgramProcess.run(
                                    data,
                                    QUICK,
                                    "import",
                                    file.toString(),
                                    "--collection",
                                    "Pläne",
                                    "--readers",
                                    "bauamt")
                            .code())
                    .isZero();
            Ended alone = ProgramProcess.run(data, QUICK, "search", "Bebauungsplan", "--as", "petra", "--json");
            assertThat(alone.code()).isEqualTo(1);
            assertThat(alone.errors()).contains("zweiten Person", "--approval");
            ProgramProcess.run(
                    data, QUICK, "user", "add", "paula", "--role", "auditor", "--password-file", password.toString());
            String approval = approve(address, "paula", "petra");
            assertThat(ProgramProcess.run(
                                    data,
                                    QUICK,
                                    "search",
                                    "Bebauungsplan",
                                    "--as",
                                    "petra",
                                    "--approval=" + approval,
                                    "--json")
                            .output())
                    .contains("\"hits\":[{");
            assertThat(ProgramProcess.run(data, QUICK, "search", "Bebauungsplan", "--as", "niemand")
                            .errors())
                    .contains("niemand");
            assertThat(ProgramProcess.run(data, QUICK, "verify").output()).contains("1 documents and 1 originals");
            assertThat(ProgramProcess.run(data, QUICK, "journal").output().lines())
                    .anyMatch(line -> line.contains("\"action\":\"SEARCHED_IN_NAME\""))
                    .allMatch(line -> line.startsWith("{\"id\":") && line.contains("\"hash\":\""))
                    .noneMatch(line -> line.contains("petra") || line.contains("Bebauungsplan"));
        }
    }

    private static String approve(URI address, String approver, String name) throws Exception {
        try (Caller second = new Caller(address)) {
            second.signIn(approver, RunningAppliance.PASSWORD);
            return second.post("/api/approvals", Map.of("as", name), 201)
                    .path("code")
                    .asText();
        }
    }

    @Test
    void anEntryThatWasNotedElsewhereProvesTheJournalAndARestoreForgetsAgain() throws Exception {
        Path data = folder.resolve("data");
        Path file = Files.writeString(folder.resolve("a.txt"), "Die Hundesteuer beträgt 72 Euro.");
        ProgramProcess.run(data, QUICK, "import", file.toString(), "--collection", "Akten");
        String output = ProgramProcess.run(data, QUICK, "verify").output();
        String head = output.substring(output.indexOf("journal: ") + 9).strip();
        assertThat(head).matches("\\d+:[0-9a-f]{64}");

        Ended again = ProgramProcess.run(data, QUICK, "verify", "--journal-head", head);
        assertThat(again.code()).as(again.output()).isZero();
        String forged = head.substring(0, head.length() - 1) + (head.endsWith("0") ? "1" : "0");
        Ended other = ProgramProcess.run(data, QUICK, "verify", "--journal-head", forged);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.output()).contains("noted outside the database, is not in it");
        assertThat(ProgramProcess.run(data, QUICK, "verify", "--journal-head", "kein Eintrag")
                        .code())
                .isEqualTo(1);

        Path backup = folder.resolve("backup.zip");
        ProgramProcess.run(data, QUICK, "backup", backup.toString());
        Path none = folder.resolve("none");
        assertThat(ProgramProcess.run(none, QUICK, "restore", backup.toString()).output())
                .contains("What was deleted after the backup was taken is back", "--tombstones");
        Path list = Files.writeString(
                folder.resolve("list.jsonl"), "{\"kind\":\"collection\",\"object\":\"absent\",\"at\":1}\n");
        Path with = folder.resolve("with");
        assertThat(ProgramProcess.run(with, QUICK, "restore", backup.toString(), "--tombstones", list.toString())
                        .output())
                .contains("Forgot 0 things again");
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "kein JSON");
        Path third = folder.resolve("third");
        Ended refused =
                ProgramProcess.run(third, QUICK, "restore", backup.toString(), "--tombstones", broken.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors()).contains("is not a list of what was deleted");
        assertThat(third).doesNotExist();
    }

    @Test
    void measuresACatalogueOfQuestions() throws Exception {
        Path data = folder.resolve("data");
        Path files = Files.createDirectory(folder.resolve("texte"));
        Files.writeString(files.resolve("a1.md"), "# Hundesteuer\n\nDie Steuer für Hunde beträgt 72 Euro.");
        Files.writeString(files.resolve("b2.md"), "# Friedhof\n\nDie Ruhezeit beträgt 25 Jahre.");
        Path queries = Files.writeString(
                folder.resolve("q.jsonl"),
                "{\"id\":\"q1\",\"text\":\"Hundesteuer\"}\n{\"id\":\"q2\",\"text\":\"Ruhezeit Friedhof\"}\n");
        Path qrels = Files.writeString(
                folder.resolve("qrels.tsv"), "query-id\tcorpus-id\trelevance\nq1\ta1\t1\nq2\tb2\t1\n");
        Path run = folder.resolve("x.run");
        ProgramProcess.run(data, QUICK, "import", files.toString(), "--collection", "texte");

        Ended measured = ProgramProcess.run(
                data,
                QUICK,
                "evaluate",
                "--queries",
                queries.toString(),
                "--qrels",
                qrels.toString(),
                "--collection",
                "texte",
                "--run",
                run.toString());

        assertThat(measured.code()).as(measured.errors()).isZero();
        assertThat(measured.output()).contains("nDCG@10    1.0000", "MRR@10     1.0000", "took_ms");
        assertThat(Files.readAllLines(run)).first().asString().startsWith("q1 Q0 a1 1 ");
    }

    @Test
    void saysInOneSentenceWhatWasWrongWithACall() throws Exception {
        for (List<String> call : List.<List<String>>of(
                List.of(),
                List.of("demmo"),
                List.of("import"),
                List.of("import", "/gibt/es/nicht", "--collection", "x"),
                List.of("search"),
                List.of("search", "x", "--limit", "viele"),
                List.of("evaluate"),
                List.of("user"),
                List.of("user", "add"),
                List.of("verify", "--nichts"))) {
            Ended ended = ProgramProcess.run(folder.resolve("data"), QUICK, call.toArray(String[]::new));
            assertThat(ended.code()).as("%s: %s", call, ended.errors()).isEqualTo(2);
            assertThat(ended.errors().lines().filter(line -> !line.startsWith("WARNING: Using incubator")))
                    .as("%s", call)
                    .hasSize(1);
            assertThat(ended.output()).isEmpty();
        }
    }

    @Test
    void reportsAllMistakesOfTheConfigurationAndDoesNotStart() throws Exception {
        Ended ended = ProgramProcess.run(
                folder.resolve("data"),
                Map.of(
                        "FUNDSTELLE_SERVER_PORT",
                        "viele",
                        "FUNDSTELLE_INGEST_MAX_SIZE",
                        "groß",
                        "FUNDSTELLE_SERVR",
                        "x"),
                "up");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errors()).contains("server.port", "ingest.max-size", "FUNDSTELLE_SERVR: unknown");
    }

    @Test
    void showsTheDemoWithThreeLinesAndForgetsIt() throws Exception {
        try (ProgramProcess demo = ProgramProcess.start(folder.resolve("unused"), QUICK, "demo");
                Caller caller = new Caller(URI.create(demo.line("Address: ")))) {
            String user = demo.line("User: ");
            caller.signIn(user, demo.line("Password: "));
            assertThat(caller.get("/api/info").path("sample").asBoolean()).isTrue();
            assertThat(caller.get("/api/documents").path("total").asInt()).isGreaterThanOrEqualTo(24);
            assertThat(caller.get("/api/search?q=Hundesteuer")
                            .at("/hits/0/notice")
                            .asText())
                    .isEqualTo("Muster – nicht gültig");
        }
        assertThat(folder.resolve("unused")).doesNotExist();
    }
}
