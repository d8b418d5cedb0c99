// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.backup;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Mirror;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Originals;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks database, originals and index against each other.
public final class Verification {

    private final Database database;
    private final Originals originals;
    private final Ingest ingest;
    private final Journal journal;
    private final Path note;

    /// Checks.
    ///
    /// @param note where the newest entry of the journal is noted outside the database
    public Verification(Database database, Originals originals, Ingest ingest, Journal journal, Path note) {
        this.database = database;
        this.originals = originals;
        this.ingest = ingest;
        this.journal = journal;
        this.note = note;
    }

    /// What was looked at, and what is wrong.
    ///
    /// @param findings one English sentence each, with what to do; empty if all is in order
    /// @param repaired documents whose place in the index was mended
    /// @param head number and hash of the newest entry of the journal, to be noted elsewhere
    public record Report(int documents, int originals, List<String> findings, int repaired, String head) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /// Checks everything; reads each original once.
    ///
    /// @param repair whether to rebuild what can be rebuilt: the index
    /// @param witness an entry of the journal that somebody noted earlier
    public Report verify(boolean repair, Optional<Journal.Witness> witness) throws IOException {
        List<String> findings = new ArrayList<>();
        database.damage()
                .forEach(damage -> findings.add("database: " + damage + "; stop the server and restore a backup"));
        int count = checkOriginals(findings);
        undead().forEach(
                        id -> findings.add("document " + id + ": was deleted and is still there; delete it once more"));
        findings.addAll(journal.findings(Mirror.witness(note)));
        witness.ifPresent(noted -> findings.addAll(journal.findings(Optional.of(noted))));
        Ingest.Drift drift = ingest.drift();
        int repaired = 0;
        if (repair) {
            repaired = ingest.repair();
        } else {
            drift.missing().forEach(id -> findings.add("document " + id + ": not in the index; run verify --repair"));
            drift.surplus()
                    .forEach(id -> findings.add(
                            "document " + id + ": in the index, but not in the database; run verify --repair"));
        }
        return new Report(
                documents(),
                count,
                findings.stream().distinct().toList(),
                repaired,
                journal.head().toString());
    }

    private int checkOriginals(List<String> findings) throws IOException {
        List<String> known = known();
        for (String hash : known) {
            if (!originals.intact(hash)) {
                findings.add("original " + hash + " (" + name(hash)
                        + "): missing or changed; bring the file again or restore a backup");
            }
        }
        Set<String> strangers = originals.all();
        known.forEach(strangers::remove);
        // A file that arrives just now is placed before its row is written, so there is a second look.
        known().forEach(strangers::remove);
        strangers.forEach(hash -> findings.add("original " + hash + ": no document needs it; it can be removed"));
        return known.size();
    }

    /// Documents that were deleted, and that the database has all the same.
    private List<String> undead() {
        return database.read(
                handle -> handle.createQuery("""
                        SELECT d.id FROM document d JOIN tombstone t ON t.object = d.id AND t.kind = 'document'
                        ORDER BY d.id""").mapTo(String.class).list());
    }

    private List<String> known() {
        return database.read(handle -> handle.createQuery("SELECT hash FROM original ORDER BY hash")
                .mapTo(String.class)
                .list());
    }

    private String name(String hash) {
        return database.read(handle -> handle.createQuery("SELECT id FROM document WHERE original = :hash")
                        .bind("hash", hash)
                        .mapTo(String.class)
                        .findFirst())
                .map(id -> "document " + id)
                .orElse("no document");
    }

    private int documents() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM document")
                .mapTo(Integer.class)
                .one());
    }
}
