// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The sources there are, what was confirmed for them, and their newest scans.
final class SourceTable {

    /// Scans that are kept of each source.
    private static final int SCANS_KEPT = 100;

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Database database;

    SourceTable(Database database) {
        this.database = database;
    }

    /// The source of a root; made if it is new.
    Source open(Path root, long now) {
        database.change(handle -> handle.execute(
                "INSERT INTO source (id, root, state, created) VALUES (?, ?, 'new', ?) ON CONFLICT DO NOTHING",
                Identifier.fresh(),
                root.toString(),
                now));
        return all().stream()
                .filter(source -> source.root().equals(root))
                .findAny()
                .orElseThrow();
    }

    List<Source> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM source ORDER BY root")
                .map((row, context) -> source(handle, row))
                .list());
    }

    Optional<Source> find(String id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM source WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> source(handle, row))
                .findOne());
    }

    private static Source source(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        long asked = row.getLong("asked");
        boolean isAsked = !row.wasNull();
        String report = row.getString("report");
        return new Source(
                id,
                Path.of(row.getString("root")),
                Source.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("store"),
                row.getInt("scan"),
                isAsked ? asked : null,
                row.getString("answer") != null,
                mapping(handle, id),
                closed(handle, id),
                read(row.getString("excludes"), TEXTS),
                report == null ? null : read(report, new TypeReference<Report>() {}));
    }

    private static Map<String, String> mapping(Handle handle, String id) {
        return handle.createQuery(
                        "SELECT folder, collection FROM source_mapping WHERE source = :id AND collection IS NOT NULL")
                .bind("id", id)
                .reduceRows(new HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("folder", String.class), row.getColumn("collection", String.class));
                    return map;
                });
    }

    private static Set<String> closed(Handle handle, String id) {
        return handle.createQuery("SELECT folder FROM source_mapping WHERE source = :id AND collection IS NULL")
                .bind("id", id)
                .mapTo(String.class)
                .set();
    }

    void report(String id, Report report) {
        database.change(handle -> handle.execute("UPDATE source SET report = ? WHERE id = ?", written(report), id));
    }

    /// Puts what was confirmed in the place of what was before; what the files lie on is looked at anew. A folder whose
    /// collection was deleted stays left out until somebody names a collection for it.
    static void confirm(Handle handle, String id, Map<String, String> mapping, List<String> excludes) {
        handle.execute("DELETE FROM source_mapping WHERE source = ? AND collection IS NOT NULL", id);
        mapping.forEach((folder, collection) -> handle.execute(
                "INSERT OR REPLACE INTO source_mapping (source, folder, collection) VALUES (?, ?, ?)",
                id,
                folder,
                collection));
        handle.execute("""
                UPDATE source SET excludes = ?, store = NULL, state = CASE state WHEN 'new' THEN 'watched' ELSE state END
                WHERE id = ?""", written(excludes), id);
    }

    static void state(Handle handle, String id, Source.State state) {
        handle.execute("UPDATE source SET state = ? WHERE id = ?", state.key(), id);
    }

    void store(String id, String store) {
        database.change(handle -> handle.execute("UPDATE source SET store = ? WHERE id = ?", store, id));
    }

    /// Since when a person is asked; without a time nobody is asked any more.
    static void ask(Handle handle, String id, @Nullable Long since) {
        handle.execute("UPDATE source SET asked = ?, answer = NULL WHERE id = ?", since, id);
    }

    static void answerRemove(Handle handle, String id) {
        handle.execute("UPDATE source SET answer = 'remove' WHERE id = ?", id);
    }

    /// The documents of vanished files stay, and nobody is asked about them again.
    static void keepGone(Handle handle, String id) {
        handle.execute("UPDATE source_file SET state = 'kept', gone = NULL WHERE source = ? AND gone IS NOT NULL", id);
        ask(handle, id, null);
    }

    /// Begins a scan, and gives its number.
    int begin(String id, long now) {
        return database.write(handle -> {
            int number = handle.createQuery("UPDATE source SET scan = scan + 1 WHERE id = :id RETURNING scan")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one();
            handle.execute(
                    "INSERT INTO source_scan (source, number, started, outcome, counts) VALUES (?, ?, ?, 'running', ?)",
                    id,
                    number,
                    now,
                    written(Counts.NONE));
            handle.execute("DELETE FROM source_scan WHERE source = ? AND number <= ?", id, number - SCANS_KEPT);
            return number;
        });
    }

    static void end(Handle handle, String id, ScanRecord scan) {
        handle.execute(
                """
                UPDATE source_scan SET ended = ?, outcome = ?, counts = ?, warnings = ?, unmapped = ?
                WHERE source = ? AND number = ?""",
                scan.ended(),
                scan.outcome().key(),
                written(scan.counts()),
                written(scan.warnings()),
                written(scan.unmapped()),
                id,
                scan.number());
    }

    /// Scans that were going on when the program ended.
    void endInterrupted(long now) {
        database.change(handle ->
                handle.execute("UPDATE source_scan SET outcome = 'stopped', ended = ? WHERE outcome = 'running'", now));
    }

    /// The newest scans, the newest first.
    List<ScanRecord> scans(String id, int limit) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM source_scan WHERE source = :id ORDER BY number DESC LIMIT :limit")
                .bind("id", id)
                .bind("limit", limit)
                .map((row, context) -> scan(row))
                .list());
    }

    private static ScanRecord scan(ResultSet row) throws SQLException {
        long ended = row.getLong("ended");
        boolean isOver = !row.wasNull();
        return new ScanRecord(
                row.getInt("number"),
                row.getLong("started"),
                isOver ? ended : null,
                ScanRecord.Outcome.of(row.getString("outcome")),
                read(row.getString("counts"), new TypeReference<Counts>() {}),
                read(row.getString("warnings"), TEXTS),
                read(row.getString("unmapped"), TEXTS));
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing the state of a source as JSON", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds a state of a source that is not JSON", e);
        }
    }
}
