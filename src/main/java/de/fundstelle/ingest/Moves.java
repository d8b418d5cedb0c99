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
    private record Renamed(String id, String key, String name, String title, Optional<Document> readable) {}

    /// Gives the identifiers of those that were moved or are gone; the others are just being read.
    ///
    /// The index goes first: after a crash in between the move is simply made again.
    List<String> move(List<Ingest.Move> moves) throws IOException {
        List<String> moved = new ArrayList<>();
        List<Renamed> renamed = new ArrayList<>();
        for (Ingest.Move move : moves) {
            List<String> all = database.read(handle -> Ledger.withParts(handle, List.of(move.document())));
            if (all.stream().noneMatch(this::unfinished)) {
                moved.add(move.document());
                renamed.addAll(renamed(move, all));
            }
        }
        long opening = index.opening();
        for (Renamed one : renamed) {
            Optional<DocumentText> text = library.text(one.id());
            if (one.readable().isPresent() && text.isPresent()) {
                Document document = one.readable().get();
                index.replace(document, Splitter.split(document, text.get()));
            }
        }
        index.commit(opening);
        database.change(handle -> renamed.forEach(one -> write(handle, one)));
        return moved;
    }

    private boolean unfinished(String document) {
        return database.read(handle -> handle.createQuery("""
                                SELECT (SELECT count(*) FROM import WHERE document = :id AND state IN ('waiting', 'reading'))
                                    + (SELECT count(*) FROM rereading WHERE document = :id)""")
                        .bind("id", document)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /// The document and what lies inside it; keys and names of that begin with its own.
    private List<Renamed> renamed(Ingest.Move move, List<String> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        return database.read(handle -> {
            Called before = handle.createQuery("SELECT source_key, name FROM document WHERE id = :id")
                    .bind("id", move.document())
                    .map((row, context) -> new Called(row.getString("source_key"), row.getString("name")))
                    .one();
            Called after = new Called("source:" + move.sourceKey(), move.name());
            return handle.createQuery("""
                            SELECT d.*, c.access_right, c.sample
                            FROM document d JOIN collection c ON c.id = d.collection WHERE d.id IN (<ids>)""")
                    .bindList("ids", all)
                    .map((row, context) -> renamed(row, before, after))
                    .list();
        });
    }

    private record Called(String key, String name) {}

    private static String replaced(String text, String start, String with) {
        return text.startsWith(start) ? with + text.substring(start.length()) : text;
    }

    private static Renamed renamed(ResultSet row, Called before, Called after) throws SQLException {
        String name = replaced(row.getString("name"), before.name(), after.name());
        String title = row.getString("title").equals(row.getString("name")) ? name : row.getString("title");
        String version = row.getString("version");
        Optional<Document> readable = version == null || row.getInt("passages") == 0
                ? Optional.empty()
                : Optional.of(new Document(
                        row.getString("id"),
                        version,
                        name,
                        title,
                        row.getString("collection"),
                        row.getString("access_right"),
                        row.getBoolean("sample")));
        String key = replaced(row.getString("source_key"), before.key(), after.key());
        return new Renamed(row.getString("id"), key, name, title, readable);
    }

    private void write(Handle handle, Renamed one) {
        handle.execute(
                "UPDATE OR IGNORE document SET source_key = ?, name = ?, title = ?, changed = ? WHERE id = ?",
                one.key(),
                one.name(),
                one.title(),
                clock.millis(),
                one.id());
    }
}
