// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The answer to OWASP's questions names tests that exist, every question once, and counts itself right.
class AsvsTest {

    private static final Path PAGE = Path.of("docs/security/asvs.md");
    private static final Path TESTS = Path.of("src/test/java");

    /// Version 5.0.0 has so many of level 1 and 2, by chapter.
    private static final List<Integer> ITEMS = List.of(27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7);

    private static final List<String> STATES = List.of("met", "partly", "not met", "n/a");
    private static final Pattern ITEM = Pattern.compile("(\\d+)\\.\\d+\\.\\d+");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./\\.\\./([^)]+)\\)");

    private static String page;
    private static List<Row> rows;

    /// One question.
    private record Row(String item, String state, String how, String shown) {}

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
        rows = page.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", -1))
                .filter(cells ->
                        cells.length == 6 && ITEM.matcher(cells[0].substring(2)).matches())
                .map(cells -> new Row(cells[0].substring(2), cells[3], cells[4], cells[5].replace(" |", "")))
                .toList();
    }

    @Test
    void answersEveryQuestionOnce() {
        assertThat(rows).extracting(Row::item).doesNotHaveDuplicates();
        Map<Integer, Long> byChapter = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Integer.valueOf(
                                row.item().substring(0, row.item().indexOf('.'))),
                        TreeMap::new,
                        Collectors.counting()));
        assertThat(byChapter.values()).map(Long::intValue).containsExactlyElementsOf(ITEMS);
        assertThat(rows).extracting(Row::state).allMatch(STATES::contains);
    }

    @Test
    void countsItselfRight() {
        for (String state : STATES) {
            long count = rows.stream().filter(row -> row.state().equals(state)).count();
            assertThat(page).contains("\n| %s | %d |\n".formatted(state, count));
        }
        List<String> open = rows.stream()
                .filter(row -> row.state().equals("not met") || row.state().equals("partly"))
                .map(Row::item)
                .toList();
        assertThat(open).allSatisfy(item -> assertThat(page).contains("\n- **" + item + "** "));
    }

    @Test
    void namesWhatShowsEachClaim() {
        assertThat(rows).allSatisfy(row -> {
            boolean claims = row.state().equals("met") || row.state().equals("partly");
            assertThat(row.shown().equals("–")).as("%s", row).isEqualTo(!claims);
            assertThat(row.how()).as("%s", row).isNotBlank();
        });
    }

    @Test
    void namesOnlyTestsAndPagesThatExist() throws IOException {
        Map<String, Path> classes = testClasses();
        List<String> missing = new ArrayList<>();
        for (MatchResult named : NAMED.matcher(page).results().toList()) {
            Path source = classes.get(named.group(1));
            if (source == null || !isTest(Files.readString(source), named.group(2))) {
                missing.add(named.group());
            }
        }
        LINK.matcher(page)
                .results()
                .map(link -> link.group(1))
                .filter(file -> !Files.exists(Path.of(file)))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
        assertThat(NAMED.matcher(page).results()).hasSizeGreaterThan(100);
    }

    private static Map<String, Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file));
        }
    }

    /// Whether the source has a test of that name.
    private static boolean isTest(String source, String method) {
        List<String> lines = Arrays.asList(source.split("\n", -1));
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).matches(".*\\b" + method + "\\(.*\\{") && annotated(lines, line)) {
                return true;
            }
        }
        return false;
    }

    private static boolean annotated(List<String> lines, int method) {
        for (int line = method - 1; line >= 0 && !lines.get(line).isBlank(); line--) {
            if (lines.get(line).matches("\\s*@(?:Test|ParameterizedTest|TestFactory|RepeatedTest)\\b.*")) {
                return true;
            }
        }
        return false;
    }
}
