// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings the index in line with the database: at each start, and when an administrator repairs.
///
/// The database is the truth. What the index lacks is split again from the text that the database keeps.
final class Reconciliation {

    private static final System.Logger LOG = System.getLogger(Reconciliation.class.getName());

    /// Documents indexed between two commits.
    private static final int DOCUMENTS_PER_COMMIT = 256;

    private final Database database;
    private final Library library;
    private final PassageIndex index;

    Reconciliation(Database database, Library library, PassageIndex index) {
        this.database = database;
        this.library = library;
        this.index = index;
    }

    /// How index and database differ.
    ///
    /// @param missing documents whose version the index lacks
    /// @param surplus identifiers of documents that only the index knows
    record Difference(List<Document> missing, Set<String> surplus) {}

    /// Compares; documents that are being read at the moment are left out, for they are between the two.
    Difference difference() throws IOException {
        Set<String> reading = new HashSet<>(reading());
        Map<String, String> indexed = new HashMap<>(index.versions());
        List<Document> serving = serving();
        reading.addAll(reading());
        List<Document> missing = serving.stream()
                .filter(document -> !document.version().equals(indexed.get(document.id())))
                .filter(document -> !reading.contains(document.id()))
                .toList();
        Set<String> surplus = new HashSet<>(indexed.keySet());
        serving.forEach(document -> surplus.remove(document.id()));
        surplus.removeAll(reading);
        return new Difference(missing, surplus);
    }

    private List<String> reading() {
        return database.read(handle -> handle.createQuery("SELECT document FROM import WHERE state = 'reading'")
                .mapTo(String.class)
                .list());
    }

    /// Adds what is missing and removes what is surplus; gives how many documents were touched.
    int repair() throws IOException {
        Difference difference = difference();
        long opening = index.opening();
        for (String document : difference.surplus()) {
            index.remove(document);
        }
        int done = 0;
        for (Document document : difference.missing()) {
            Optional<DocumentText> text = library.text(document.id());
            if (text.isPresent()) {
                index.replace(document, Splitter.split(document, text.get()));
            }
            if (++done % DOCUMENTS_PER_COMMIT == 0) {
                index.commit(opening);
            }
        }
        int touched = difference.surplus().size() + done;
        if (touched > 0) {
            index.commit(opening);
            LOG.log(
                    Level.INFO,
                    "index brought in line: {0} documents added, {1} removed",
                    done,
                    difference.surplus().size());
        }
        return touched;
    }

    private List<Document> serving() {
        return database.read(handle -> handle.createQuery("""
                        SELECT d.id, d.version, d.name, d.title, d.collection, c.access_right, c.sample
                        FROM document d JOIN collection c ON c.id = d.collection
                        WHERE d.version IS NOT NULL AND d.passages > 0""")
                .map((row, context) -> new Document(
                        row.getString("id"),
                        row.getString("version"),
                        row.getString("name"),
                        row.getString("title"),
                        row.getString("collection"),
                        row.getString("access_right"),
                        row.getBoolean("sample")))
                .list());
    }
}
