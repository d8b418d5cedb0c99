// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/// The one database of a data directory: a SQLite file with one writer and a few readers.
///
/// Thread-safe. Writers wait for each other in the order they came; readers wait for nobody.
/// What [#write] returned from is on disk.
public final class Database implements AutoCloseable {

    /// Readers at the same time; queries take well under a millisecond each, so that few suffice.
    private static final int READERS = 4;

    /// WAL with full synchronisation lost no acknowledged transaction under kill -9.
    private static final String OPTIONS = "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000&foreign_keys=true"
            + "&transaction_mode=IMMEDIATE&secure_delete=true";

    private static final String SNAPSHOT = ".before-upgrade-from-";

    private final ReentrantLock writing = new ReentrantLock(true);
    private final Connection connection;
    private final Jdbi writer;
    private final HikariDataSource pool;
    private final Jdbi readers;

    private Database(Connection connection, HikariDataSource pool) {
        this.connection = connection;
        this.writer = discreet(Jdbi.create(connection));
        this.pool = pool;
        this.readers = discreet(Jdbi.create(pool));
    }

    /// Without the values of a statement in the message when it fails: questions and names would get into the log.
    private static Jdbi discreet(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /// Opens the file, makes it if it is absent, and brings its tables up to date.
    ///
    /// Before tables from an older program are changed, a copy is put beside the file; see [#snapshots].
    public static Database open(Path file) {
        String address = "jdbc:sqlite:" + file + OPTIONS;
        migrate(file);
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("fundstelle-readers");
        settings.setJdbcUrl(address);
        settings.setMaximumPoolSize(READERS);
        settings.setConnectionInitSql("PRAGMA query_only = true");
        try {
            return new Database(DriverManager.getConnection(address), new HikariDataSource(settings));
        } catch (SQLException e) {
            throw new IllegalStateException("opening the database " + file + ": " + e.getMessage(), e);
        }
    }

    /// Without foreign keys: making a table anew under its old name would delete all that points to it.
    private static void migrate(Path file) {
        String address = "jdbc:sqlite:" + file + OPTIONS.replace("foreign_keys=true", "foreign_keys=false");
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(address, null, null)
                .locations("classpath:db/migration")
                .load();
        MigrationInfo[] pending = flyway.info().pending();
        MigrationInfo current = flyway.info().current();
        if (pending.length == 0) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(address)) {
            if (current != null) {
                copy(connection, snapshot(file, String.valueOf(current.getVersion())));
            }
            flyway.migrate();
            try (var statement = connection.createStatement();
                    var violations = statement.executeQuery("PRAGMA foreign_key_check")) {
                if (violations.next()) {
                    throw new IllegalStateException(
                            "upgrading the database %s left a row of table %s that points nowhere"
                                    .formatted(file, violations.getString(1)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("upgrading the database " + file + ": " + e.getMessage(), e);
        }
    }

    private static Path snapshot(Path file, String version) {
        return file.resolveSibling(file.getFileName() + SNAPSHOT + version);
    }

    private static void copy(Connection connection, Path to) throws SQLException {
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            Files.deleteIfExists(to);
            statement.setString(1, to.toString());
            statement.execute();
        } catch (IOException e) {
            throw new SQLException("replacing the copy " + to, e);
        }
    }

    /// The copies that were made of a database file before upgrades; they hold what has been deleted since.
    public static List<Path> snapshots(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (var files = Files.list(Objects.requireNonNull(folder))) {
            return files.filter(other -> String.valueOf(other.getFileName()).startsWith(file.getFileName() + SNAPSHOT))
                    .toList();
        }
    }

    /// Work with a handle that gives something back.
    @FunctionalInterface
    public interface Work<T> {
        T on(Handle handle);
    }

    /// Work with a handle that gives nothing back.
    @FunctionalInterface
    public interface Change {
        void on(Handle handle);
    }

    /// Reads; each statement sees all that was committed before it.
    public <T> T read(Work<T> work) {
        return readers.withHandle(work::on);
    }

    /// Runs one transaction: all of it, or nothing if it throws. Keep it short; never wait inside.
    public <T> T write(Work<T> work) {
        writing.lock();
        try {
            return writer.inTransaction(work::on);
        } finally {
            writing.unlock();
        }
    }

    /// As [#write], for work that gives nothing back.
    public void change(Change change) {
        write(handle -> {
            change.on(handle);
            return true;
        });
    }

    /// Writes a consistent copy into a new file, also while others write.
    public void copyTo(Path file) {
        writing.lock();
        try {
            copy(connection, file);
        } catch (SQLException e) {
            throw new IllegalStateException("copying the database to " + file + ": " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    /// Empties the write-ahead log, in which deleted rows may still be read; rows themselves are overwritten at once.
    ///
    /// @return false if somebody was reading all the while, so that it must be tried again
    public boolean purge() {
        writing.lock();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return row.next() && row.getInt("busy") == 0;
        } catch (SQLException e) {
            throw new IllegalStateException("emptying the write-ahead log: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    /// What the database's own check finds wrong; empty if all is well.
    public List<String> damage() {
        try {
            return read(handle -> handle.createQuery("PRAGMA integrity_check")
                            .mapTo(String.class)
                            .list())
                    .stream()
                    .filter(line -> !line.equals("ok"))
                    .toList();
        } catch (JdbiException e) { // some damage keeps even the check from running
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        pool.close();
        writing.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("closing the database: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }
}
