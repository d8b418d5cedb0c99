// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Imports of many files: how far they are, and what people may do with them.
///
/// It knows no rights, as [Library].
public final class Runs {

    private static final Duration PACE = Duration.ofSeconds(60);
    private static final int LONGEST_NAME = 200;

    private static final String FIRST = """
            (SELECT f.name FROM import f WHERE f.run = u.id ORDER BY f.sequence LIMIT 1) AS first,
            (SELECT count(*) FROM import b JOIN document d ON d.id = b.document
                WHERE b.run = u.id AND d.parent IS NULL) AS brought,
            """;

    private static final String TALLY = """
            count(i.id) AS files, coalesce(sum(i.state = 'waiting'), 0) AS waiting,
            coalesce(sum(i.state = 'reading'), 0) AS reading, coalesce(sum(i.state = 'searchable'), 0) AS searchable,
            coalesce(sum(i.state = 'complete'), 0) AS complete, coalesce(sum(i.state = 'unchanged'), 0) AS unchanged,
            coalesce(sum(i.state = 'refused'), 0) AS refused, coalesce(sum(i.size), 0) AS bytes,
            coalesce(sum(CASE WHEN i.finished IS NULL THEN 0 ELSE i.size END), 0) AS bytes_done,
            coalesce(sum(i.finished > :since), 0) AS files_lately,
            coalesce(sum(CASE WHEN i.finished > :since THEN i.size ELSE 0 END), 0) AS bytes_lately
            """;

    private final Database database;
    private final Clock clock;
    private final Journal journal;
    private final AtomicLong change;

