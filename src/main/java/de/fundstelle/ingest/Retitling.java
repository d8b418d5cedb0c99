// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Identifier;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.util.Optional;

/// Gives a document another title, in the index as well: every passage carries it, and so does every vector's text.
///
/// The text is split again under a new version, first in the index, then in the database: a crash between the two heals
/// at the next start, because the versions differ.
final class Retitling {

    private final Database database;
    private final Library library;
    private final PassageIndex index;
    private final State done;

    /// @param done the state of a document whose words are in the index
    Retitling(Database database, Library library, PassageIndex index, State done) {
        this.database = database;
        this.library = library;
        this.index = index;
        this.done = done;
    }

    /// Whether the document is on its way through the readers: then it has two versions, and neither may be touched.
    boolean isBusy(String document) {
        return database.read(handle -> handle.createQuery("""
                                SELECT (SELECT count(*) FROM import
                                    WHERE document = :document AND state IN ('waiting', 'reading'))
                                + (SELECT count(*) FROM rereading WHERE document = :document)""")
                        .bind("document", document)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /// To be called while nothing else gets into the index.
    void retitle(String id, String title) throws IOException {
        Optional<DocumentText> text = library.text(id);
        String version = Identifier.fresh();
        if (text.isPresent()) {
            Document document = document(id, version, title);
            long opening = index.opening();
            index.replace(document, Splitter.split(document, text.get()));
            index.commit(opening);
        }
        database.change(handle -> {
            handle.execute("UPDATE document SET title = ? WHERE id = ?", title, id);
            if (text.isPresent()) {
                handle.execute(
                        "UPDATE document SET version = ?, state = ? WHERE id = ? AND version IS NOT NULL",
                        version,
                        done.key(),
                        id);
                handle.execute("UPDATE extraction SET version = ? WHERE document = ?", version, id);
                handle.execute("UPDATE described SET version = ? WHERE document = ?", version, id);
            }
        });
    }

    private Document document(String id, String version, String title) {
        return database.read(handle -> handle.createQuery("""
                        SELECT d.name, d.collection, c.access_right, c.sample
                        FROM document d JOIN collection c ON c.id = d.collection WHERE d.id = :id""")
                .bind("id", id)
                .map((row, context) -> new Document(
                        id,
                        version,
                        row.getString("name"),
                        title,
                        row.getString("collection"),
                        row.getString("access_right"),
                        row.getBoolean("sample")))
                .one());
    }
}
