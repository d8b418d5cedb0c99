// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.store.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// What the scans of one source know of its files: one row for each, in the database, never all of them in memory.
final class KnownFiles {

    /// Rows that are read or written at a time.
    static final int AT_ONCE = 500;

    private static final RowMapper<Known> KNOWN = (row, context) -> new Known(
            row.getString("path"),
            row.getLong("size"),
            row.getLong("modified"),
            row.getString("hash"),
            Known.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
            row.getString("reason"),
            row.getString("collection"),
            row.getString("document"),
            (Integer) row.getObject("gone"));

    private final Database database;
    private final String source;

    KnownFiles(Database database, String source) {
        this.database = database;
        this.source = source;
    }

    Map<String, Known> of(Collection<String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM source_file WHERE source = :source AND path IN (<paths>)")
                .bind("source", source)
                .bindList("paths", List.copyOf(paths))
                .map(KNOWN)
                .reduce(new HashMap<>(), (map, known) -> {
                    map.put(known.path(), known);
                    return map;
                }));
    }

    /// Forgets what the files looked like that somebody gave up before they were read, so that they are brought again.
    void recallGivenUp() {
        database.change(handle -> handle.execute("""
                UPDATE source_file SET size = -1, modified = -1, hash = NULL
                WHERE source = ? AND document IN (SELECT i.document FROM import i WHERE i.given_up = 1
                    AND NOT EXISTS (SELECT 1 FROM import l WHERE l.document = i.document AND l.sequence > i.sequence))""", source));
    }

    /// Writes down that files are there and look as they did.
    void seen(int scan, Collection<String> paths) {
        if (!paths.isEmpty()) {
            database.change(handle -> handle.createUpdate("""
                            UPDATE source_file SET scan = :scan, gone = NULL,
                                state = CASE state WHEN 'kept' THEN 'taken' ELSE state END
                            WHERE source = :source AND path IN (<paths>)""")
                    .bind("scan", scan)
                    .bind("source", source)
                    .bindList("paths", List.copyOf(paths))
                    .execute());
        }
    }

    /// Leaves all below a folder as it is, because the folder cannot be listed.
    void seenBelow(int scan, String folder) {
        database.change(handle -> handle.execute(
                "UPDATE source_file SET scan = ? WHERE source = ? AND path > ? AND path < ? AND state <> 'kept'",
                scan,
                source,
                folder + "/",
                FilePath.after(folder)));
    }

    /// Writes down what files are now.
    void save(int scan, Collection<Known> rows) {
        database.change(handle -> rows.forEach(row -> save(handle, scan, row)));
    }

    private void save(Handle handle, int scan, Known row) {
        handle.createUpdate("""
                        INSERT OR REPLACE INTO source_file
                            (source, path, size, modified, hash, state, reason, collection, document, scan, gone)
                        VALUES (:source, :path, :size, :modified, :hash, :state, :reason, :collection, :document, :scan,
                            NULL)""")
                .bind("source", source)
                .bind("path", row.path())
                .bind("size", row.size())
                .bind("modified", row.modified())
                .bind("hash", row.hash())
                .bind("state", key(row.state()))
                .bind("reason", row.reason())
                .bind("collection", row.collection())
                .bind("document", row.document())
                .bind("scan", scan)
                .execute();
    }

    private static String key(Known.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /// Notes files that are not taken in; one that was taken in once stays as it is, unseen.
    void skipped(int scan, Map<String, Skip> paths) {
        database.change(handle -> paths.forEach((path, why) -> handle.execute("""
                INSERT INTO source_file (source, path, size, modified, state, reason, scan)
                VALUES (?, ?, -1, -1, 'skipped', ?, ?)
                ON CONFLICT DO UPDATE SET scan = excluded.scan, reason = excluded.reason, state = 'skipped'
                WHERE document IS NULL""", source, path, why.reason(), scan)));
    }

    /// Notes a file or folder that cannot be read; its document stays, and next time its content is compared.
    void unreadable(int scan, String path) {
        database.change(handle -> handle.execute("""
                INSERT INTO source_file (source, path, size, modified, state, reason, scan)
                VALUES (?, ?, -1, -1, 'unreadable', ?, ?)
                ON CONFLICT DO UPDATE SET scan = excluded.scan, reason = excluded.reason, state = 'unreadable',
                    size = -1, modified = -1, gone = NULL""", source, path, Skip.UNREADABLE.reason(), scan));
    }

    /// Rows that a scan did not come by, in the order of their paths.
    List<Known> unseen(int scan, String after) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM source_file
                        WHERE source = :source AND path > :after AND scan <> :scan AND state <> 'kept'
                        ORDER BY path LIMIT :limit""")
                .bind("source", source)
                .bind("after", after)
                .bind("scan", scan)
                .bind("limit", AT_ONCE)
                .map(KNOWN)
                .list());
    }

    /// Notes that files are gone; which scan missed them first is kept.
    void missed(int scan, Collection<String> paths) {
        if (!paths.isEmpty()) {
            database.change(handle -> handle.createUpdate("""
                            UPDATE source_file SET gone = coalesce(gone, :scan)
                            WHERE source = :source AND path IN (<paths>)""")
                    .bind("scan", scan)
                    .bind("source", source)
                    .bindList("paths", List.copyOf(paths))
                    .execute());
        }
    }

    /// Files that are gone and were missed first before or by a scan.
    List<Known> gone(int scan, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM source_file WHERE source = :source AND gone IS NOT NULL AND gone <= :scan
                        ORDER BY path LIMIT :limit""")
                .bind("source", source)
                .bind("scan", scan)
                .bind("limit", limit)
                .map(KNOWN)
                .list());
    }

    int goneNumber() {
        return count("gone IS NOT NULL");
    }

    /// Files below a folder that have a document, whether they are there or not.
    int documentsBelow(String folder) {
        return below(folder, "document IS NOT NULL AND state <> 'kept'");
    }

    int goneBelow(String folder) {
        return below(folder, "gone IS NOT NULL");
    }

    private int below(String folder, String which) {
        return database.read(handle -> handle.createQuery("""
                        SELECT count(*) FROM source_file WHERE source = :source AND path > :from AND path < :to AND\s""" + which)
                .bind("source", source)
                .bind("from", folder + "/")
                .bind("to", FilePath.after(folder))
                .mapTo(Integer.class)
                .one());
    }

    /// Files with a document, without those whose files may be gone.
    int documents() {
        return count("document IS NOT NULL AND state <> 'kept'");
    }

    private int count(String which) {
        return database.read(
                handle -> handle.createQuery("SELECT count(*) FROM source_file WHERE source = :source AND " + which)
                        .bind("source", source)
                        .mapTo(Integer.class)
                        .one());
    }

    /// Files with the same content in the same collection that this scan has not come by, those of the same name
    /// first.
    List<Known> sameContent(int scan, String hash, String collection, String path) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM source_file
                        WHERE source = :source AND hash = :hash AND collection = :collection AND scan <> :scan
                            AND document IS NOT NULL AND path <> :path
                        ORDER BY path NOT LIKE '%' || :name, path LIMIT 20""")
                .bind("source", source)
                .bind("hash", hash)
                .bind("collection", collection)
                .bind("scan", scan)
                .bind("path", path)
                .bind("name", FilePath.name(path))
                .map(KNOWN)
                .list());
    }

    /// Puts a row in the place of another one.
    void move(int scan, String from, Known to) {
        database.change(handle -> {
            handle.execute("DELETE FROM source_file WHERE source = ? AND path = ?", source, from);
            save(handle, scan, to);
        });
    }

    void forget(Collection<String> paths) {
        if (!paths.isEmpty()) {
            database.change(handle -> handle.createUpdate(
                            "DELETE FROM source_file WHERE source = :source AND path IN (<paths>)")
                    .bind("source", source)
                    .bindList("paths", List.copyOf(paths))
                    .execute());
        }
    }

    /// Imports of this source that readers will come to; scans whose pages wait, and paused ones, hold nobody up.
    int waiting() {
        return database.read(handle -> handle.createQuery("""
                        SELECT count(*) FROM import i LEFT JOIN import_run u ON u.id = i.run
                        WHERE i.state IN ('waiting', 'reading') AND i.recognizing = 0
                        AND coalesce(u.state, '') <> 'paused' AND EXISTS (
                            SELECT 1 FROM source_file f WHERE f.document = i.document AND f.source = :source)""")
                .bind("source", source)
                .mapTo(Integer.class)
                .one());
    }

    /// How many files stand how: by state, and "gone" for those that a person is asked about.
    Map<String, Integer> states() {
        return database.read(handle -> handle.createQuery("""
                        SELECT CASE WHEN gone IS NULL THEN state ELSE 'gone' END AS standing, count(*) AS number
                        FROM source_file WHERE source = :source GROUP BY standing""")
                .bind("source", source)
                .reduceRows(new HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("standing", String.class), row.getColumn("number", Integer.class));
                    return map;
                }));
    }

    /// How far the documents of the source are.
    Map<String, Integer> documentStates() {
        return database.read(handle -> handle.createQuery("""
                        SELECT d.state AS standing, count(*) AS number
                        FROM source_file f JOIN document d ON d.id = f.document
                        WHERE f.source = :source GROUP BY d.state""")
                .bind("source", source)
                .reduceRows(new HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("standing", String.class), row.getColumn("number", Integer.class));
                    return map;
                }));
    }

    /// Files of one standing, by path.
    List<Known> listed(String standing, @Nullable String after, int limit) {
        String which = standing.equals("gone") ? "gone IS NOT NULL" : "gone IS NULL AND state = :state";
        return database.read(handle -> {
            var query = handle.createQuery("SELECT * FROM source_file WHERE source = :source AND path > :after AND "
                            + which + " ORDER BY path LIMIT :limit")
                    .bind("source", source)
                    .bind("after", after == null ? "" : after)
                    .bind("limit", limit);
            return (standing.equals("gone") ? query : query.bind("state", standing))
                    .map(KNOWN)
                    .list();
        });
    }
}
