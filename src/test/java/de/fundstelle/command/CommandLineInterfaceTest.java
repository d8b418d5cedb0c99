// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.Appliance;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CommandLineInterfaceTest {

    @TempDir
    static Path shared;

    private static Appliance appliance;

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    @BeforeAll
    static void start() throws Exception {
        Path password = Files.writeString(shared.resolve("password"), "ein langes Kennwort");
        appliance = Appliance.start(
                Configuration.load(Map.of(
                        "FUNDSTELLE_DATA", shared.resolve("data").toString(),
                        "FUNDSTELLE_SERVER_PORT", "0",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                        "FUNDSTELLE_INGEST_READERS", "1",
                        "FUNDSTELLE_INGEST_MAX_SIZE", "1 MB")),
                Optional.of(password),
                false);
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "imprt",
                "import",
                "import .",
                "import --collection",
                "search",
                "user",
                "user add",
                "evaluate",
                "up now",
                "search x --limit viele",
                "import /nowhere/x --collection a",
                "backup",
                "user add anna"
            })
    void aWrongCallIsOneSentenceAndExitCodeTwo(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().startsWith("fundstelle: ");
        assertThat(out).isEmpty();
    }

    @Test
    void helpAndVersionSucceed() {
        assertThat(run("help")).isZero();
        assertThat(out).contains("import", "restore", "evaluate");
        assertThat(run("--version")).isZero();
        assertThat(out.strip()).isEqualTo("fundstelle 1.2.3");
    }

    @Test
    void whatKeepsAServerFromStartingIsOneSentenceAndExitCodeOne() {
        List<IOException> failures = List.of(
                new IOException("the port 8080 is taken"),
                new NoSuchFileException("/nowhere/password"),
                new IOException());
        for (IOException failure : failures) {
            assertThat(failing(failure, "search", "Hund")).isEqualTo(1);
            assertThat(err.lines())
                    .singleElement()
                    .asString()
                    .doesNotContain("null")
                    .hasSizeGreaterThan(20);
        }
        assertThat(err).contains("IOException");
        failing(failures.get(1), "search", "Hund");
        assertThat(err.strip()).isEqualTo("fundstelle: there is no file '/nowhere/password'");
        assertThat(failing(new UncheckedIOException("binding failed", new IOException()), "verify"))
                .isEqualTo(1);
        assertThat(err.strip()).isEqualTo("fundstelle: binding failed");
    }

    @Test
    void mistakesOfTheConfigurationAreToldTogether() {
        Exception mistakes = org.assertj.core.api.Assertions.catchException(
                () -> Configuration.load(Map.of("FUNDSTELLE_SERVER_PORT", "x", "FUNDSTELLE_FOO", "1")));
        assertThat(failing(mistakes, "verify")).isEqualTo(1);
        assertThat(err).contains("2 mistakes", "server.port", "FUNDSTELLE_FOO");
    }

    @Test
    void aFileThatIsFarTooLargeIsRefusedWithoutBeingSentAndTheOthersAreTakenIn() throws Exception {
        Path docs = Files.createDirectories(folder.resolve("grosse"));
        try (RandomAccessFile large =
                new RandomAccessFile(docs.resolve("gross.pst").toFile(), "rw")) {
            large.setLength(8L << 30); // takes no space
        }
        Files.writeString(docs.resolve("klein.txt"), "Die Marktsatzung regelt den Wochenmarkt.");
        assertThat(run("import", docs.toString(), "--collection", "Große")).isZero();
        assertThat(out).contains("2 files: 1 taken in, 0 unchanged, 1 refused").contains("größer als 1 MB");
    }

    @Test
    void filesAreTakenInFoundKeptAndCountedAsUnchanged() throws Exception {
        Path docs = Files.createDirectories(folder.resolve("docs/satzungen äöü"));
        Files.writeString(docs.resolve("hund \"1\".txt"), "Die Hundesteuer beträgt 60 Euro im Jahr.");
        Files.writeString(docs.resolve("leer.txt"), "");
        Files.writeString(docs.resolve("gross.txt"), "x".repeat(2 << 20));
        Files.createSymbolicLink(docs.resolve("link.txt"), Path.of("/etc/passwd"));
        Path root = Files.createSymbolicLink(folder.resolve("verweis"), folder.resolve("docs"));
        Path report = folder.resolve("report.jsonl");

        String[] call = {"import", root.toString(), "--collection", "Satzungen", "--readers", " kasse, bauamt"};
        assertThat(run(with(call, "--report", report.toString()))).as(() -> err).isZero();
        assertThat(out).startsWith("4 files: 1 taken in, 0 unchanged, 3 refused");
        assertThat(Files.readAllLines(report))
                .hasSize(4)
                .anySatisfy(line ->
                        assertThat(line).contains("satzungen äöü/hund", "\"outcome\":\"complete\"", "\"passages\":1"))
                .anySatisfy(line -> assertThat(line).contains("leer.txt", "\"outcome\":\"refused\""))
                .anySatisfy(line -> assertThat(line).contains("gross.txt", "ingest.max-size"))
                .anySatisfy(line -> assertThat(line).contains("link.txt", "Verknüpfung"));

        assertThat(run(with(call, "--strict")))
                .as("the same call again, but strict")
                .isEqualTo(1);
        assertThat(out).startsWith("4 files: 0 taken in, 1 unchanged, 3 refused");

        assertThat(run("import", root.toString(), "--collection", "Satzungen", "--readers", "forst"))
                .isEqualTo(1);
        assertThat(err.lines()).last().asString().contains("bauamt,kasse", "forst");

        assertThat(run("search", "Hundesteuer")).isZero();
        assertThat(out).contains("60 Euro", "1 passages");
        assertThat(run("verify")).isZero();
        assertThat(run("search", "Hund", "--as", "niemand")).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().startsWith("fundstelle: ");
    }

    @Test
    void moreFilesThanOneRequestTakesAllArriveInOrder() throws Exception {
        Path docs = Files.createDirectories(folder.resolve("docs"));
        for (int number = 0; number < 130; number++) {
            Files.writeString(docs.resolve("%03d.txt".formatted(number)), "Beschluss Nummer " + number);
        }
        Path report = folder.resolve("report.jsonl");
        assertThat(run("import", docs.toString(), "--collection", "Viele", "--report", report.toString()))
                .isZero();
        assertThat(out).startsWith("130 files: 130 taken in");
        List<String> lines = Files.readAllLines(report);
        for (int number = 0; number < 130; number++) {
            assertThat(lines.get(number)).contains("\"path\":\"%03d.txt\"".formatted(number));
        }
    }

    @Test
    void anEmptyFolderIsTakenInAtOnce() throws Exception {
        assertThat(run("import", Files.createDirectories(folder.resolve("leer")).toString(), "--collection", "Leer"))
                .isZero();
        assertThat(out).startsWith("0 files");
    }

    @Test
    void aBackupNeverOverwritesAndCanBeRestored() throws Exception {
        Path file = folder.resolve("backup.zip");
        assertThat(run("backup", file.toString())).as(() -> err).isZero();
        assertThat(run("backup", file.toString())).isEqualTo(1);
        assertThat(err).contains("exists already");
        assertThat(run("restore", file.toString())).as(() -> err).isZero();
        assertThat(folder.resolve("restored/fundstelle.db")).exists();
        assertThat(run("restore", file.toString())).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("not empty");
    }

    @Test
    void aPersonIsAddedOnceWithAGoodPassword() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "ein langes Kennwort\n");
        String[] call = {"user", "add", "berta", "--groups", "kasse", "--password-file", password.toString()};
        assertThat(run(call)).as(() -> err).isZero();
        assertThat(run(call)).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("berta");
        Files.writeString(password, "kurz");
        assertThat(run("user", "add", "carla", "--password-file", password.toString()))
                .isEqualTo(1);
        assertThat(err).contains("mindestens 12 Zeichen");
        assertThat(run("user", "add", "carla", "--password-file", "/nowhere/p")).isEqualTo(1);
        assertThat(err).contains("/nowhere/p");
    }

    @Test
    void evaluationScoresWhatTheSearchFinds() throws Exception {
        Path docs = Files.createDirectories(folder.resolve("docs"));
        Files.writeString(docs.resolve("bad.txt"), "Das Freibad öffnet im Mai um acht Uhr.");
        run("import", docs.toString(), "--collection", "Baeder");
        Path queries = Files.writeString(
                folder.resolve("q.jsonl"), "{\"id\":\"q1\",\"text\":\"Wann öffnet das Freibad?\"}\n\n");
        Path qrels = Files.writeString(folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\nq1\tbad\t1\n");
        Path trec = folder.resolve("out.run");
        String[] call = {"evaluate", "--collection", "Baeder", "--queries", queries.toString()};
        assertThat(run(with(call, "--qrels", qrels.toString(), "--run", trec.toString())))
                .as(() -> err)
                .isZero();
        assertThat(out).contains("nDCG@10    1.0000", "Recall@5   1.0000", "MRR@10     1.0000");
        assertThat(Files.readAllLines(trec)).singleElement().asString().matches("q1 Q0 bad 1 [0-9.]+ fundstelle");
        Files.writeString(queries, "kein JSON");
        assertThat(run(call)).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("line 1", "not JSON");
    }

    @Test
    void aCatalogueIsComparedWithTheLastTime() throws Exception {
        Path docs = Files.createDirectories(folder.resolve("docs"));
        Files.writeString(docs.resolve("bad.txt"), "Das Freibad öffnet im Mai um acht Uhr.");
        run("import", docs.toString(), "--collection", "Baeder");
        Path catalogue = Files.writeString(folder.resolve("fragen.csv"), """
                frage;dokument
                Wann öffnet das Freibad?;bad.txt
                Wann schließt die Eishalle?;eishalle.txt
                Wer komponierte die Oper Fidelio?;
                """);
        String[] call = {"evaluate", "--collection", "Baeder", "--catalogue", catalogue.toString()};
        assertThat(run(call)).as(() -> err).isZero();
        assertThat(out).contains("nDCG@10    0.5000", "1 of 1 that no document answers", "measured for the first time");
        Files.writeString(docs.resolve("eishalle.txt"), "Die Eishalle schließt im März um neun Uhr.");
        run("import", docs.toString(), "--collection", "Baeder");
        assertThat(run(call)).as(() -> err).isZero();
        assertThat(out)
                .contains("nDCG@10    1.0000", "compared with 2", "words alone")
                .contains("nDCG@10    +0.5000: 1 questions better, 0 worse, 1 as before", "do not rely on it");
        assertThat(run("evaluate", "--history")).isZero();
        assertThat(out.lines()).hasSize(2).allMatch(line -> line.endsWith("3 questions of fragen.csv"));
        assertThat(run("evaluate")).isEqualTo(2);
        assertThat(err).contains("Name the questions");
    }

    private static String[] with(String[] call, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(call), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    private int run(String... arguments) {
        return run(new Fake(folder.resolve("restored"), Optional.empty()), arguments);
    }

    private int failing(Exception failure, String... arguments) {
        return run(new Fake(folder.resolve("restored"), Optional.of(failure)), arguments);
    }

    /// picocli writes to the process's own streams.
    private int run(Launcher launcher, String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            return CommandLineInterface.run(launcher, arguments);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
            out = outBytes.toString(StandardCharsets.UTF_8);
            err = errBytes.toString(StandardCharsets.UTF_8);
        }
    }

    /// Leads to the server of this test, or fails.
    private record Fake(Path data, Optional<Exception> failure) implements Launcher {

        @Override
        public Running connect() throws IOException, InvalidSettings {
            if (failure.isPresent()) {
                switch (failure.get()) {
                    case IOException e -> throw e;
                    case InvalidSettings e -> throw e;
                    case RuntimeException e -> throw e;
                    case Exception e -> throw new AssertionError(e);
                }
            }
            return new Server();
        }

        @Override
        public Running serve() throws IOException, InvalidSettings {
            return connect();
        }

        @Override
        public Running demonstrate(Path folder, Path adminPassword) throws IOException, InvalidSettings {
            return connect();
        }

        @Override
        public String version() {
            return "1.2.3";
        }
    }

    /// The server of this test, which goes on after each command.
    private record Server() implements Launcher.Running {
        @Override
        public String address() {
            return appliance.address();
        }

        @Override
        public String operatorToken() {
            return appliance.operatorToken();
        }

        @Override
        public Optional<String> setupAddress() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
