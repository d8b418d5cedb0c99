// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Place;
import de.fundstelle.facts.Fact;
import de.fundstelle.facts.FactName;
import de.fundstelle.facts.SelfDescription;
import de.fundstelle.ingest.Extraction;
import de.fundstelle.ingest.Extractor;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.Originals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads files, and holds what is recognised in them against what a person wrote down before.
///
/// Arguments: the folder of the files, a table of expectations (`path`, `name`, `value` parted by tabs; every fact that
/// a file states is in it, and a path with an empty name for a file that states none), a folder that keeps what was
/// read.
public final class FactsCheck {

    private static final long MEGABYTE = 1L << 20;

    private FactsCheck() {}

    /// A file as it was read once.
    record Read(Optional<String> title, DocumentText text) {}

    /// Found, wanted and right facts of one name.
    private static final class Count {
        private int found;
        private int wanted;
        private int right;
    }

    /// Runs the check and prints its tables.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Map<String, Map<String, String>> expected = new LinkedHashMap<>();
        for (String row : Files.readAllLines(Path.of(arguments[1]))) {
            String[] parts = row.split("\t", -1);
            Map<String, String> facts = expected.computeIfAbsent(parts[0], path -> new LinkedHashMap<>());
            if (!parts[1].isEmpty()) {
                facts.put(parts[1], parts[2]);
            }
        }
        Path kept = Files.createDirectories(Path.of(arguments[2]));
        Map<FactName, Count> counts = new EnumMap<>(FactName.class);
        Settings.Ocr ocr = new Settings.Ocr(true, List.of("deu", "eng"), 50);
        Settings.Ingest settings = new Settings.Ingest(200 * MEGABYTE, 1, 512 * MEGABYTE, Duration.ofMinutes(5), ocr);
        Path temporary = Files.createTempDirectory("facts-check");
        Originals originals = new Originals(temporary.resolve("originals"));
        try (Extractor extractor = new Extractor(settings, temporary, originals)) {
            for (Map.Entry<String, Map<String, String>> file : expected.entrySet()) {
                Optional<Read> read = read(extractor, folder.resolve(file.getKey()), kept);
                read.ifPresent(done -> judge(file.getKey(), done, file.getValue(), counts));
            }
        }
        System.out.printf("%-16s %6s %6s %6s %10s %8s%n", "fact", "wanted", "found", "right", "precision", "recall");
        counts.forEach((name, count) -> System.out.printf(
                "%-16s %6d %6d %6d %9.1f%% %7.1f%%%n",
                name.key(),
                count.wanted,
                count.found,
                count.right,
                100.0 * count.right / Math.max(1, count.found),
                100.0 * count.right / Math.max(1, count.wanted)));
    }

    private static void judge(String path, Read read, Map<String, String> expected, Map<FactName, Count> counts) {
        SelfDescription description = SelfDescription.of(read.text(), read.title());
        for (FactName name : FactName.values()) {
            String wanted = expected.getOrDefault(name.key(), "");
            String found = description.fact(name).map(Fact::value).orElse("");
            if (name == FactName.TITLE && wanted.isEmpty()) {
                continue; // not everything has a title that two people would agree on
            }
            Count count = counts.computeIfAbsent(name, each -> new Count());
            boolean right = !found.isEmpty() && !wanted.isEmpty() && agrees(name, wanted, found);
            count.wanted += wanted.isEmpty() ? 0 : 1;
            count.found += found.isEmpty() ? 0 : 1;
            count.right += right ? 1 : 0;
            if (!right && !(wanted.isEmpty() && found.isEmpty())) {
                System.out.printf("%s %s: wanted [%s], found [%s]%n", path, name.key(), wanted, found);
            }
        }
        if (Boolean.getBoolean("verbose")) {
            description.facts().forEach(fact -> System.out.printf("  %s %s%n", path, fact));
            description.changes().forEach(change -> System.out.printf("  %s %s%n", path, change));
        }
    }

    private static boolean agrees(FactName name, String wanted, String found) {
        return switch (name) {
            case TITLE -> overlap(words(wanted), words(found)) >= 0.85;
            case AMENDS, AMENDED_BY, REPLACES -> dates(wanted).equals(dates(found));
            case IN_FORCE_SINCE, IN_FORCE_UNTIL ->
                wanted.equals("?") ? !found.matches("\\d{4}-\\d{2}-\\d{2}") : wanted.equals(found);
            case KIND, DATE, VERSION, FILE_NUMBER, ADDRESS -> wanted.equals(found);
        };
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(
                Arrays.asList(text.toLowerCase(Locale.GERMAN).strip().split("[^\\p{L}\\d]+", -1)));
    }

    private static double overlap(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return 2.0 * both.size() / (one.size() + other.size());
    }

    private static Set<String> dates(String text) {
        return Pattern.compile("\\d{1,2}\\.\\s?(?:\\d{1,2}\\.|\\p{L}+)\\s?\\d{4}")
                .matcher(text)
                .results()
                .map(date ->
                        date.group().replace(" ", "").replace("Juni", "06.").replaceAll("(?<!\\d)(\\d)\\.", "0$1."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Read> read(Extractor extractor, Path file, Path kept)
            throws IOException, InterruptedException {
        Path copy = kept.resolve(file.getFileName() + ".read");
        if (!Files.exists(copy)) {
            if (WholeFile.read(extractor, file, Known.fresh(file.getFileName().toString()))
                            .getFirst()
                    instanceof Extraction.Extracted read) {
                keep(new Read(read.title(), read.text()), copy);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(again(copy));
    }

    private static void keep(Read read, Path copy) throws IOException {
        StringBuilder lines = new StringBuilder(read.title().orElse("")).append('\n');
        for (Block block : read.text().blocks()) {
            lines.append("%s\t%d\t%s\t%d\t%d%n"
                    .formatted(
                            block.kind(),
                            block.level(),
                            block.place().page() == null ? "" : block.place().page(),
                            block.start(),
                            block.end()));
        }
        Files.writeString(copy, lines.append('\n').append(read.text().text()));
    }

    private static Read again(Path copy) throws IOException {
        String all = Files.readString(copy);
        int title = all.indexOf('\n');
        int end = all.indexOf("\n\n", title);
        List<Block> blocks = new ArrayList<>();
        for (String line : all.substring(title + 1, end).split("\n", -1)) {
            String[] parts = line.split("\t", -1);
            Place place = parts[2].isEmpty() ? Place.NONE : Place.onPage(Integer.parseInt(parts[2]));
            blocks.add(new Block(
                    Block.Kind.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    place,
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4])));
        }
        return new Read(
                Optional.of(all.substring(0, title)).filter(text -> !text.isEmpty()),
                new DocumentText(all.substring(end + 2), blocks));
    }
}
