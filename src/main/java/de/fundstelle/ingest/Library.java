// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.DocumentText;
import de.fundstelle.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// What lies in the collections and what is on its way into them, for those who look.
///
/// It knows no rights: callers name the collections that the person in front of them may read.
public final class Library {

    /// The most rows of one answer.
    public static final int MOST = 1000;

    private static final String DOCUMENT =
            "SELECT d.*, coalesce(o.size, 0) AS size FROM document d LEFT JOIN original o ON o.hash = d.original ";

    private final Database database;

    public Library(Database database) {
        this.database = database;
    }

    /// Which documents to list.
    ///
    /// @param state all states if absent
    /// @param text a part of name or title, any if empty
    public record Filter(List<String> collections, Optional<State> state, String text, int limit) {

        public Filter {
            collections = List.copyOf(collections);
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("a list has 1 to %d rows, not %d".formatted(MOST, limit));
            }
        }
    }

    /// How many documents a collection holds.
    ///
    /// @param readable those whose words can be found
    /// @param unread those that are still to be read
    public record Holdings(int documents, int readable, int unread) {
        public static final Holdings NONE = new Holdings(0, 0, 0);
    }

    /// Documents by name.
    public List<LibraryDocument> documents(Filter filter) {
        if (filter.collections().isEmpty()) {
            return List.of();
        }
        return database.read(handle -> matching(handle, DOCUMENT, filter, " ORDER BY d.name LIMIT " + filter.limit())
                .map((row, context) -> document(row))
                .list());
    }

    /// How many documents fit, without the limit.
    public int count(Filter filter) {
        if (filter.collections().isEmpty()) {
            return 0;
        }
        return database.read(handle -> matching(handle, "SELECT count(*) FROM document d ", filter, "")
                .mapTo(Integer.class)
                .one());
    }

    private static Query matching(Handle handle, String select, Filter filter, String end) {
        String state = filter.state().isPresent() ? " AND d.state = :state" : "";
        String text = filter.text().isBlank()
                ? ""
                : " AND (instr(" + lower("d.name") + ", :text) OR instr(" + lower("d.title") + ", :text))";
        Query query = handle.createQuery(select + "WHERE d.collection IN (<collections>)" + state + text + end)
                .bindList("collections", filter.collections());
        filter.state().ifPresent(wanted -> query.bind("state", wanted.key()));
        if (!filter.text().isBlank()) {
            query.bind("text", filter.text().strip().toLowerCase(Locale.GERMAN));
        }
        return query;
    }

    /// SQLite's own lower() knows ASCII only.
    private static String lower(String column) {
        return "replace(replace(replace(lower(" + column + "), 'Ä', 'ä'), 'Ö', 'ö'), 'Ü', 'ü')";
    }

    public Optional<LibraryDocument> document(String id) {
        return database.read(handle -> handle.createQuery(DOCUMENT + "WHERE d.id = :id")
                .bind("id", id)
                .map((row, context) -> document(row))
                .findOne());
    }

    /// The document that another system knows by this key.
    public Optional<LibraryDocument> bySource(String collection, String sourceKey) {
        return database.read(
                handle -> handle.createQuery(DOCUMENT + "WHERE d.collection = :collection AND d.source_key = :key")
                        .bind("collection", collection)
                        .bind("key", "source:" + sourceKey)
                        .map((row, context) -> document(row))
                        .findOne());
    }

    private static LibraryDocument document(ResultSet row) throws SQLException {
        return new LibraryDocument(
                row.getString("id"),
                row.getString("collection"),
                row.getString("name"),
                row.getString("title"),
                State.of(row.getString("state")),
                row.getString("reason"),
                row.getString("advice"),
                Blocks.readNotes(row.getString("notes")),
                row.getString("original"),
                row.getLong("size"),
                row.getString("parent"),
                row.getString("version"),
                row.getInt("passages"),
                row.getLong("changed"));
    }

    /// What the version of a document says that serves now; nothing if it was never read.
    public Optional<DocumentText> text(String document) {
        return database.read(handle -> handle.createQuery("SELECT text, blocks FROM extraction WHERE document = :id")
                .bind("id", document)
                .map((row, context) -> new DocumentText(row.getString("text"), Blocks.read(row.getString("blocks"))))
                .findOne());
    }

    /// Holdings by collection; collections without documents are absent.
    public Map<String, Holdings> holdings() {
        return database.read(handle -> handle.createQuery("""
                        SELECT collection, count(*) AS documents,
                            sum(state IN ('searchable', 'complete')) AS readable, sum(state = 'waiting') AS unread
                        FROM document GROUP BY collection""").reduceRows(new HashMap<>(), (map, row) -> {
            map.put(
                    row.getColumn("collection", String.class),
                    new Holdings(
                            row.getColumn("documents", Integer.class),
                            row.getColumn("readable", Integer.class),
                            row.getColumn("unread", Integer.class)));
            return map;
        }));
    }

    /// The newest imports of some collections, oldest of them first.
    public List<Import> imports(Collection<String> collections, int limit) {
        return imports("i.collection IN (<values>) ORDER BY i.sequence DESC LIMIT " + limit, collections)
                .reversed();
    }

    /// Imports of one run in the order in which they came, after the first `offset` of them.
    ///
    /// @param state all states if absent
    public List<Import> importsOf(String run, Optional<State> state, int offset, int limit) {
        String only =
                state.map(wanted -> " AND i.state = '" + wanted.key() + "'").orElse("");
        return imports(
                "i.run IN (<values>)%s ORDER BY i.sequence LIMIT %d OFFSET %d".formatted(only, limit, offset),
                List.of(run));
    }

    /// Imports of some collections that changed after the given change, in the order they changed.
    public List<Import> importsSince(Collection<String> collections, long change, int limit) {
        return imports(
                "i.collection IN (<values>) AND i.change > " + change + " ORDER BY i.change LIMIT " + limit,
                collections);
    }

    /// Some imports by identifier, in the order given; missing ones are left out.
    public List<Import> withIds(List<String> ids) {
        Map<String, Import> found = new HashMap<>();
        imports("i.id IN (<values>)", ids).forEach(one -> found.put(one.id(), one));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private List<Import> imports(String where, Collection<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        return database.read(handle -> handle.createQuery("""
                        SELECT i.*, d.parent, (SELECT count(*) FROM recognition r
                                WHERE r.original = coalesce(i.original, d.original) AND r.lines IS NULL)
                            + (SELECT count(*) FROM rereading g WHERE g.document = i.document) AS pages_left
                        FROM import i JOIN document d ON d.id = i.document WHERE %s""".formatted(where))
                .bindList("values", List.copyOf(values))
                .map((row, context) -> imported(row))
                .list());
    }

    private static Import imported(ResultSet row) throws SQLException {
        return new Import(
                row.getString("id"),
                row.getString("document"),
                row.getString("collection"),
                row.getString("run"),
                row.getString("parent"),
                row.getString("name"),
                row.getLong("size"),
                State.of(row.getString("state")),
                row.getString("reason"),
                row.getString("advice"),
                (Double) row.getObject("seconds"),
                (Integer) row.getObject("passages"),
                row.getInt("pages_left"),
                row.getLong("change"));
    }

    /// Imports that are not at their end yet.
    public int waiting() {
        return database.read(
                handle -> handle.createQuery("SELECT count(*) FROM import WHERE state IN ('waiting', 'reading')")
                        .mapTo(Integer.class)
                        .one());
    }
}
