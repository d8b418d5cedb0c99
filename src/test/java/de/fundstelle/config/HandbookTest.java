// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the operators' handbook, the reference file and [Settings] together: the same keys, the same defaults.
class HandbookTest {

    private static final Path HANDBOOK = Path.of("docs/handbook/betrieb.md");
    private static final Path REFERENCE = Path.of("config/fundstelle.yaml");

    /// A row of the table of settings: `| \`key\` | \`default\` | meaning |`.
    private static final Pattern ROW = Pattern.compile("\\| `([a-z][a-z0-9.-]*)` \\| (?:`([^`]*)`|leer) \\| \\S.* \\|");

    private static final Pattern LINE = Pattern.compile("( *)([a-z][a-z0-9-]*):(?: (.*))?");

    /// Settings whose name in the file says more than the record's, which is read in its context.
    private static final Map<String, String> SPOKEN = Map.ofEntries(
            Map.entry("sources.folders", "ingest.sources"),
            Map.entry("sources.interval", "ingest.sources-interval"),
            Map.entry("ingest.ocr.enabled", "ingest.ocr"),
            Map.entry("ingest.ocr.languages", "ingest.ocr-languages"),
            Map.entry("ingest.ocr.max-pages", "ingest.ocr-max-pages"),
            Map.entry("models.chat.api-key", "models.chat.api-key-file"),
            Map.entry("models.embedding.api-key", "models.embedding.api-key-file"),
            Map.entry("server.tls.password", "server.tls.password-file"),
            Map.entry("access.oidc.client-secret", "access.oidc.client-secret-file"),
            Map.entry("access.ldap.bind-password", "access.ldap.bind-password-file"));

    @Test
    void handbookExplainsEveryKeyWithItsDefault() throws IOException {
        assertThat(handbook()).isEqualTo(referenceFile());
    }

    @Test
    void programReadsTheFileThatPeopleRead() throws IOException {
        assertThat(Configuration.reference()).isEqualTo(referenceFile());
    }

    @Test
    void settingsHaveExactlyTheKeysOfTheFile() throws IOException {
        Set<String> components = components(Settings.class)
                .map(name -> SPOKEN.getOrDefault(name, name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(components).isEqualTo(referenceFile().keySet());
    }

    private static Map<String, String> handbook() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(HANDBOOK)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                String standard = row.group(2) == null ? "" : row.group(2);
                assertThat(rows.put(row.group(1), standard))
                        .as("second row of %s", row.group(1))
                        .isNull();
            }
        }
        return rows;
    }

    /// Read without the program's own reader, so that the two prove each other.
    private static Map<String, String> referenceFile() throws IOException {
        Map<String, String> values = new TreeMap<>();
        Deque<String> path = new ArrayDeque<>();
        for (String line : Files.readAllLines(REFERENCE)) {
            var entry = LINE.matcher(line);
            if (!entry.matches()) {
                assertThat(line.strip()).as("a line that is no comment").matches("|#.*");
                continue;
            }
            while (path.size() > entry.group(1).length() / 2) {
                path.removeLast();
            }
            path.addLast(entry.group(2));
            if (entry.group(3) != null) {
                values.put(String.join(".", path), entry.group(3).replace("\"", ""));
            }
        }
        return values;
    }

    private static Stream<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(HandbookTest::keys);
    }

    private static Stream<String> keys(RecordComponent component) {
        String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        boolean nested = component.getType().isRecord() && component.getType().getNestHost() == Settings.class;
        return nested ? components(component.getType()).map(key -> name + "." + key) : Stream.of(name);
    }
}
