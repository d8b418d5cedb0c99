// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.access.SettableClock;
import de.fundstelle.audit.Journal.Action;
import de.fundstelle.audit.Journal.Entry;
import de.fundstelle.audit.Journal.Witness;
import de.fundstelle.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final int ENTRIES = 8;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Journal journal;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(folder.resolve("test.db"));
        journal = new Journal(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void entriesAreAppendedInOrderWithTimeActorAndResult() {
        journal.record("p1", Action.COLLECTION_MADE, "c1", "done");
        clock.advance(Duration.ofMillis(5));
        journal.record("operator", Action.VERIFIED, "", "0 findings");
        assertThat(all())
                .extracting(entry -> entry.id() + " " + entry.actor() + " " + entry.action() + " " + entry.object()
                        + " " + entry.result())
                .containsExactly("1 p1 COLLECTION_MADE c1 done", "2 operator VERIFIED  0 findings");
        assertThat(all().getLast().at() - all().getFirst().at()).isEqualTo(5);
        assertThat(journal.newest(Optional.of(2L), Optional.empty(), 10)).containsExactly(all().getFirst());
        assertThat(journal.newest(Optional.empty(), Optional.of("VERIFIED"), 10))
                .containsExactly(all().getLast());
    }

    @Test
    void anEmptyJournalIsInOrder() {
        assertThat(journal.findings(Optional.empty())).isEmpty();
        assertThat(journal.findings(Optional.of(journal.head()))).isEmpty();
    }

    /// As anybody would who has the exported lines and the sentence in the handbook, without this program.
    @Test
    void anyToolCanCheckTheExportedLines() throws Exception {
        journal.record(
                "ä\"\\\u2028\n\t</script>", Action.GRANTS_CHANGED, "🐕", "given [read group \u0001 'x'], taken []");
        journal.record("", Action.VERIFIED, "", "");
        fill();
        List<String> lines = new ArrayList<>();
        journal.each(0, entry -> lines.add(entry.line()));
        assertThat(lines).hasSize(ENTRIES + 2);
        String before = "";
        JsonMapper json = new JsonMapper();
        for (String line : lines) {
            assertThat(line).doesNotContain("\n");
            JsonNode entry = json.readTree(line);
            String hashed =
                    "[" + json.writeValueAsString(before) + "," + entry.path("id") + "," + entry.path("at") + ","
                            + entry.path("actor") + "," + entry.path("action") + "," + entry.path("object") + ","
                            + entry.path("result") + "]";
            before = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8)));
            assertThat(entry.path("hash").asText()).as(line).isEqualTo(before);
        }
        assertThat(journal.head()).isEqualTo(new Witness(ENTRIES + 2, before));
    }

    /// JSON may hold what UTF-8 cannot: half a character, or a zero.
    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "a\u0000b", "\ufeff", "\uffff", "e\u0301"})
    void strangeCharactersDoNotBreakTheChain(String strange) {
        journal.record(strange, Action.PERSON_CHANGED, strange, "groups given [" + strange + "]");
        journal.record("p", Action.VERIFIED, "", "done");
        assertThat(journal.findings(Optional.empty())).isEmpty();
    }

    @Test
    void aResultWithoutEndIsCutAndStillChained() {
        journal.record("p", Action.PERSON_CHANGED, "q", "🐕".repeat(100_000));
        journal.record("p", Action.PERSON_CHANGED, "q", "x" + "🐕".repeat(100_000));
        assertThat(all())
                .allSatisfy(entry -> assertThat(entry.result())
                        .hasSizeLessThanOrEqualTo(2000)
                        .endsWith("🐕…"));
        assertThat(journal.findings(Optional.empty())).isEmpty();
    }

    @Test
    void nothingButAppendingIsPossibleWithoutTakingTheTriggersAway() {
        fill();
        for (String sql : List.of(
                "UPDATE journal SET actor = 'x'",
                "UPDATE journal SET hash = hash WHERE id = 3",
                "DELETE FROM journal",
                "DELETE FROM journal WHERE id = 3",
                "REPLACE INTO journal (id, at, actor, action, object, result, hash) VALUES (3, 1, 'x', 'x', 'x', 'x', 'x')",
                "INSERT INTO journal (id, at, actor, action, object, result, hash) VALUES (0, 1, 'x', 'x', 'x', 'x', 'x')",
                "INSERT OR IGNORE INTO journal (id, at, actor, action, object, result) VALUES (3, 1, 'x', 'x', 'x', 'x')")) {
            assertThatThrownBy(() -> attack(sql)).as(sql).rootCause().hasMessageContaining("append-only");
        }
        assertThat(journal.findings(Optional.empty())).isEmpty();
        assertThat(all()).hasSize(ENTRIES);
    }

    @Test
    void everyChangeOfEveryColumnOfEveryEntryIsFound() {
        fill();
        disarm();
        for (int id = 1; id <= ENTRIES; id++) {
            for (String column : List.of("at", "actor", "action", "object", "result", "hash")) {
                for (String change : List.of("%s || '0'", "''", "substr(%s, 2)", "0")) {
                    undone(
                            "UPDATE journal SET %s = %s WHERE id = %d".formatted(column, change.formatted(column), id),
                            id);
                }
            }
            undone("UPDATE journal SET actor = object, object = actor WHERE id = " + id, id);
            undone("UPDATE journal SET actor = actor || ',', object = '' WHERE id = " + id, id);
        }
        assertThat(journal.findings(Optional.empty())).isEmpty();
    }

    @Test
    void whatIsRemovedSwappedOrPutInBetweenIsFound() {
        fill();
        disarm();
        for (int id = 1; id < ENTRIES; id++) {
            undone("DELETE FROM journal WHERE id = " + id, id + 1);
            if (id > 1) {
                undone("DELETE FROM journal WHERE id <= " + id, id + 1);
            }
        }
        undone("UPDATE journal SET id = CASE id WHEN 3 THEN 100 ELSE id END", 4);
        for (String column : List.of("at", "actor", "object", "hash")) {
            undone(
                    "UPDATE journal AS j SET %1$s = (SELECT o.%1$s FROM journal o WHERE o.id = CASE j.id WHEN 3 THEN 4 ELSE 3 END) WHERE j.id IN (3, 4)"
                            .formatted(column),
                    3);
        }
        undone("INSERT INTO journal SELECT 9, at, actor, action, object, result, hash FROM journal WHERE id = 8", 9);
        undone("INSERT INTO journal SELECT 0, at, actor, action, object, result, hash FROM journal WHERE id = 8", 1);
        undone("INSERT INTO journal SELECT -5, at, actor, action, object, result, '' FROM journal WHERE id = 8", 1);
    }

    @Test
    void whatIsTakenFromTheEndOrFromAllIsFoundByTheNote() {
        fill();
        Optional<Witness> noted = Optional.of(journal.head());
        disarm();
        for (String sql : List.of(
                "DELETE FROM journal WHERE id = 8",
                "DELETE FROM journal WHERE id > 2",
                "DELETE FROM journal",
                "DELETE FROM journal; UPDATE journal_anchor SET through = 8",
                "DELETE FROM journal; UPDATE journal_anchor SET through = 1000000",
                "DELETE FROM journal WHERE id <= 4; UPDATE journal_anchor SET through = 4, hash = 'x'")) {
            within(sql, () -> assertThat(journal.findings(noted)).as(sql).isNotEmpty());
        }
        assertThat(journal.findings(noted)).isEmpty();
    }

    @Test
    void oneRecomputedHashGivesTheNextEntryAway() {
        fill();
        disarm();
        Entry entry = all().get(3);
        Chain.Link before = new Chain.Link(3, all().get(2).hash());
        String forged = before.next(entry.at(), "somebody else", entry.action(), entry.object(), entry.result())
                .hash();
        undone("UPDATE journal SET actor = 'somebody else', hash = '" + forged + "' WHERE id = 4", 5);
    }

    @Test
    void aWholeNewChainIsFoundByTheNoteOnly() {
        fill();
        Witness noted = journal.head();
        disarm();
        attack("DELETE FROM journal");
        fill("somebody else");
        assertThat(journal.findings(Optional.empty()))
                .as("nothing inside can tell")
                .isEmpty();
        assertThat(journal.findings(Optional.of(noted)))
                .singleElement()
                .asString()
                .contains("entry 8", "noted outside", "changed or removed");
    }

    @Test
    void aJournalWithoutBeginningOrWithTwoIsFoundAndTakesNoEntries() {
        fill();
        for (String sql : List.of("DELETE FROM journal_anchor", "INSERT INTO journal_anchor VALUES (0, '')")) {
            within(sql, () -> {
                assertThat(journal.findings(Optional.empty()))
                        .singleElement()
                        .asString()
                        .contains("beginning");
                assertThatThrownBy(() -> journal.record("p", Action.VERIFIED, "", ""))
                        .isInstanceOf(IllegalStateException.class);
            });
        }
    }

    @Test
    void manyAtOnceMakeOneChain() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                String actor = "p" + thread;
                running.add(pool.submit(() -> {
                    for (int number = 0; number < 50; number++) {
                        journal.record(actor, Action.KEY_MADE, "k" + number, "done");
                    }
                }));
            }
            for (int look = 0; look < 5; look++) {
                assertThat(journal.findings(Optional.empty())).isEmpty();
            }
        }
        for (Future<?> future : running) {
            future.get();
        }
        assertThat(all()).hasSize(400);
        assertThat(journal.findings(Optional.of(journal.head()))).isEmpty();
    }

    @Test
    void anActThatFailsLeavesNoEntryAndAnEntryThatFailsUndoesTheAct() {
        fill();
        assertThatThrownBy(() -> database.change(handle -> {
                    journal.append(handle, "p", Action.VERIFIED, "", "done");
                    throw new IllegalStateException("the act failed");
                }))
                .hasMessage("the act failed");
        assertThat(all()).hasSize(ENTRIES);
        database.change(handle -> handle.execute(
                "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT raise(ABORT, 'no entry'); END"));
        assertThatThrownBy(() -> database.change(handle -> {
                    handle.execute("INSERT INTO tombstone VALUES ('document', 'd', 1)");
                    journal.append(handle, "p", Action.DOCUMENT_DELETED, "d", "done");
                }))
                .rootCause()
                .hasMessageContaining("no entry");
        assertThat(database.read(Tombstones::all)).isEmpty();
    }

    @Test
    void retentionShortensItAndItStaysProvable() {
        fill();
        Witness early = new Witness(3, all().get(2).hash());
        clock.advance(Duration.ofDays(10));
        fill();
        long before = clock.millis() - Duration.ofDays(5).toMillis();
        assertThat(journal.shorten(before)).isEqualTo(ENTRIES);
        assertThat(journal.shorten(before)).as("a second time").isZero();
        assertThat(all()).hasSize(ENTRIES + 1).first().extracting(Entry::id).isEqualTo(ENTRIES + 1L);
        assertThat(journal.findings(Optional.of(journal.head()))).isEmpty();
        assertThat(journal.findings(Optional.of(early)))
                .singleElement()
                .asString()
                .contains("older than the journal");
        fill();
        assertThat(journal.findings(Optional.empty())).isEmpty();
        disarm();
        undone("DELETE FROM journal WHERE id = 9", 10);
        undone("INSERT INTO journal SELECT 2, at, actor, action, object, result, hash FROM journal WHERE id = 9", 9);
        within(
                "UPDATE journal_anchor SET through = 12, hash = (SELECT hash FROM journal WHERE id = 12)",
                () -> assertThat(journal.findings(Optional.empty())).isNotEmpty());
    }

    @Test
    void theNewestEntryStaysHoweverOldItIs() {
        fill();
        clock.advance(Duration.ofDays(1000));
        assertThat(journal.shorten(clock.millis())).isEqualTo(ENTRIES - 1);
        assertThat(all()).extracting(Entry::action).containsExactly("VERIFIED", "JOURNAL_SHORTENED");
        assertThat(journal.findings(Optional.empty())).isEmpty();
    }

    @Test
    void aClockThatWasWrongForAWhileTakesNoYoungEntriesAlong() {
        clock.advance(Duration.ofDays(-20_000));
        long longAgo = clock.millis();
        clock.advance(Duration.ofDays(20_000));
        fill();
        database.change(handle -> new Journal(database, fixed(longAgo)).append(handle, "p", Action.VERIFIED, "", ""));
        fill();
        assertThat(journal.shorten(clock.millis() - HOUR)).isZero();
        assertThat(all()).hasSize(2 * ENTRIES + 1);
    }

    @Test
    void aClockThatWasAheadForAWhileKeepsNoOldEntriesForEver() {
        fill();
        long future = clock.millis() + Duration.ofDays(20_000).toMillis();
        database.change(handle -> new Journal(database, fixed(future)).append(handle, "p", Action.VERIFIED, "", ""));
        fill();
        clock.advance(Duration.ofDays(400));
        fill();
        assertThat(journal.shorten(clock.millis() - HOUR)).isEqualTo(2 * ENTRIES + 1);
        assertThat(journal.findings(Optional.empty())).isEmpty();
    }

    @Test
    void onlyWhatIsAWitnessIsReadAsOne() {
        assertThat(Witness.of("17:3f")).contains(new Witness(17, "3f"));
        for (String text : List.of("", ":", "x:3f", "17", ":3f", "99999999999999999999:3f")) {
            assertThat(Witness.of(text)).as(text).isEmpty();
        }
    }

    private static java.time.Clock fixed(long millis) {
        return java.time.Clock.fixed(java.time.Instant.ofEpochMilli(millis), java.time.ZoneOffset.UTC);
    }

    private void fill() {
        fill("p");
    }

    private void fill(String actor) {
        for (int number = 1; number <= ENTRIES; number++) {
            clock.advance(Duration.ofSeconds(1));
            journal.record(actor + number, Action.VERIFIED, "o" + number, number + " findings");
        }
    }

    private List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        journal.each(0, entries::add);
        return entries;
    }

    private void attack(String sql) {
        database.change(handle -> List.of(sql.split("; ")).forEach(handle::execute));
    }

    /// What an attacker with SQL would do first.
    private void disarm() {
        for (String trigger : List.of(
                "journal_is_only_appended_to", "journal_is_never_changed", "journal_is_shortened_only_by_retention")) {
            database.change(handle -> handle.execute("DROP TRIGGER " + trigger));
        }
    }

    /// Makes a change, looks, and takes it back.
    private void within(String sql, Runnable look) {
        List<List<Object>> entries = rows("journal");
        List<List<Object>> anchors = rows("journal_anchor");
        attack(sql);
        look.run();
        database.change(handle -> {
            handle.execute("DELETE FROM journal_anchor");
            anchors.forEach(row -> handle.execute("INSERT INTO journal_anchor VALUES (?, ?)", row.toArray()));
            if (!rows("journal").equals(entries)) {
                handle.execute("DELETE FROM journal");
                entries.forEach(
                        row -> handle.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", row.toArray()));
            }
        });
    }

    /// The change is found, and the finding names where.
    private void undone(String sql, int where) {
        within(
                sql,
                () -> assertThat(journal.findings(Optional.empty()))
                        .as(sql)
                        .anySatisfy(finding -> assertThat(finding).contains("entry " + where)));
    }

    private List<List<Object>> rows(String table) {
        return database.read(handle -> handle.createQuery("SELECT * FROM " + table)
                .map((row, context) -> {
                    List<Object> values = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        values.add(row.getObject(column));
                    }
                    return values;
                })
                .list());
    }
}
