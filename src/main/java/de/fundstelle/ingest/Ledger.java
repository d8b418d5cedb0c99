// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.facts.Facts;
import de.fundstelle.facts.SelfDescription;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.ingest.reader.Refusal;
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

    private static final String DOCUMENT_TO_READ = """
            d.collection, c.access_right, c.sample, d.source_key, d.depth, coalesce(d.root, d.id) AS top,
            (SELECT count(*) FROM document p WHERE p.root = coalesce(d.root, d.id)) AS parts,
            (SELECT coalesce(sum(q.size), 0) FROM document p JOIN import q ON q.document = p.id
                WHERE p.root = coalesce(d.root, d.id)) AS bytes
            """;

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

    private final Database database;
    private final Clock clock;
    private final Journal journal;
    private final Facts facts;
    private final AtomicLong change;
    private final Arrivals arrivals;
    private final PartsOfPackages parts;

    Ledger(Database database, Clock clock, Journal journal, Facts facts) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
        this.facts = facts;
        this.change = new AtomicLong(largest("change"));
        this.arrivals = new Arrivals(clock, new AtomicLong(largest("sequence")), change);
        this.parts = new PartsOfPackages(arrivals);
    }

    /// Counts the changes of imports.
    AtomicLong changes() {
        return change;
    }

    private long largest(String column) {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(" + column + "), 0) FROM import")
                .mapTo(Long.class)
                .one());
    }

    /// Takes in uploads of one collection, in one transaction; gives the identifiers of the imports in order.
    List<String> accept(String actor, String collection, Upload.Batch batch, List<Upload> uploads) {
        return uploads.isEmpty()
                ? List.of()
                : database.write(handle -> {
                    String run =
                            batch.run().orElseGet(() -> Runs.start(handle, collection, batch.name(), clock.millis()));
                    Arrivals.Destination to = new Arrivals.Destination(collection, run, null);
                    journal.append(
                            handle, actor, Journal.Action.DOCUMENTS_UPLOADED, collection, uploads.size() + " files");
                    return uploads.stream()
                            .map(upload -> arrivals.accept(handle, to, upload).importId())
                            .toList();
                });
    }

    /// Claims what is to be read next: the oldest waiting imports, then documents of which pages were recognized.
    ///
    /// Never two readings of one document at a time.
    List<Work> claim(int most) {
        return database.write(handle -> {
            List<Work> claimed = new ArrayList<>(works(handle, WAITING, most));
            claimed.forEach(work -> state(handle, work.importId(), State.READING));
            if (claimed.size() < most) {
                List<Work> again = works(handle, READ_AGAIN, most - claimed.size());
                again.forEach(
                        work -> handle.execute("UPDATE rereading SET claimed = 1 WHERE document = ?", work.document()));
                claimed.addAll(again);
            }
            return claimed;
        });
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

    /// Puts everything back in line that was being read when the program ended; gives their number.
    int releaseAll() {
        return database.write(handle -> {
            handle.execute("UPDATE rereading SET claimed = 0");
            return handle.execute("UPDATE import SET state = 'waiting', recognizing = 0 WHERE state = 'reading'");
        });
    }

    /// What is left to do after imports were finished.
    ///
    /// @param orphans documents that are gone; the index must forget them again
    /// @param vanished those of them that lay in a package whose new version has them no more
    /// @param released originals that are perhaps not needed any more
    record Finished(List<String> orphans, List<String> vanished, Set<String> released) {}

    /// Writes down what became of claimed imports, in one transaction, after the index has committed.
    ///
    /// @param read the state of what was read: searchable, or complete where no vectors will follow
    Finished finish(Collection<Outcome> outcomes, State read) {
        return database.write(handle -> {
            Finished finished = new Finished(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
            for (Outcome outcome : outcomes) {
                switch (outcome) {
                    case Outcome.Read done -> read(handle, done, read, finished);
                    case Outcome.Parked done -> park(handle, done);
                    case Outcome.Refused done -> refuse(handle, done, finished);
                }
            }
            return finished;
        });
    }

    private void read(Handle handle, Outcome.Read done, State state, Finished finished) {
        Work work = done.work();
        handle.execute(
                "DELETE FROM rereading WHERE document = ? AND claimed = ?", work.document(), work.again() ? 1 : 0);
        serving(handle, work.document()).ifPresent(finished.released()::add);
        finished.released().addAll(giveUpRefused(handle, work.document()));
        if (!serve(handle, done, state)) {
            finished.orphans().add(work.document());
            for (Extraction.Part part : done.parts()) {
                arrivals.keep(handle, part.content());
                finished.released().add(part.content().hash());
            }
            return;
        }
        Recognitions.want(handle, work.original(), done.pagesLeft(), change.get());
        finishImport(handle, work, state, null, done.seconds(), done.passages());
        if (!work.again()) {
            List<String> vanished = parts.accept(handle, done);
            forget(handle, vanished);
            finished.orphans().addAll(vanished);
            finished.vanished().addAll(vanished);
        }
    }

    /// Versions that could not be read are not tried again once a later one was read.
    private static List<String> giveUpRefused(Handle handle, String document) {
        List<String> originals = handle.createQuery("""
                        SELECT original FROM import
                        WHERE document = :document AND state = 'refused' AND original IS NOT NULL""")
                .bind("document", document)
                .mapTo(String.class)
                .list();
        handle.execute("UPDATE import SET original = NULL WHERE document = ? AND state = 'refused'", document);
        return originals;
    }

    private void park(Handle handle, Outcome.Parked done) {
        Work work = done.work();
        Recognitions.want(handle, work.original(), done.pagesLeft(), change.get());
        handle.execute(
                "UPDATE import SET recognizing = 1, change = ? WHERE id = ?",
                change.incrementAndGet(),
                work.importId());
    }

    /// The original of a refused file stays as long as its import, so that it can be tried once more.
    private void refuse(Handle handle, Outcome.Refused done, Finished finished) {
        Work work = done.work();
        if (work.lineage().depth() > 0 && done.why().equals(Extractor.refused(Refusal.BOMB))) {
            refuseWhole(handle, work.lineage().root(), done.why(), finished);
            return;
        }
        handle.execute("DELETE FROM rereading WHERE document = ? AND claimed = 1", work.document());
        if (!work.again()) {
            arrivals.refuseDocument(handle, work.document(), done.why());
            finishImport(handle, work, State.REFUSED, done.why(), done.seconds(), null);
        }
    }

    /// A package that unpacks without end somewhere inside is refused with all that was taken out of it.
    private void refuseWhole(Handle handle, String root, Extraction.Unreadable why, Finished finished) {
        List<String> all = withParts(handle, List.of(root));
        List<String> inside =
                all.stream().filter(document -> !document.equals(root)).toList();
        forget(handle, inside);
        finished.orphans().addAll(all);
        finished.vanished().addAll(inside);
        handle.createUpdate("""
                        UPDATE import SET state = 'refused', reason = :reason, advice = :advice, change = :change,
                            passages = NULL, original = (SELECT original FROM document WHERE id = :root)
                        WHERE document = :root AND state IN ('searchable', 'complete')""")
                .bind("reason", why.reason())
                .bind("advice", why.advice())
                .bind("change", change.incrementAndGet())
                .bind("root", root)
                .execute();
        handle.execute("DELETE FROM extraction WHERE document = ?", root);
        handle.execute("UPDATE document SET version = NULL, passages = 0, original = NULL WHERE id = ?", root);
        arrivals.refuseDocument(handle, root, why);
    }

    private static Optional<String> serving(Handle handle, String document) {
        return handle.createQuery("SELECT original FROM document WHERE id = :id AND original IS NOT NULL")
                .bind("id", document)
                .mapTo(String.class)
                .findOne();
    }

    /// What a document is called: by a person, by its sender, by itself, by its file name.
    String title(Work work, SelfDescription stated) {
        return facts.correctedTitle(work.document())
                .orElse(work.titled() ? work.title() : stated.title().orElse(work.name()));
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
            facts.write(handle, done.work().document(), done.version(), done.stated());
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
                            passages = :passages, change = :change, finished = :finished,
                            original = CASE :state WHEN 'refused' THEN original END
                        WHERE id = :id""")
                .bind("finished", clock.millis())
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

    /// These documents and all that lie inside them.
    List<String> withParts(Collection<String> documents) {
        return database.read(handle -> withParts(handle, documents));
    }

    static List<String> withParts(Handle handle, Collection<String> documents) {
        return documents.isEmpty()
                ? List.of()
                : handle.createQuery("""
                        WITH RECURSIVE inside (id) AS (
                            SELECT id FROM document WHERE id IN (<documents>)
                            UNION SELECT d.id FROM document d JOIN inside i ON d.parent = i.id)
                        SELECT id FROM inside""")
                        .bindList("documents", List.copyOf(documents))
                        .mapTo(String.class)
                        .list();
    }

    /// Forgets documents with all that hangs on them, in one transaction.
    void delete(String actor, Collection<String> documents) {
        database.change(handle -> {
            Set<String> neighbours = facts.neighbours(handle, documents);
            for (String document : documents) {
                if (handle.execute("DELETE FROM document WHERE id = ?", document) > 0) {
                    journal.append(handle, actor, Journal.Action.DOCUMENT_DELETED, document, "done");
                }
            }
            facts.relate(handle, neighbours);
            Tombstones.add(handle, Tombstones.Kind.DOCUMENT, documents, clock.millis());
            Runs.forgetEmpty(handle);
        });
    }

    private void forget(Handle handle, Collection<String> documents) {
        Set<String> neighbours = facts.neighbours(handle, documents);
        for (String document : documents) {
            handle.execute("DELETE FROM document WHERE id = ?", document);
            journal.append(handle, "system", Journal.Action.DOCUMENT_DELETED, document, "gone from its package");
        }
        facts.relate(handle, neighbours);
        Tombstones.add(handle, Tombstones.Kind.DOCUMENT, documents, clock.millis());
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
