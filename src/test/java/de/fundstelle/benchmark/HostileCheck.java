// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Brings each file of a folder made to do harm to a running server, and a good one after it.
///
/// Arguments: the folder, and the file that begins with the word that must never appear. Prints a line per file that
/// needs more
/// than
/// a few seconds or goes wrong, and a summary: ends, the longest time, good files that were found afterwards within
/// five
/// seconds, answers and files of the data directory that hold the word, files that appeared outside.
public final class HostileCheck {

    private static final double NOTEWORTHY_SECONDS = 10;
    private static final double LONGEST_SECONDS = 60;
    private static final double NEXT_SECONDS = 5;
    private static final long LARGEST = 210L << 20;

    private HostileCheck() {}

    /// Runs the check.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String canary = Files.readString(Path.of(arguments[1])).strip().split("\\s", 2)[0];
        Path data = Files.createTempDirectory("hostile-check");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        Set<String> before = surroundings(data);
        int ended = 0;
        int good = 0;
        double longest = 0;
        try (RunningAppliance appliance = RunningAppliance.start(
                data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none", "FUNDSTELLE_INGEST_TIME_LIMIT", "55s"))) {
            String collection = appliance.collection("Feindliches");
            for (int number = 0; number < files.size(); number++) {
                Path file = files.get(number);
                double seconds = bring(appliance, collection, file);
                ended += seconds <= LONGEST_SECONDS ? 1 : 0;
                longest = Math.max(longest, seconds);
                double next = bringGood(appliance, collection, number);
                good += next <= NEXT_SECONDS ? 1 : 0;
                if (seconds > NOTEWORTHY_SECONDS || next > NEXT_SECONDS) {
                    System.out.printf("%5.1f s, next good file %.1f s: %s%n", seconds, next, printable(folder, file));
                }
            }
            System.out.printf(
                    "%d of %d files ended within %.0f s, the longest took %.1f s%n",
                    ended, files.size(), LONGEST_SECONDS, longest);
            System.out.printf(
                    "%d of %d good files were found within %.0f s after them%n", good, files.size(), NEXT_SECONDS);
            System.out.printf("answers with the word: %d%n", answers(appliance.administrator(), canary));
        }
        System.out.printf("files of the data directory with the word, originals left out: %s%n", holding(data, canary));
        Set<String> after = surroundings(data);
        after.removeAll(before);
        System.out.printf("files that appeared outside: %s%n", after);
    }

    private static double bring(RunningAppliance appliance, String collection, Path file) throws Exception {
        if (Files.size(file) > LARGEST) {
            return 0;
        }
        long start = System.nanoTime();
        String name =
                new String(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        JsonNode sent = appliance
                .administrator()
                .upload(
                        "/api/collections/" + collection + "/documents",
                        Map.of(name.replaceAll("[\\r\\n\"]", "_"), Files.readAllBytes(file)));
        String run = sent.path("run").asText();
        long end = System.nanoTime() + (long) (3 * LONGEST_SECONDS * 1e9);
        while (System.nanoTime() < end) {
            JsonNode tally = appliance.administrator().get("/api/runs/" + run).path("tally");
            if (tally.path("waiting").asInt()
                            + tally.path("reading").asInt()
                            + tally.path("pages_left").asInt()
                    == 0) {
                return (System.nanoTime() - start) / 1e9;
            }
            Thread.sleep(20);
        }
        return Double.MAX_VALUE;
    }

    private static double bringGood(RunningAppliance appliance, String collection, int number) throws Exception {
        long start = System.nanoTime();
        String word = "Gutwort" + number + "ende";
        appliance.text(collection, "gut-" + number + ".txt", "Die gute Datei mit dem Wort " + word + ".");
        boolean found = appliance
                .administrator()
                .get("/api/search?q=" + word + "&collection=" + collection)
                .toString()
                .contains(word);
        return found ? (System.nanoTime() - start) / 1e9 : Double.MAX_VALUE;
    }

    private static int answers(Caller administrator, String canary) throws IOException, InterruptedException {
        int found = 0;
        for (String path :
                List.of("/api/search?limit=100&q=" + canary, "/api/imports?limit=1000", "/api/documents?limit=1000")) {
            found += administrator.get(path).toString().contains(canary) ? 1 : 0;
        }
        for (JsonNode document : administrator.get("/api/documents?limit=1000").path("documents")) {
            String text = administrator
                    .answer("GET", "/api/documents/" + document.path("id").asText() + "/text", Map.of())
                    .body();
            if (text.contains(canary)) {
                System.out.println("the word is in the text of " + document.path("name"));
                found++;
            }
        }
        return found;
    }

    private static List<String> holding(Path data, String canary) throws IOException {
        byte[] word = canary.getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(data)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                boolean original = data.relativize(file).startsWith("originals");
                if (!original && Files.size(file) < LARGEST && contains(Files.readAllBytes(file), word)) {
                    found.add(data.relativize(file).toString());
                }
            }
        }
        return found;
    }

    private static boolean contains(byte[] bytes, byte[] word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(word, StandardCharsets.ISO_8859_1));
    }

    /// What lies beside the data directory, in the home directory, and in the folders that attacks like to write to.
    private static Set<String> surroundings(Path data) throws IOException {
        Set<String> all = new TreeSet<>();
        for (Path folder : List.of(
                Path.of("/tmp"),
                Path.of("/etc"),
                Path.of("/var/tmp"),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath())) {
            try (Stream<Path> list = Files.list(folder)) {
                list.filter(path -> !path.equals(data)).map(Path::toString).forEach(all::add);
            }
        }
        return all;
    }

    private static String printable(Path folder, Path file) {
        return folder.relativize(file).toString().replaceAll("\\p{Cntrl}", "?");
    }
}