    Runs(Database database, Clock clock, Journal journal, AtomicLong change) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
        this.change = change;
    }

    /// Begins an import, within the transaction that writes down its first files; gives its identifier.
    ///
    /// @param name what people call it; perhaps empty
    static String start(Handle handle, String collection, String name, long now) {
        String id = Identifier.fresh();
        handle.execute(
                "INSERT INTO import_run (id, collection, name, state, created) VALUES (?, ?, ?, 'running', ?)",
                id,
                collection,
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
                now);
        return id;
    }

    /// Whether an import is still there; the last of its documents may have been deleted.
    static boolean exists(Handle handle, String id) {
        return handle.createQuery("SELECT count(*) FROM import_run WHERE id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /// Forgets imports of which nothing is left; their names would tell of what was deleted.
    static void forgetEmpty(Handle handle) {
        handle.execute("DELETE FROM import_run WHERE NOT EXISTS (SELECT 1 FROM import WHERE run = import_run.id)");
    }

    public Optional<Run> run(String id) {
        return database.read(handle -> runs(handle, "u.id IN (<values>) GROUP BY u.id", List.of(id)).stream()
                .findFirst());
    }

    /// The newest imports of some collections, newest first.
    public List<Run> newest(Collection<String> collections, int limit) {
        if (collections.isEmpty()) {
            return List.of();
        }
        return database.read(handle -> runs(handle, """
                u.id IN (SELECT id FROM import_run WHERE collection IN (<values>) ORDER BY created DESC, id LIMIT %d)
                GROUP BY u.id ORDER BY u.created DESC, u.id""".formatted(limit), collections));
    }

    private List<Run> runs(Handle handle, String where, Collection<String> values) {
        long since = clock.millis() - PACE.toMillis();
        return handle.createQuery("SELECT u.id, u.collection, u.name, u.state, u.created, " + FIRST + TALLY
                        + " FROM import_run u LEFT JOIN import i ON i.run = u.id WHERE " + where)
                .bindList("values", List.copyOf(values))
                .bind("since", since)
                .map((row, context) -> new Run(
                        row.getString("id"),
                        row.getString("collection"),
                        name(row.getString("name"), row.getString("first"), row.getInt("brought")),
                        Run.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getLong("created"),
                        tally(handle, row, since)))
                .list();
    }

    /// The name that was given, or one that is made of the files that are still there: a name that was kept would tell
    /// of files that were deleted.
    ///
    /// @param brought files that people brought, without what lies inside them
    private static String name(String given, @Nullable String first, int brought) {
        if (!given.isEmpty() || first == null) {
            return given;
        }
        return switch (brought) {
            case 0, 1 -> first;
            case 2 -> first + " und 1 weitere Datei";
            default -> "%s und %d weitere Dateien".formatted(first, brought - 1);
        };
    }

    private Run.Tally tally(Handle handle, ResultSet row, long since) throws SQLException {
        Pages pages = pages(handle, row.getString("id"), since);
        double seconds = Math.clamp((clock.millis() - row.getLong("created")) / 1000.0, 1, (double) PACE.toSeconds());
        int open = row.getInt("waiting") + row.getInt("reading");
        return new Run.Tally(
                row.getInt("files"),
                row.getInt("waiting"),
                row.getInt("reading"),
                row.getInt("searchable"),
                row.getInt("complete"),
                row.getInt("unchanged"),
                row.getInt("refused"),
                row.getLong("bytes"),
                row.getLong("bytes_done"),
                pages.left(),
                Math.round(row.getLong("bytes_lately") / seconds),
                longest(
                        left(open, row.getInt("files_lately"), seconds),
                        left(row.getLong("bytes") - row.getLong("bytes_done"), row.getLong("bytes_lately"), seconds),
                        left(pages.left(), pages.lately(), seconds)));
    }

    private record Pages(int left, int lately) {}

    /// Pages of the versions that this import brought; those of later versions belong to later imports.
    private static Pages pages(Handle handle, String run, long since) {
        return handle.createQuery("""
                        WITH mine AS (
                            SELECT i.document, coalesce(i.original, d.original) AS original
                            FROM import i JOIN document d ON d.id = i.document
                            WHERE i.run = :run AND (i.original IS NOT NULL OR NOT EXISTS (
                                SELECT 1 FROM import n WHERE n.document = i.document AND n.sequence > i.sequence
                                    AND n.state IN ('searchable', 'complete'))))
                        SELECT coalesce(sum(r.lines IS NULL), 0) + (
                                SELECT count(*) FROM rereading g WHERE g.document IN (SELECT document FROM mine)) AS left,
                            coalesce(sum(r.finished > :since), 0) AS lately
                        FROM recognition r WHERE r.original IN (SELECT original FROM mine)""")
                .bind("run", run)
                .bind("since", since)
                .map((row, context) -> new Pages(row.getInt("left"), row.getInt("lately")))
                .one();
    }

    /// Seconds for what is left, at the pace of late; 0 if nothing is left, absent if nothing was done.
    private static @Nullable Long left(long left, long lately, double seconds) {
        if (left <= 0) {
            return 0L;
        }
        return lately == 0 ? null : Math.round(Math.ceil(left * seconds / lately));
    }

    /// The longest of some times; absent if one is unknown, or none is needed.
    private static @Nullable Long longest(@Nullable Long files, @Nullable Long bytes, @Nullable Long pages) {
        if (files == null || bytes == null || pages == null) {
            return null;
        }
        long most = Math.max(files, Math.max(bytes, pages));
        return most == 0 ? null : most;
    }

    /// Lets the files that wait go on waiting; those being read are read to their end.
    public void pause(String actor, String id) {
        database.change(handle -> state(handle, actor, id, "paused", "running"));
    }

    /// Lets a paused import go on.
    public void resume(String actor, String id) {
        database.change(handle -> state(handle, actor, id, "running", "paused"));
    }

    private void state(Handle handle, String actor, String id, String state, String before) {
        int rows = handle.execute("UPDATE import_run SET state = ? WHERE id = ? AND state = ?", state, id, before);
        if (rows > 0) {
            journal.append(handle, actor, Journal.Action.IMPORT_CONTROLLED, id, state);
        }
    }

    /// Whether somebody gave it up.
    public boolean isCancelled(String id) {
        return database.read(handle -> handle.createQuery(
                                "SELECT count(*) FROM import_run WHERE id = :id AND state = 'cancelled'")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    private boolean isOver(Handle handle, String id) {
        int open = handle.createQuery(
                        "SELECT count(*) FROM import WHERE run = :run AND state IN ('waiting', 'reading')")
                .bind("run", id)
                .mapTo(Integer.class)
                .one();
        return open == 0 && pages(handle, id, clock.millis()).left() == 0;
    }

    /// Gives up the files that wait, and the pages that were not recognized; what was read stays, and so does an import
    /// that is over already.
    public void cancel(String actor, String id) {
        database.change(handle -> {
            if (isOver(handle, id)) {
                return;
            }
            handle.execute("UPDATE import_run SET state = 'cancelled' WHERE id = ?", id);
            int given = GivingUp.giveUp(handle, id, clock.millis(), change.incrementAndGet());
            journal.append(handle, actor, Journal.Action.IMPORT_CONTROLLED, id, "cancelled, " + given + " files");
        });
    }

    /// Puts the refused files in line once more; gives how many.
    ///
    /// Files that never arrived in full, and those that others have replaced since, are not among them.
    public int repeat(String actor, String id) {
        return database.write(handle -> {
            Recognitions.forgetFailed(handle, id);
            handle.execute("""
                    UPDATE document SET state = 'waiting', reason = NULL, advice = NULL WHERE state = 'refused'
                    AND id IN (SELECT document FROM import WHERE run = ? AND state = 'refused' AND original IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM import o
                            WHERE o.document = import.document AND o.sequence > import.sequence))""", id);
            int repeated = handle.execute("""
                    UPDATE import SET state = 'waiting', given_up = 0, reason = NULL, advice = NULL, seconds = NULL,
                        finished = NULL, change = ?
                    WHERE run = ? AND state = 'refused' AND original IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM import o WHERE o.document = import.document AND o.sequence > import.sequence)""", change.incrementAndGet(), id);
            if (repeated > 0) {
                handle.execute("UPDATE import_run SET state = 'running' WHERE id = ?", id);
            }
            journal.append(handle, actor, Journal.Action.IMPORT_CONTROLLED, id, "repeated, " + repeated + " files");
            return repeated;
        });
    }
}
