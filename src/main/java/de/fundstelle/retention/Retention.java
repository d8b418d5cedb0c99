// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.access.Sessions;
import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.chat.Conversations;
import de.fundstelle.config.Settings;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Deletes what has been kept long enough: soon after the start and then every day, and writes down how much.
public final class Retention implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofDays(1);

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /// Copies from before an upgrade hold what was deleted since; so long is enough to go back.
    private static final Duration SNAPSHOTS = Duration.ofDays(14);

    /// Deletions are looked through once more, in case the program ended before the answers that quote them were
    /// changed.
    private static final Duration DOUBTFUL = Duration.ofDays(2);

    private static final int MOST_LISTED = 1000;

    private final Settings.Retention settings;
    private final Database database;
    private final Path databaseFile;
    private final Clock clock;
    private final Journal journal;
    private final Conversations conversations;
    private final Sessions sessions;
    private final Usage usage;
    private final Tidying originals;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("retention").daemon().factory());

    /// @param originals removes what was kept for imports that are deleted now
    public Retention(
            Settings.Retention settings,
            Database database,
            Path databaseFile,
            Clock clock,
            Journal journal,
            Conversations conversations,
            Sessions sessions,
            Usage usage,
            Tidying originals) {
        this.settings = settings;
        this.database = database;
        this.databaseFile = databaseFile;
        this.clock = clock;
        this.journal = journal;
        this.conversations = conversations;
        this.sessions = sessions;
        this.usage = usage;
        this.originals = originals;
    }

    /// Removes files that nothing needs any more.
    @FunctionalInterface
    public interface Tidying {
        void tidy() throws IOException;
    }

    /// Begins to enforce the periods every day.
    public void start() {
        start(FIRST, EVERY);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each round reports its own failures
    void start(Duration first, Duration every) {
        daily.scheduleAtFixedRate(this::attempt, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        try {
            enforce();
        } catch (IOException | RuntimeException e) { // the edge of a scheduled run: tomorrow there is another one
            LOG.log(Level.ERROR, "deleting what has been kept long enough failed; it is tried again tomorrow", e);
        }
    }

    /// What was deleted at one time, of one kind.
    ///
    /// @param at milliseconds since 1970
    /// @param before everything older went, milliseconds since 1970
    public record Deletion(long at, String kind, int number, long before) {}

    /// Deletes everything that is older than its period, and writes down how much it was.
    public void enforce() throws IOException {
        long now = clock.millis();
        conversations.forget(deletedSince(now - DOUBTFUL.toMillis()));
        int total = 0;
        total += note("conversations", settings.conversations(), conversations::deleteUnchangedSince);
        total += note("imports", settings.imports(), this::deleteImports);
        total += note("usage", settings.usage(), usage::deleteBefore);
        total += note("tombstones", settings.tombstones(), this::deleteTombstones);
        total += note("sessions", Duration.ZERO, moment -> sessions.endOver());
        total += note("keys", Duration.ZERO, this::deleteKeys);
        total += note("journal", settings.journal(), journal::shorten);
        total += note("deletions", settings.tombstones(), this::deleteDeletions);
        total += note("copies", SNAPSHOTS, this::deleteSnapshots);
        if (total > 0) {
            journal.record("system", Journal.Action.RETENTION_ENFORCED, "", total + " deleted");
        }
        if (!database.purge()) {
            LOG.log(Level.WARNING, "deleted words may be in the database's log until tomorrow; somebody was reading");
        }
    }

    /// Deletes what is older than a moment, and tells how much it was.
    @FunctionalInterface
    private interface Deleting {
        int before(long moment) throws IOException;
    }

    private int note(String kind, Duration period, Deleting deleting) throws IOException {
        long now = clock.millis();
        long before = now - period.toMillis();
        int number = deleting.before(before);
        if (number > 0) {
            database.change(handle -> handle.execute(
                    "INSERT INTO deletion (at, kind, number, before) VALUES (?, ?, ?, ?)", now, kind, number, before));
        }
        return number;
    }

    private List<String> deletedSince(long moment) {
        return database.read(handle -> Tombstones.all(handle)).stream()
                .filter(stone -> stone.kind().equals("document") && stone.at() >= moment)
                .map(Tombstones.Tombstone::object)
                .toList();
    }

    /// Reports of imports that ended; what is still in line stays.
    private int deleteImports(long before) throws IOException {
        int deleted = database.write(handle -> {
            int number = handle.execute(
                    "DELETE FROM import WHERE created < ? AND state NOT IN ('waiting', 'reading', 'searchable')",
                    before);
            handle.execute(
                    "DELETE FROM import_run WHERE created < ? AND NOT EXISTS (SELECT 1 FROM import WHERE run = import_run.id)",
                    before);
            return number;
        });
        originals.tidy();
        return deleted;
    }

    private int deleteTombstones(long before) {
        return database.write(handle -> handle.execute("DELETE FROM tombstone WHERE at < ?", before));
    }

    /// Keys that are over.
    private int deleteKeys(long before) {
        return database.write(handle -> handle.execute("DELETE FROM api_key WHERE expires < ?", before));
    }

    private int deleteDeletions(long before) {
        return database.write(handle -> handle.execute("DELETE FROM deletion WHERE at < ?", before));
    }

    private int deleteSnapshots(long before) throws IOException {
        int number = 0;
        for (Path snapshot : Database.snapshots(databaseFile)) {
            if (Files.getLastModifiedTime(snapshot).toMillis() < before) {
                Files.delete(snapshot);
                number++;
            }
        }
        return number;
    }

    /// What was deleted, the newest first.
    public List<Deletion> deletions() {
        return database.read(handle -> handle.createQuery("SELECT * FROM deletion ORDER BY id DESC LIMIT :limit")
                .bind("limit", MOST_LISTED)
                .map((row, context) -> new Deletion(
                        row.getLong("at"), row.getString("kind"), row.getInt("number"), row.getLong("before")))
                .list());
    }

    /// Waits a moment for a run that is going on; it needs the database.
    @Override
    public void close() {
        daily.shutdown();
        try {
            if (!daily.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "deleting what has been kept long enough is not done; it goes on after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
