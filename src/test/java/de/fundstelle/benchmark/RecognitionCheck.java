// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import de.fundstelle.config.Settings;
import de.fundstelle.ingest.Extraction;
import de.fundstelle.ingest.Extractor;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.Originals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Counts the words of reference texts that are found again in what was read of scans.
///
/// Arguments: the folder of the scans, the folder of the texts (same name, ending `.txt`); perhaps `-v`, which names
/// the
/// words that are missing. A word that occurs three times must be found three times; words that a line end divides are
/// joined in the reference, too.
public final class RecognitionCheck {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{2,}");
    private static final Pattern DIVIDED = Pattern.compile("(\\p{L})[-\u00AD]\\s*\\n\\s*(\\p{Ll})");

    private RecognitionCheck() {}

    /// Runs the check and prints a line per file.
    public static void main(String[] arguments) throws Exception {
        boolean verbose = arguments.length > 2;
        Settings.Ocr ocr = new Settings.Ocr(true, List.of("deu", "eng"), 100);
        Settings.Ingest settings = new Settings.Ingest(200L << 20, 2, 512L << 20, Duration.ofMinutes(2), ocr);
        Path temporary = Files.createTempDirectory("recognition-check");
        Originals originals = new Originals(temporary.resolve("originals"));
        int wanted = 0;
        int found = 0;
        long start = System.nanoTime();
        try (Extractor extractor = new Extractor(settings, temporary, originals);
                Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName()).replaceFirst("\\.pdf$", "");
                Path reference = Path.of(arguments[1]).resolve(name + ".txt");
                if (Files.exists(reference)) {
                    Score score = score(extractor, file, reference, verbose);
                    wanted += score.wanted();
                    found += score.found();
                    System.out.printf("%5.1f %% of %5d words  %s%n", score.percent(), score.wanted(), name);
                }
            }
        }
        System.out.printf(
                "%5.2f %% of %d words in %.0f s%n", 100.0 * found / wanted, wanted, (System.nanoTime() - start) / 1e9);
    }

    private record Score(int found, int wanted) {
        double percent() {
            return 100.0 * found / Math.max(1, wanted);
        }
    }

    private static Score score(Extractor extractor, Path file, Path reference, boolean verbose)
            throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Extraction extraction : WholeFile.read(extractor, file, Known.fresh(String.valueOf(file.getFileName())))) {
            if (extraction instanceof Extraction.Extracted read) {
                text.append(read.text().text()).append('\n');
            }
        }
        Map<String, Integer> there = new HashMap<>();
        words(text.toString()).forEach(word -> there.merge(word, 1, Integer::sum));
        List<String> missing = new ArrayList<>();
        List<String> wanted = words(Files.readString(reference));
        for (String word : wanted) {
            if (there.merge(word, -1, Integer::sum) < 0) {
                missing.add(word);
            }
        }
        if (verbose) {
            System.out.println("missing: " + missing);
        }
        return new Score(wanted.size() - missing.size(), wanted.size());
    }

    private static List<String> words(String text) {
        Matcher matcher = WORD.matcher(DIVIDED.matcher(text).replaceAll("$1$2"));
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.GERMAN));
        }
        return words;
    }
}
