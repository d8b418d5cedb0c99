// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void whatWriteReturnedFromIsThereAfterOpeningAgain() {
        try (Database database = open()) {
            database.change(handle -> add(handle, "eins"));
        }
        try (Database database = open()) {
            assertThat(entries(database)).containsExactly("eins");
            assertThat(database.damage()).isEmpty();
        }
    }

    @Test
    void aTransactionThatThrowsLeavesNothingAndTheNextOneWorks() {
        try (Database database = open()) {
            assertThatThrownBy(() -> database.change(handle -> {
                        add(handle, "halb");
                        throw new IllegalStateException("mitten darin");
                    }))
                    .hasMessage("mitten darin");
            database.change(handle -> add(handle, "ganz"));
            assertThat(entries(database)).containsExactly("ganz");
        }
    }

    @Test
    void readersSeeWhatIsCommittedWhileAWriterWorks() throws Exception {
        try (Database database = open();
                var pool = Executors.newSingleThreadExecutor()) {
            database.change(handle -> add(handle, "vorher"));
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch looked = new CountDownLatch(1);
            Future<Boolean> writer = pool.submit(() -> database.write(handle -> {
                add(handle, "noch nicht");
                written.countDown();
                return await(looked);
            }));
            await(written);
            assertThat(entries(database)).containsExactly("vorher");
            looked.countDown();
            assertThat(writer.get()).isTrue();
            assertThat(entries(database)).containsExactly("vorher", "noch nicht");
        }
    }

    @Test
    void readersCannotWrite() {
        try (Database database = open()) {
            assertThatThrownBy(() -> database.read(handle -> {
                        add(handle, "am Schloss vorbei");
                        return true;
                    }))
                    .hasMessageContaining("readonly");
            assertThat(entries(database)).isEmpty();
        }
    }

    @Test
    void manyWritersAllGetThrough() throws Exception {
        try (Database database = open();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> writers = IntStream.range(0, 64)
                    .mapToObj(number -> pool.submit(() -> database.change(handle -> add(handle, "nr" + number))))
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
            assertThat(entries(database)).hasSize(64).doesNotHaveDuplicates();
        }
    }

    @Test
    void aCopyTakenWhileOthersWriteIsWhole() throws Exception {
        try (Database database = open();
                var pool = Executors.newSingleThreadExecutor()) {
            AtomicBoolean enough = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> writer = pool.submit(() -> {
                while (!enough.get()) {
                    database.change(handle -> {
                        add(handle, "links");
                        add(handle, "rechts");
                    });
                    begun.countDown();
                }
            });
            await(begun);
            database.copyTo(folder.resolve("copy.db"));
            enough.set(true);
            writer.get();
        }
        try (Database copy = Database.open(folder.resolve("copy.db"))) {
            assertThat(copy.damage()).isEmpty();
            List<String> entries = entries(copy);
            assertThat(entries).contains("links", "rechts");
            assertThat(entries.size() % 2).as("no half transaction").isZero();
            copy.change(handle -> add(handle, "lebt"));
            assertThat(entries(copy)).contains("lebt");
        }
    }

    @Test
    void damageIsToldOrKeepsTheDatabaseFromOpening() throws Exception {
        try (Database database = open()) {
            database.change(handle -> IntStream.range(0, 3000).forEach(number -> add(handle, "wort" + number)));
        }
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("test.db").toFile(), "rw")) {
            for (long place = file.length() / 2; place < file.length() - 4096; place += 4096) {
                file.seek(place);
                file.write(new byte[2048]);
            }
        }
        try (Database database = open()) {
            assertThat(database.damage()).isNotEmpty();
        } catch (RuntimeException e) { // it depends on which tables the damage hit
            assertThat(e).hasStackTraceContaining("malformed");
        }
    }

    @Test
    void anOlderDatabaseIsCopiedBeforeItIsUpgradedAndKeepsEverything() throws Exception {
        Path file = folder.resolve("old.db");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file + "?foreign_keys=true", null, null)
                .target("1")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?foreign_keys=true");
                var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO person VALUES ('p1', 'anna', 'reader', 'hash', 1)");
            statement.executeUpdate("INSERT INTO person_group VALUES ('p1', 'bauamt')");
            statement.executeUpdate("INSERT INTO session VALUES ('h', 'p1', 'c', 1, 1)");
            statement.executeUpdate("INSERT INTO api_key VALUES ('k1', 'h', 'p1', 'Verfahren', 1000)");
            statement.executeUpdate("INSERT INTO collection VALUES ('c1', 'Ortsrecht', 'r1', 'Amt 3', 0, 1)");
            statement.executeUpdate("INSERT INTO collection_reader VALUES ('c1', 'bauamt')");
            statement.executeUpdate("INSERT INTO conversation VALUES ('g1', 'p1', 'Hunde', 1, 1)");
            statement.executeUpdate(
                    "INSERT INTO journal (at, actor, action, object, result) VALUES (1, 'a', 'b', 'c', 'd')");
        }
        try (Database database = Database.open(file)) {
            assertThat(rows(database, "SELECT name || role || password || enabled FROM person"))
                    .containsExactly("annareaderhash1");
            assertThat(rows(database, "SELECT group_name FROM person_group")).containsExactly("bauamt");
            assertThat(rows(database, "SELECT scopes || expires FROM api_key"))
                    .containsExactly("read,contribute,manage31536001000");
            assertThat(rows(database, "SELECT level || group_name FROM collection_grant"))
                    .containsExactly("readbauamt");
            assertThat(rows(database, "SELECT title FROM conversation")).containsExactly("Hunde");
            assertThat(rows(database, "SELECT through FROM journal_anchor")).containsExactly("1");
            assertThat(rows(database, "SELECT id FROM session")).isEmpty();
            assertThat(Database.snapshots(file))
                    .singleElement()
                    .satisfies(copy -> assertThat(Files.size(copy)).isPositive());
            database.change(handle -> handle.execute("DELETE FROM person"));
            assertThat(rows(database, "SELECT title FROM conversation"))
                    .as("what pointed to the old table points to the new one")
                    .isEmpty();
        }
        Database.open(file).close();
        assertThat(Database.snapshots(file)).hasSize(1);
    }

    private static List<String> rows(Database database, String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(folder.resolve("test.db"), "kein SQLite ".repeat(1000));
        assertThatThrownBy(this::open).hasStackTraceContaining("not a database");
    }

    private Database open() {
        return Database.open(folder.resolve("test.db"));
    }

    private static void add(org.jdbi.v3.core.Handle handle, String object) {
        handle.execute("INSERT INTO journal (at, actor, action, object, result) VALUES (1, 'a', 'b', ?, 'c')", object);
    }

    private static List<String> entries(Database database) {
        return database.read(handle -> handle.createQuery("SELECT object FROM journal ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
