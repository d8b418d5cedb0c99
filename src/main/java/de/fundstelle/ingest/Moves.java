// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Gives documents another name and key, without reading their files again: the text that the database keeps is split
/// anew, for each passage carries the name.
///
/// Nothing else may get into the index meanwhile.
final class Moves {

    private final Database database;
    private final Library library;
    private final PassageIndex index;
    private final Clock clock;

    Moves(Database database, Library library, PassageIndex index, Clock clock) {
        this.database = database;
        this.library = library;
        this.index = index;
        this.clock = clock;
    }

    /// A document and what it is called now; its title follows only if it was the name.
    private record Renamed(Ingest.Move move, Optional<Document> readable, String title) {}

    /// Gives the identifiers of those that were moved or are gone; the others are just being read.
    ///
    /// The index goes first: after a crash in between the move is simply made again.
    List<String> move(List<Ingest.Move> moves) throws IOException {
        List<String> moved = new ArrayList<>();
        List<Renamed> renamed = new ArrayList<>();
        for (Ingest.Move move : moves) {
            if (!unfinished(move.document())) {
                moved.add(move.document());
                find(move).ifPresent(renamed::add);
            }
        }
        for (Renamed one : renamed) {
            Optional<DocumentText> text = library.text(one.move().document());
            if (one.readable().isPresent() && text.isPresent()) {
                Document document = one.readable().get();
                index.replace(document, Splitter.split(document, text.get()));
            }
        }
        index.commit();
        database.change(handle -> renamed.forEach(one -> write(handle, one)));
        return moved;
    }

    private boolean unfinished(String document) {
        return database.read(handle -> handle.createQuery(
                                "SELECT count(*) FROM import WHERE document = :id AND state IN ('waiting', 'reading')")
                        .bind("id", document)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    private Optional<Renamed> find(Ingest.Move move) {
        return database.read(handle -> handle.createQuery("""
                        SELECT d.id, d.version, d.name, d.title, d.passages, d.collection, c.access_right, c.sample
                        FROM document d JOIN collection c ON c.id = d.collection WHERE d.id = :id""")
                .bind("id", move.document())
                .map((row, context) -> renamed(move, row))
                .findOne());
    }

    private static Renamed renamed(Ingest.Move move, ResultSet row) throws SQLException {
        String title = row.getString("title").equals(row.getString("name")) ? move.name() : row.getString("title");
        String version = row.getString("version");
        return new Renamed(
                move,
                version == null || row.getInt("passages") == 0
                        ? Optional.empty()
                        : Optional.of(new Document(
                                move.document(),
                                version,
                                move.name(),
                                title,
                                row.getString("collection"),
                                row.getString("access_right"),
                                row.getBoolean("sample"))),
                title);
    }

    private void write(Handle handle, Renamed one) {
        handle.execute(
                "UPDATE OR IGNORE document SET source_key = ?, name = ?, title = ?, changed = ? WHERE id = ?",
                "source:" + one.move().sourceKey(),
                one.move().name(),
                one.title(),
                clock.millis(),
                one.move().document());
    }
}
