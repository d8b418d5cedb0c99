// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.facts.Facts;
import de.fundstelle.ingest.Ledger.Finished;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.ingest.reader.Refusal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes down what became of claimed work, and says what is left to do after it.
///
/// Part of the [Ledger], inside whose transactions it works.
final class Endings {

    private final Clock clock;
    private final Journal journal;
    private final Facts facts;
    private final AtomicLong change;
    private final Arrivals arrivals;
    private final PartsOfPackages parts;

    Endings(Clock clock, Journal journal, Facts facts, AtomicLong change, Arrivals arrivals) {
        this.clock = clock;
        this.journal = journal;
        this.facts = facts;
        this.change = change;
        this.arrivals = arrivals;
        this.parts = new PartsOfPackages(arrivals);
    }

    /// Writes down one outcome.
    ///
    /// @param read the state of what was read
    /// @param finished gathers what is left to do
    void write(Handle handle, Outcome outcome, State read, Finished finished) {
        switch (outcome) {
            case Outcome.Read done -> read(handle, done, read, finished);
            case Outcome.Parked done -> park(handle, done);
            case Outcome.Refused done -> refuse(handle, done, finished);
        }
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
        int parked = handle.execute(
                "UPDATE import SET recognizing = 1, change = ? WHERE id = ?",
                change.incrementAndGet(),
                work.importId());
        if (parked > 0) { // otherwise the document was deleted meanwhile, and its original with it
            Recognitions.want(handle, work.original(), done.pagesLeft(), change.get());
        }
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
        List<String> all = Ledger.withParts(handle, List.of(root));
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

    private void forget(Handle handle, Collection<String> documents) {
        Set<String> neighbours = facts.neighbours(handle, documents);
        for (String document : documents) {
            handle.execute("DELETE FROM document WHERE id = ?", document);
            journal.append(handle, "system", Journal.Action.DOCUMENT_DELETED, document, "gone from its package");
        }
        facts.relate(handle, neighbours);
        Tombstones.add(handle, Tombstones.Kind.DOCUMENT, documents, clock.millis());
    }
}
