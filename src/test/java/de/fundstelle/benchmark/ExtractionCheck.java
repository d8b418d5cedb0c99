// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Document;
import de.fundstelle.ingest.Extraction;
import de.fundstelle.ingest.Extractor;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.Originals;
import de.fundstelle.ingest.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads every file that a folder's `manifest.tsv` names, and counts the phrases that are found again.
///
/// Arguments: the folder, or a folder without manifest; perhaps a part of the paths to look at; perhaps `-v`, which
/// prints blocks. `-Docr=false` leaves pictures unread.
public final class ExtractionCheck {

    private static final Pattern INVISIBLE = Pattern.compile("[\\s\u00A0\u00AD\u200B]+");
    private static final long MEGABYTE = 1L << 20;

    private ExtractionCheck() {}

    /// One file and what must be found in it.
    private record Row(String path, String type, String expected, List<String> phrases, String level) {}

    /// What came of it.
    private record Outcome(Row row, List<Extraction> all, long millis) {
        Extraction extraction() {
            return all.getFirst();
        }
    }

    /// Found and wanted phrases of one type, and its files by state.
    private static final class Count {
        private int files;
        private int refused;
        private int found;
        private int wanted;
    }

    /// Runs the check and prints its tables.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String part = arguments.length > 1 ? arguments[1] : "";
        boolean verbose = Arrays.asList(arguments).contains("-v");
        List<Row> rows =
                rows(folder).stream().filter(row -> row.path().contains(part)).toList();
        Settings.Ocr ocr = new Settings.Ocr(!"false".equals(System.getProperty("ocr")), List.of("deu", "eng"), 50);
        Settings.Ingest settings = new Settings.Ingest(200 * MEGABYTE, 2, 512 * MEGABYTE, Duration.ofMinutes(2), ocr);
        Path temporary = Files.createTempDirectory("extraction-check");
        long start = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        Originals originals = new Originals(temporary.resolve("originals"));
        try (Extractor extractor = new Extractor(settings, temporary, originals);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Outcome>> running = rows.stream()
                    .map(row -> threads.submit(() -> outcome(extractor, folder, row)))
                    .toList();
            for (Future<Outcome> outcome : running) {
                Outcome done = outcome.get();
                outcomes.add(done);
                report(done, verbose);
            }
        }
        table(outcomes);
        System.out.printf(
                "%d files in %.1f s%n",
                outcomes.size(), Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    }

    private static Outcome outcome(Extractor extractor, Path folder, Row row) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path file = folder.resolve(row.path());
        List<Extraction> all = WholeFile.read(extractor, file, Known.fresh(String.valueOf(file.getFileName())));
        return new Outcome(row, all, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static void report(Outcome outcome, boolean verbose) {
        Row row = outcome.row();
        switch (outcome.extraction()) {
            case Extraction.Unreadable refused ->
                System.out.printf(
                        "REFUSED %s [%s] (%s) %d ms%n", row.path(), refused.reason(), row.expected(), outcome.millis());
            case Extraction.Extracted read -> {
                int passages = Splitter.split(new Document("d", "v", row.path(), "t", "c", "r", false), read.text())
                        .size();
                System.out.printf(
                        "read %s %d characters, %d blocks, %d passages, title %s (%s) %d ms %s%n",
                        row.path(),
                        read.text().text().length(),
                        read.text().blocks().size(),
                        passages,
                        read.title(),
                        row.expected(),
                        outcome.millis(),
                        read.notes());
                if (verbose) {
                    read.text()
                            .blocks()
                            .forEach(block -> System.out.printf(
                                    "   %s%d %s: %s%n",
                                    block.kind(),
                                    block.level(),
                                    block.place().label(),
                                    read.text().of(block)));
                }
            }
        }
        missing(outcome).forEach(phrase -> System.out.printf("MISSING %s %s: %s%n", row.level(), row.path(), phrase));
    }

    private static List<String> missing(Outcome outcome) {
        String text = outcome.all().stream()
                .map(extraction -> extraction instanceof Extraction.Extracted read
                        ? squeezed(read.text().text() + read.title().orElse(""))
                        : "")
                .collect(Collectors.joining("\n"));
        return outcome.row().phrases().stream()
                .filter(phrase -> !text.contains(squeezed(phrase)))
                .toList();
    }

    private static String squeezed(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }

    private static void table(List<Outcome> outcomes) {
        Map<String, Count> counts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            for (String type : List.of(outcome.row().type(), "total")) {
                Count count = counts.computeIfAbsent(type, t -> new Count());
                count.files++;
                count.refused += outcome.extraction() instanceof Extraction.Unreadable ? 1 : 0;
                if (outcome.row().level().equals("must")) {
                    count.wanted += outcome.row().phrases().size();
                    count.found +=
                            outcome.row().phrases().size() - missing(outcome).size();
                }
            }
        }
        System.out.printf("%-18s %6s %8s %14s%n", "type", "files", "refused", "must phrases");
        counts.forEach((type, count) -> System.out.printf(
                "%-18s %6d %8d %6d / %5d%n", type, count.files, count.refused, count.found, count.wanted));
    }

    private static List<Row> rows(Path folder) throws IOException {
        Path manifest = folder.resolve("manifest.tsv");
        if (!Files.exists(manifest)) {
            try (var files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> new Row(folder.relativize(file).toString(), "file", "", List.of(), ""))
                        .toList();
            }
        }
        return Files.readAllLines(manifest).stream()
                .skip(1)
                .map(ExtractionCheck::row)
                .toList();
    }

    private static Row row(String line) {
        String[] columns = line.split("\t", -1);
        List<String> phrases = Arrays.stream(columns[6].split(Pattern.quote(" || "), -1))
                .filter(phrase -> !phrase.isBlank())
                .toList();
        return new Row(columns[0], columns[1], columns[5], phrases, columns.length > 10 ? columns[10] : "");
    }
}
