// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.tika.Tika;
import org.apache.tika.exception.TikaException;

/// Brings many small files in one import into a server with `-Xmx512m`, and tells what that costs it.
///
/// Arguments: how many files (10000), a folder of documents whose sentences they are made of
/// (config/musterstadt/documents).
/// A third each is TXT, HTML and DOCX. No model computes vectors.
/// At a tenth, a half and the end it prints the seconds since the import began, the files per second, the server's heap
/// after a full collection (`jcmd`), and its resident memory. Needs Linux.
public final class ManyFiles {

    private static final int SENTENCES = 12;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Pattern USED = Pattern.compile("used (\\d+)([KM])");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path data;
    private final Process server;
    private final HttpClient http = HttpClient.newHttpClient();

    private ManyFiles(Path data, Process server) {
        this.data = data;
        this.server = server;
    }

    /// Makes the files, starts the server, imports, and prints a line for each mark.
    public static void main(String[] arguments) throws Exception {
        int number = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Path from = Path.of(arguments.length > 1 ? arguments[1] : "config/musterstadt/documents");
        Path folder = Files.createTempDirectory("many-files");
        Path files = Files.createDirectory(folder.resolve("files"));
        make(files, number, sentences(from));
        Path data = folder.resolve("data");
        Process server = program(data, "up").start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null && !line.startsWith("Address: ")) {
                line = output.readLine();
            }
            new ManyFiles(data, server).measure(files, number);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static ProcessBuilder program(Path data, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "de.fundstelle.Main"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("FUNDSTELLE_DATA", data.toString());
        builder.environment().put("FUNDSTELLE_SERVER_PORT", "0");
        builder.environment().put("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none");
        return builder;
    }

    private void measure(Path files, int number) throws Exception {
        System.out.printf("0 files: heap %d MB, resident %d MB%n", heapMegabytes(), residentMegabytes());
        long start = System.nanoTime();
        Process bringing = program(data, "import", files.toString(), "--collection", "Viele")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int[] marks = {number / 10, number / 2, number};
        int next = 0;
        while (next < marks.length) {
            Thread.sleep(POLL);
            int done = done();
            while (next < marks.length && done >= marks[next]) {
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "%d files: %.0f s, %.0f files/s, heap %d MB, resident %d MB%n",
                        done, seconds, done / seconds, heapMegabytes(), residentMegabytes());
                next++;
            }
            if (!server.isAlive() || (!bringing.isAlive() && bringing.exitValue() != 0)) {
                throw new IllegalStateException("the server or the import ended after " + done + " files");
            }
        }
        System.out.printf("import ended with %d; %s%n", bringing.waitFor(), runs());
    }

    /// Files of all imports that can be found.
    private int done() throws IOException, InterruptedException {
        int done = 0;
        for (JsonNode run : runs().path("runs")) {
            done += run.at("/tally/searchable").asInt()
                    + run.at("/tally/complete").asInt();
        }
        return done;
    }

    private JsonNode runs() throws IOException, InterruptedException {
        String address = Files.readString(data.resolve("LOCK")).strip();
        String token = Files.readString(data.resolve("secrets/operator-token")).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/runs"))
                .header("Authorization", "Bearer " + token)
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private long heapMegabytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd does not tell the size of the heap");
        }
        long value = Long.parseLong(used.group(1));
        return used.group(2).equals("K") ? value >> 10 : value;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(server.pid()),
                        command)
                .start();
        try (InputStream output = process.getInputStream()) {
            String told = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return told;
        }
    }

    private long residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    >> 10;
        }
    }

    private static List<String> sentences(Path from) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(file -> file.toString().matches(".*\\.(txt|md|html|docx|odt|rtf)"))
                    .sorted()
                    .toList();
        }
        Tika tika = new Tika();
        List<String> sentences = new ArrayList<>();
        for (Path file : files) {
            try {
                Stream.of(tika.parseToString(file).split("(?<=[.!?])\\s+|\\n+", -1))
                        .map(String::strip)
                        .filter(sentence -> sentence.length() > 40 && sentence.length() < 400)
                        .forEach(sentences::add);
            } catch (TikaException e) {
                System.out.println(file + " gives no sentences");
            }
        }
        System.out.printf("%d sentences%n", sentences.size());
        return sentences;
    }

    private static void make(Path folder, int number, List<String> sentences) throws IOException {
        Random random = new Random(4);
        for (int file = 0; file < number; file++) {
            List<String> some = new ArrayList<>(List.of("Vermerk Nummer " + file));
            for (int sentence = 0; sentence < SENTENCES; sentence++) {
                some.add(sentences.get(random.nextInt(sentences.size())));
            }
            Path below = Files.createDirectories(folder.resolve("Ordner " + file / 500));
            switch (file % 3) {
                case 0 -> Files.writeString(below.resolve(file + ".txt"), String.join("\n\n", some));
                case 1 ->
                    Files.writeString(
                            below.resolve(file + ".html"),
                            "<html><body><p>" + String.join("</p><p>", some) + "</p></body></html>");
                default -> docx(below.resolve(file + ".docx"), some);
            }
        }
    }

    private static void docx(Path file, List<String> paragraphs) throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            paragraphs.forEach(text -> document.createParagraph().createRun().setText(text));
            document.write(out);
        }
    }
}
