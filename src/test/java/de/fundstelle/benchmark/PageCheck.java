// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Block;
import de.fundstelle.ingest.Extraction;
import de.fundstelle.ingest.Extractor;
import de.fundstelle.ingest.Originals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Compares the pages on which phrases are found with those of another program, `pdftotext` (poppler-utils).
///
/// Argument: the folder with `manifest.tsv`. A phrase counts if both programs find it, within a block or from one to
/// the next; it is right if the page of our
/// block is one of those where `pdftotext -f N -l N` finds it, too.
public final class PageCheck {

    private static final Pattern INVISIBLE = Pattern.compile("[\\s\u00A0\u00AD\u200B]+");
    private static final long MEGABYTE = 1L << 20;
    private static final int MOST_PAGES = 300;

    private int right;
    private int wrong;
    private int untold;

    private PageCheck() {}

    /// Runs the check and prints each mismatch and the sum.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Settings.Ocr ocr = new Settings.Ocr(false, List.of("deu"), 0);
        Settings.Ingest settings = new Settings.Ingest(200 * MEGABYTE, 2, 512 * MEGABYTE, Duration.ofMinutes(2), ocr);
        PageCheck check = new PageCheck();
        Path temporary = Files.createTempDirectory("page-check");
        try (Extractor extractor = new Extractor(settings, temporary, new Originals(temporary.resolve("originals")))) {
            for (String line : Files.readAllLines(folder.resolve("manifest.tsv"))) {
                String[] columns = line.split("\t", -1);
                if (columns.length > 10 && columns[0].endsWith(".pdf") && columns[10].equals("must")) {
                    check.file(extractor, folder.resolve(columns[0]), columns[6]);
                }
            }
        }
        System.out.printf(
                "%d of %d pages right (%.1f %%); %d phrases that one of the programs does not find%n",
                check.right,
                check.right + check.wrong,
                100.0 * check.right / (check.right + check.wrong),
                check.untold);
    }

    private void file(Extractor extractor, Path file, String phrases) throws IOException, InterruptedException {
        if (!(extractor.extract(file, Extractor.Known.fresh(String.valueOf(file.getFileName())))
                instanceof Extraction.Extracted read)) {
            return;
        }
        int last = read.text().blocks().stream()
                .mapToInt(block ->
                        block.place().page() == null ? 0 : block.place().page())
                .max()
                .orElse(0);
        List<String> pages = java.util.stream.IntStream.rangeClosed(1, Math.min(last, MOST_PAGES))
                .mapToObj(page -> textOf(file, page))
                .toList();
        Arrays.stream(phrases.split(Pattern.quote(" || "), -1))
                .filter(phrase -> !phrase.isBlank())
                .forEach(phrase -> phrase(file, read, pages, squeezed(phrase)));
    }

    private void phrase(Path file, Extraction.Extracted read, List<String> pages, String phrase) {
        List<Integer> one = within(read, phrase);
        List<Integer> found = one.isEmpty() ? across(read, phrase) : one;
        boolean known = pages.stream().anyMatch(page -> page.contains(phrase));
        if (found.isEmpty() || !known) {
            untold++;
            if (known) {
                System.out.printf("UNTOLD %s: %s%n", file, phrase);
            }
        } else if (found.stream()
                .allMatch(page -> page <= pages.size() && pages.get(page - 1).contains(phrase))) {
            right++;
        } else {
            wrong++;
            System.out.printf("WRONG %s: %s on %s%n", file, phrase, found);
        }
    }

    /// The pages of the blocks that hold the phrase.
    private static List<Integer> within(Extraction.Extracted read, String phrase) {
        return read.text().blocks().stream()
                .filter(block -> block.place().page() != null)
                .filter(block -> squeezed(read.text().of(block)).contains(phrase))
                .map(PageCheck::pageOf)
                .toList();
    }

    /// The pages on which the phrase goes on from one block to the next.
    private static List<Integer> across(Extraction.Extracted read, String phrase) {
        Map<Integer, StringBuilder> texts = new TreeMap<>();
        read.text().blocks().stream()
                .filter(block -> block.place().page() != null)
                .forEach(block -> texts.computeIfAbsent(pageOf(block), page -> new StringBuilder())
                        .append(squeezed(read.text().of(block))));
        return texts.entrySet().stream()
                .filter(page -> page.getValue().indexOf(phrase) >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int pageOf(Block block) {
        Integer page = block.place().page();
        return page == null ? 0 : page;
    }

    private static String textOf(Path file, int page) {
        String number = Integer.toString(page);
        try {
            Process program = new ProcessBuilder(
                            "pdftotext", "-q", "-f", number, "-l", number, "-enc", "UTF-8", file.toString(), "-")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            program.waitFor();
            return squeezed(text);
        } catch (IOException e) {
            throw new IllegalStateException("pdftotext cannot be started; install poppler-utils", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String squeezed(String text) {
        return Normalizer.normalize(INVISIBLE.matcher(text).replaceAll(""), Normalizer.Form.NFC);
    }
}
