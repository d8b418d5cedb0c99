// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.backup;

import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Originals;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks database, originals and index against each other.
public final class Verification {

    private final Database database;
    private final Originals originals;
    private final Ingest ingest;

    public Verification(Database database, Originals originals, Ingest ingest) {
        this.database = database;
        this.originals = originals;
        this.ingest = ingest;
    }

    /// What was looked at, and what is wrong.
    ///
    /// @param findings one English sentence each, with what to do; empty if all is in order
    /// @param repaired documents whose place in the index was mended
    public record Report(int documents, int originals, List<String> findings, int repaired) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /// Checks everything; reads each original once.
    ///
    /// @param repair whether to rebuild what can be rebuilt: the index
    public Report verify(boolean repair) throws IOException {
        List<String> findings = new ArrayList<>();
        database.damage()
                .forEach(damage -> findings.add("database: " + damage + "; stop the server and restore a backup"));
        int count = checkOriginals(findings);
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
        return new Report(documents(), count, findings, repaired);
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
