// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.facts.Facts;
import de.fundstelle.facts.SelfDescription;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Writes down what arrived, what is being read and what became of it; a crash at any point heals at the next start.
final class Ledger {

    private static final String UNNEEDED = """
            NOT EXISTS (SELECT 1 FROM document d WHERE d.original = original.hash)
            AND NOT EXISTS (SELECT 1 FROM import i WHERE i.original = original.hash)""";

    private final Database database;
    private final Clock clock;
    private final Journal journal;
    private final Facts facts;
    private final AtomicLong change;
    private final Arrivals arrivals;
    private final Claims claims;
    private final Endings endings;

    Ledger(Database database, Clock clock, Journal journal, Facts facts) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
        this.facts = facts;
        this.change = new AtomicLong(largest("change"));
        this.arrivals = new Arrivals(clock, facts, new AtomicLong(largest("sequence")), change);
        this.claims = new Claims(change);
        this.endings = new Endings(clock, journal, facts, change, arrivals);
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
                    String run = batch.run()
                            .filter(begun -> Runs.exists(handle, begun))
                            .orElseGet(() -> Runs.start(handle, collection, batch.name(), clock.millis()));
                    Arrivals.Destination to = new Arrivals.Destination(collection, run, null);
                    journal.append(
                            handle, actor, Journal.Action.DOCUMENTS_UPLOADED, collection, uploads.size() + " files");
                    List<String> imports = uploads.stream()
                            .map(upload -> arrivals.accept(handle, to, upload).importId())
                            .toList();
                    giveUpCancelled(handle, Set.of(run));
                    return imports;
                });
    }

    /// Claims what is to be read next: the oldest waiting imports, then documents of which pages were recognized.
    ///
    /// Never two readings of one document at a time.
    List<Work> claim(int most) {
        return database.write(handle -> claims.claim(handle, most));
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
                endings.write(handle, outcome, read, finished);
            }
            giveUpCancelled(
                    handle,
                    outcomes.stream()
                            .flatMap(outcome ->
                                    Stream.ofNullable(outcome.work().lineage().run()))
                            .collect(Collectors.toSet()));
            return finished;
        });
    }

    /// What was on its way when its import was cancelled is given up like the rest.
    private void giveUpCancelled(Handle handle, Set<String> runs) {
        for (String run : GivingUp.cancelled(handle, runs)) {
            GivingUp.giveUp(handle, run, clock.millis(), change.incrementAndGet());
        }
    }

    /// What a document is called: by a person, by its sender, by itself, by its file name.
    String title(Work work, SelfDescription stated) {
        return facts.givenTitle(work.document())
                .orElse(work.titled() ? work.title() : stated.title().orElse(work.name()));
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
