// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/// Writes down what arrived, what is being read and what became of it; a crash at any point heals at the next start.
final class Ledger {

    private static final String UNNEEDED = """
            NOT EXISTS (SELECT 1 FROM document d WHERE d.original = original.hash)
            AND NOT EXISTS (SELECT 1 FROM import i WHERE i.original = original.hash)""";

    private final Database database;
    private final Clock clock;
    private final Journal journal;
    private final AtomicLong change;
    private final Arrivals arrivals;

    Ledger(Database database, Clock clock, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
        this.change = new AtomicLong(largest("change"));
        this.arrivals = new Arrivals(clock, new AtomicLong(largest("sequence")), change);
    }

    private long largest(String column) {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(" + column + "), 0) FROM import")
                .mapTo(Long.class)
                .one());
    }

    /// Takes in uploads of one collection, in one transaction; gives the identifiers of the imports in order.
    List<String> accept(String actor, String collection, List<Upload> uploads) {
        return database.write(handle -> {
            List<String> imports = uploads.stream()
                    .map(upload -> arrivals.accept(handle, collection, upload))
                    .toList();
            if (!imports.isEmpty()) {
                journal.append(handle, actor, Journal.Action.DOCUMENTS_UPLOADED, collection, imports.size() + " files");
            }
            return imports;
        });
    }

    /// Claims the oldest waiting imports, never two of one document at a time.
    List<Work> claim(int most) {
        return database.write(handle -> {
            List<Work> claimed = handle.createQuery("""
                            SELECT i.id, i.document, i.collection, i.name, i.title, i.original, c.access_right, c.sample
                            FROM import i JOIN collection c ON c.id = i.collection
                            WHERE i.state = 'waiting' AND NOT EXISTS (
                                SELECT 1 FROM import o WHERE o.document = i.document AND o.id <> i.id
                                AND (o.state = 'reading' OR o.state = 'waiting' AND o.sequence < i.sequence))
                            ORDER BY i.sequence LIMIT :most""")
                    .bind("most", most)
                    .reduceRows(new ArrayList<>(), (list, row) -> {
                        list.add(work(row));
                        return list;
                    });
            claimed.forEach(work -> state(handle, work.importId(), State.READING));
            return claimed;
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
                row.getColumn("original", String.class));
    }

    private void state(Handle handle, String importId, State state) {
        handle.execute(
                "UPDATE import SET state = ?, change = ? WHERE id = ?",
                state.key(),
                change.incrementAndGet(),
                importId);
    }

    /// Puts everything back in line that was being read when the program ended; gives their number.
    int releaseAll() {
        return database.write(handle -> handle.execute("UPDATE import SET state = 'waiting' WHERE state = 'reading'"));
    }

    /// What is left to do after imports were finished.
    ///
    /// @param orphans documents that were deleted meanwhile; the index must forget them again
    /// @param released originals that are perhaps not needed any more
    record Finished(List<String> orphans, Set<String> released) {}

    /// Writes down what became of claimed imports, in one transaction, after the index has committed.
    ///
    /// @param read the state of what was read: searchable, or complete where no vectors will follow
    Finished finish(Collection<Outcome> outcomes, State read) {
        return database.write(handle -> {
            List<String> orphans = new ArrayList<>();
            Set<String> released = new HashSet<>();
            for (Outcome outcome : outcomes) {
                switch (outcome) {
                    case Outcome.Read done -> {
                        serving(handle, done.work().document()).ifPresent(released::add);
                        if (serve(handle, done, read)) {
                            finishImport(handle, done.work(), read, null, done.seconds(), done.passages());
                        } else {
                            orphans.add(done.work().document());
                        }
                    }
                    case Outcome.Refused done -> {
                        released.add(done.work().original());
                        arrivals.refuseDocument(handle, done.work().document(), done.why());
                        finishImport(handle, done.work(), State.REFUSED, done.why(), done.seconds(), null);
                    }
                }
            }
            return new Finished(orphans, released);
        });
    }

    private static Optional<String> serving(Handle handle, String document) {
        return handle.createQuery("SELECT original FROM document WHERE id = :id AND original IS NOT NULL")
                .bind("id", document)
                .mapTo(String.class)
                .findOne();
    }

    private boolean serve(Handle handle, Outcome.Read done, State state) {
        int rows = handle.createUpdate("""
                        UPDATE document SET state = :state, reason = NULL, advice = NULL, notes = :notes, name = :name,
                            title = :title, version = :version, original = :original, passages = :passages, changed = :changed
                        WHERE id = :id""")
                .bind("state", state.key())
                .bind("notes", Blocks.writeNotes(done.notes()))
                .bind("name", done.work().name())
                .bind("title", done.title())
                .bind("version", done.version())
                .bind("original", done.work().original())
                .bind("passages", done.passages())
                .bind("changed", clock.millis())
                .bind("id", done.work().document())
                .execute();
        if (rows > 0) {
            handle.execute(
                    "INSERT OR REPLACE INTO extraction (document, version, text, blocks) VALUES (?, ?, ?, ?)",
                    done.work().document(),
                    done.version(),
                    done.text().text(),
                    Blocks.write(done.text().blocks()));
        }
        return rows > 0;
    }

    private void finishImport(
            Handle handle,
            Work work,
            State state,
            Extraction.@Nullable Unreadable why,
            double seconds,
            @Nullable Integer passages) {
        handle.createUpdate("""
                        UPDATE import SET state = :state, reason = :reason, advice = :advice, seconds = :seconds,
                            passages = :passages, original = NULL, change = :change WHERE id = :id""")
                .bind("state", state.key())
                .bind("reason", why == null ? null : why.reason())
                .bind("advice", why == null ? null : why.advice())
                .bind("seconds", seconds)
                .bind("passages", passages)
                .bind("change", change.incrementAndGet())
                .bind("id", work.importId())
                .execute();
    }

    /// Documents whose vectors are not known to be complete.
    List<String> searchable() {
        return database.read(handle -> handle.createQuery("SELECT id FROM document WHERE state = 'searchable'")
                .mapTo(String.class)
                .list());
    }

    /// Marks documents complete whose passages all have vectors now.
    void complete(Collection<String> documents) {
        database.change(handle -> {
            for (String document : documents) {
                handle.execute(
                        "UPDATE document SET state = 'complete' WHERE id = ? AND state = 'searchable'", document);
                handle.execute(
                        "UPDATE import SET state = 'complete', change = ? WHERE document = ? AND state = 'searchable'",
                        change.incrementAndGet(),
                        document);
            }
        });
    }

    boolean knows(String document) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM document WHERE id = :id")
                        .bind("id", document)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /// Forgets documents with all that hangs on them, in one transaction.
    void delete(String actor, Collection<String> documents) {
        database.change(handle -> {
            for (String document : documents) {
                if (handle.execute("DELETE FROM document WHERE id = ?", document) > 0) {
                    journal.append(handle, actor, Journal.Action.DOCUMENT_DELETED, document, "done");
                }
            }
            Tombstones.add(handle, Tombstones.Kind.DOCUMENT, documents, clock.millis());
        });
    }

    /// Frees the disk of what was deleted; false if that is to be tried again.
    boolean purge() {
        return database.purge();
    }

    /// Forgets originals that no document and no waiting import needs, and names them.
    List<String> forgetOriginals() {
        return database.write(handle -> handle.createQuery("DELETE FROM original WHERE " + UNNEEDED + " RETURNING hash")
                .mapTo(String.class)
                .list());
    }

    /// As [#forgetOriginals()], but looks at these only.
    List<String> forgetOriginals(Set<String> released) {
        return database.write(handle -> handle.createQuery(
                        "DELETE FROM original WHERE hash IN (<hashes>) AND " + UNNEEDED + " RETURNING hash")
                .bindList("hashes", List.copyOf(released))
                .mapTo(String.class)
                .list());
    }
}
