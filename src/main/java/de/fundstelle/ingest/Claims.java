// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.ingest.Outcome.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/// Hands out what is to be read next.
///
/// Part of the [Ledger], inside whose transactions it works.
final class Claims {

    /// What an earlier version of the same package brought does not count: this one comes in its place.
    private static final String NOT_INSIDE =
            "p.id <> d.id AND substr(p.source_key, 1, length(d.source_key) + 2) <> d.source_key || '!/'";

    private static final String DOCUMENT_TO_READ = """
            d.collection, c.access_right, c.sample, d.source_key, d.depth, coalesce(d.root, d.id) AS top,
            (SELECT count(*) FROM document p WHERE p.root = coalesce(d.root, d.id) AND %1$s) AS parts,
            (SELECT coalesce(sum(q.size), 0) FROM document p JOIN import q ON q.sequence = (
                SELECT max(l.sequence) FROM import l WHERE l.document = p.id)
                WHERE p.root = coalesce(d.root, d.id) AND %1$s) AS bytes
            """.formatted(NOT_INSIDE);

    private static final String WAITING = """
            SELECT i.id, i.document, i.run, i.name, i.title, i.original, 0 AS again, %s
            FROM import i JOIN document d ON d.id = i.document JOIN collection c ON c.id = i.collection
                LEFT JOIN import_run u ON u.id = i.run
            WHERE i.state = 'waiting' AND coalesce(u.state, '') <> 'paused' AND NOT EXISTS (
                SELECT 1 FROM import o WHERE o.document = i.document AND o.id <> i.id
                AND (o.state = 'reading' OR o.state = 'waiting' AND o.sequence < i.sequence))
            AND NOT EXISTS (SELECT 1 FROM rereading r WHERE r.document = i.document AND r.claimed = 1)
            ORDER BY i.sequence LIMIT :most""".formatted(DOCUMENT_TO_READ);

    private static final String READ_AGAIN = """
            SELECT coalesce(i.id, '') AS id, d.id AS document, i.run, d.name, i.title, d.original, 1 AS again, %s
            FROM rereading r JOIN document d ON d.id = r.document JOIN collection c ON c.id = d.collection
                LEFT JOIN import i ON i.sequence = (
                    SELECT max(l.sequence) FROM import l WHERE l.document = d.id AND l.state IN ('searchable', 'complete'))
            WHERE r.claimed = 0 AND d.original IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM import o WHERE o.document = d.id AND o.state IN ('waiting', 'reading'))
            ORDER BY d.id LIMIT :most""".formatted(DOCUMENT_TO_READ);

    private final AtomicLong change;

    /// Continues the numbers of changes of imports.
    Claims(AtomicLong change) {
        this.change = change;
    }

    /// Claims what is to be read next: the oldest waiting imports, then documents of which pages were recognized.
    ///
    /// Never two readings of one document at a time.
    List<Work> claim(Handle handle, int most) {
        List<Work> claimed = new ArrayList<>(works(handle, WAITING, most));
        claimed.forEach(work -> state(handle, work.importId(), State.READING));
        if (claimed.size() < most) {
            List<Work> again = works(handle, READ_AGAIN, most - claimed.size());
            again.forEach(
                    work -> handle.execute("UPDATE rereading SET claimed = 1 WHERE document = ?", work.document()));
            claimed.addAll(again);
        }
        return claimed;
    }

    private static List<Work> works(Handle handle, String query, int most) {
        return handle.createQuery(query).bind("most", most).reduceRows(new ArrayList<>(), (list, row) -> {
            list.add(work(row));
            return list;
        });
    }

    private static Work work(RowView row) {
        String name = row.getColumn("name", String.class);
        Optional<String> title = Optional.ofNullable(row.getColumn("title", String.class));
        return new Work(
                row.getColumn("id", String.class),
                row.getColumn("document", String.class),
                row.getColumn("collection", String.class),
                row.getColumn("access_right", String.class),
                row.getColumn("sample", Integer.class) != 0,
                name,
                title.orElse(name),
                title.isPresent(),
                row.getColumn("original", String.class),
                new Outcome.Lineage(
                        row.getColumn("run", String.class),
                        row.getColumn("source_key", String.class),
                        row.getColumn("top", String.class),
                        row.getColumn("depth", Integer.class),
                        row.getColumn("parts", Integer.class),
                        row.getColumn("bytes", Long.class)),
                row.getColumn("again", Integer.class) != 0);
    }

    private void state(Handle handle, String importId, State state) {
        handle.execute(
                "UPDATE import SET state = ?, change = ? WHERE id = ?",
                state.key(),
                change.incrementAndGet(),
                importId);
    }
}
