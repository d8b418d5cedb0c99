// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.People;
import de.fundstelle.access.Sessions;
import de.fundstelle.audit.Journal.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RetentionTest {

    private static final String CANARY = "Xanthippe wohnt im Turm";

    private Path file;
    private Archived archived;
    private final AtomicInteger tidied = new AtomicInteger();
    private Retention retention;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("fundstelle.db");
        archived = new Archived(file);
        retention = new Retention(
                archived.settings.retention(),
                archived.database,
                file,
                archived.clock,
                archived.journal,
                archived.conversations,
                new Sessions(archived.database, archived.clock, archived.settings.access()),
                new Usage(
                        archived.database,
                        archived.clock,
                        new People(archived.database, archived.clock, 12, archived.journal)),
                tidied::incrementAndGet);
        archived.sql("INSERT INTO person VALUES ('p', 'anna', 'reader', NULL, 1, 1)");
        archived.sql(
                "INSERT INTO collection (id, name, access_right, contact, sample, created) VALUES ('c', 'c', 'r', '', 0, 1)");
    }

    @AfterEach
    void close() {
        retention.close();
        archived.close();
    }

    @Test
    void whatIsOlderThanItsPeriodGoesAndWhatIsYoungerStays() throws Exception {
        for (int days : List.of(89, 91)) {
            archived.sql("INSERT INTO conversation VALUES (?, 'p', 't', 1, ?)", "v" + days, ago(days));
            archived.sql(
                    "INSERT INTO turn VALUES (?, ?, 1, 'q', 'a', 'EXCERPTS', NULL, '{}', NULL, 1, 1)",
                    "t" + days,
                    "v" + days);
            document("d" + days);
            for (String state : List.of("complete", "refused", "unchanged", "waiting", "reading", "searchable")) {
                archived.sql(
                        "INSERT INTO import (id, document, collection, name, state, sequence, change, created) VALUES (?, ?, 'c', 'n', ?, (SELECT count(*) FROM import), 1, ?)",
                        state + days,
                        "d" + days,
                        state,
                        ago(days));
            }
        }
        for (int days : List.of(1094, 1096)) {
            archived.sql("INSERT INTO tombstone VALUES ('document', ?, ?)", "x" + days, ago(days));
            archived.sql("INSERT INTO deletion (at, kind, number, before) VALUES (?, 'usage', 1, 1)", ago(days));
        }
        archived.sql("INSERT INTO usage VALUES ('2023-W52', '', 'questions', 1), ('2024-W03', '', 'questions', 1)");
        for (int hours : List.of(7, 9, 25)) {
            archived.sql(
                    "INSERT INTO session VALUES (?, ?, 'p', 'b', NULL, ?, ?)",
                    "h" + hours,
                    "s" + hours,
                    now() - Duration.ofHours(hours).toMillis(),
                    now() - Duration.ofHours(Math.min(hours, 9)).toMillis());
        }
        for (int days : List.of(-1, 1)) {
            archived.sql(
                    "INSERT INTO api_key VALUES (?, ?, 'p', 'n', 1, 'read', ?)", "k" + days, "h" + days, ago(days));
        }
        copy("1", 13);
        copy("2", 15);

        retention.enforce();

        assertThat(ids("conversation")).containsExactly("v89");
        assertThat(ids("turn")).containsExactly("t89");
        assertThat(ids("import"))
                .containsExactlyInAnyOrder(
                        "complete89",
                        "refused89",
                        "unchanged89",
                        "waiting89",
                        "reading89",
                        "searchable89",
                        "waiting91",
                        "reading91",
                        "searchable91");
        assertThat(ids("session")).containsExactly("s7");
        assertThat(ids("api_key")).containsExactly("k-1");
        assertThat(strings("SELECT object FROM tombstone")).containsExactlyInAnyOrder("x1094", "v91");
        assertThat(strings("SELECT week FROM usage")).containsExactly("2024-W03");
        assertThat(file.resolveSibling("fundstelle.db.before-upgrade-from-1")).exists();
        assertThat(file.resolveSibling("fundstelle.db.before-upgrade-from-2")).doesNotExist();
        Map<String, Integer> written = retention.deletions().stream()
                .filter(deletion -> deletion.at() == now())
                .collect(Collectors.toMap(Retention.Deletion::kind, Retention.Deletion::number));
        assertThat(tidied).as("originals that only reports needed").hasValue(1);
        assertThat(written)
                .isEqualTo(Map.of(
                        "conversations",
                        1,
                        "imports",
                        3,
                        "usage",
                        1,
                        "tombstones",
                        1,
                        "sessions",
                        2,
                        "keys",
                        1,
                        "copies",
                        1,
                        "deletions",
                        1));
        assertThat(retention.deletions())
                .filteredOn(deletion -> deletion.kind().equals("conversations"))
                .singleElement()
                .satisfies(deletion -> assertThat(deletion.before()).isEqualTo(ago(90)));
        assertThat(archived.journal.newest(Optional.empty(), Optional.of("RETENTION_ENFORCED"), 9))
                .singleElement()
                .satisfies(entry -> assertThat(entry.result()).isEqualTo("11 deleted"));

        retention.enforce();
        assertThat(archived.journal.newest(Optional.empty(), Optional.of("RETENTION_ENFORCED"), 9))
                .as("nothing more to say")
                .hasSize(1);
    }

    @Test
    void theJournalIsShortenedAndStaysInOrder() throws Exception {
        archived.journal.record("p", Action.VERIFIED, "", "old");
        archived.clock.advance(Duration.ofDays(366));
        archived.journal.record("p", Action.VERIFIED, "", "new");
        retention.enforce();
        assertThat(archived.journal.newest(Optional.empty(), Optional.empty(), 9))
                .extracting(entry -> entry.action() + " " + entry.result())
                .noneMatch(entry -> entry.endsWith("old"))
                .anyMatch(entry -> entry.startsWith("JOURNAL_SHORTENED"));
        assertThat(archived.journal.findings(Optional.of(archived.journal.head())))
                .isEmpty();
        assertThat(retention.deletions()).extracting(Retention.Deletion::kind).containsExactly("journal");
    }

    @Test
    void wordsOfWhatWasDeletedCanNotBeReadInTheFilesAnyMore() throws Exception {
        archived.sql("INSERT INTO conversation VALUES ('v', 'p', ?, 1, ?)", CANARY, now());
        for (int turn = 0; turn < 50; turn++) {
            archived.sql(
                    "INSERT INTO turn VALUES (?, 'v', ?, ?, ?, 'EXCERPTS', NULL, '{}', NULL, 1, 1)",
                    "t" + turn,
                    turn,
                    CANARY,
                    CANARY.repeat(300));
        }
        assertThat(bytes()).as("or the test could not fail").contains(CANARY);
        archived.clock.advance(Duration.ofDays(91));
        retention.enforce();
        assertThat(bytes()).doesNotContain(CANARY);
    }

    @Test
    void aConversationThatItsOwnerDeletesIsGoneFromTheFilesAtOnce() throws Exception {
        archived.sql("INSERT INTO conversation VALUES ('v', 'p', ?, 1, ?)", CANARY, now());
        archived.sql(
                "INSERT INTO turn VALUES ('t', 'v', 1, ?, ?, 'EXCERPTS', NULL, '{}', NULL, 1, 1)",
                CANARY,
                CANARY.repeat(300));
        assertThat(bytes()).contains(CANARY);
        archived.conversations.delete(
                new de.fundstelle.access.Person("p", "anna", de.fundstelle.access.Role.READER, java.util.Set.of()),
                "v");
        assertThat(bytes()).doesNotContain(CANARY);
    }

    /// The answer was still running when its document was deleted, or the program ended in between.
    @Test
    void quotesOfADeletedDocumentThatWereStoredLateGoWithTheNextRun() throws Exception {
        archived.sql("INSERT INTO conversation VALUES ('v', 'p', 't', 1, ?)", now());
        archived.sql(
                "INSERT INTO turn VALUES ('t', 'v', 1, 'q', ?, 'EXCERPTS', NULL, ?, NULL, 1, 1)", CANARY, detail("d1"));
        archived.sql("INSERT INTO tombstone VALUES ('document', 'd1', ?)", now());
        retention.enforce();
        assertThat(bytes()).doesNotContain(CANARY);
        assertThat(ids("turn")).containsExactly("t");
    }

    @Test
    void startsByItself() throws Exception {
        archived.sql("INSERT INTO conversation VALUES ('v', 'p', 't', 1, ?)", ago(91));
        retention.start(Duration.ofMillis(1), Duration.ofMillis(10));
        await("conversation");
        archived.sql("INSERT INTO conversation VALUES ('v2', 'p', 't', 1, ?)", ago(91));
        await("conversation");
    }

    @Test
    void aRunThatFailsIsNotTheLast() throws Exception {
        archived.sql("ALTER TABLE deletion RENAME TO hidden");
        archived.sql("INSERT INTO conversation VALUES ('v', 'p', 't', 1, ?)", ago(91));
        retention.start(Duration.ofMillis(1), Duration.ofMillis(10));
        await("conversation");
        archived.sql("ALTER TABLE hidden RENAME TO deletion");
        archived.sql("INSERT INTO conversation VALUES ('v2', 'p', 't', 1, ?)", ago(91));
        await("conversation");
    }

    static String detail(String document) {
        return """
                {"citations":[],"sentences":[],"passages":[{"n":1,"document":"%s","version":"v1","title":"%s","collection":"c",
                "sample":false,"place":{"page":1,"section":"%s"},"headings":["%s"],"text":"%s","start":0,"end":3,"marks":[]}]}""".formatted(document, CANARY, CANARY, CANARY, CANARY);
    }

    private void await(String table) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (archived.count(table) > 0) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(Duration.ofMillis(5));
        }
    }

    private void document(String id) {
        archived.sql(
                "INSERT INTO document (id, collection, source_key, name, title, state, changed) VALUES (?, 'c', ?, 'n', 't', 'complete', 1)",
                id,
                id);
    }

    private void copy(String version, int days) throws IOException {
        Path copy = Files.writeString(file.resolveSibling("fundstelle.db.before-upgrade-from-" + version), "old");
        Files.setLastModifiedTime(copy, FileTime.fromMillis(ago(days)));
    }

    private List<String> ids(String table) {
        return strings("SELECT id FROM " + table);
    }

    private List<String> strings(String sql) {
        return archived.database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private long now() {
        return archived.clock.millis();
    }

    private long ago(int days) {
        return now() - Duration.ofDays(days).toMillis();
    }

    /// Database and write-ahead log as they are on the disk.
    private String bytes() throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (String name : List.of("fundstelle.db", "fundstelle.db-wal")) {
            bytes.append(Files.readString(file.resolveSibling(name), StandardCharsets.ISO_8859_1));
        }
        return bytes.toString();
    }
}
