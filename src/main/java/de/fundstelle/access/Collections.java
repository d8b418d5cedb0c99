// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The collections there are, and which groups may read them.
public final class Collections {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_CONTACT = 500;

    private final Database database;
    private final Clock clock;

    public Collections(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What came of making or changing a collection.
    public sealed interface Saved {
        record Done(Collection collection) implements Saved {}

        /// The advice is in German, for the person who typed it.
        record Refused(String advice) implements Saved {}
    }

    public Saved make(String name, Set<String> readers, String contact, boolean sample) {
        Collection collection = new Collection(
                Identifier.fresh(), name.strip(), Identifier.fresh(), Access.clean(readers), contact.strip(), sample);
        return refusal(collection).orElseGet(() -> database.write(handle -> insert(handle, collection)));
    }

    /// Gives a collection another name, other readers or another contact; what it holds stays as it is.
    public Saved change(Collection old, String name, Set<String> readers, String contact) {
        Collection collection = new Collection(
                old.id(), name.strip(), old.right(), Access.clean(readers), contact.strip(), old.sample());
        return refusal(collection).orElseGet(() -> database.write(handle -> update(handle, collection)));
    }

    private static Optional<Saved> refusal(Collection collection) {
        if (collection.name().isEmpty() || collection.name().length() > LONGEST_NAME) {
            return Optional.of(new Saved.Refused(
                    "Eine Sammlung braucht einen Namen mit höchstens %d Zeichen.".formatted(LONGEST_NAME)));
        }
        if (collection.contact().length() > LONGEST_CONTACT) {
            return Optional.of(
                    new Saved.Refused("Die Angabe „betreut von“ hat höchstens %d Zeichen.".formatted(LONGEST_CONTACT)));
        }
        return Optional.empty();
    }

    private Saved insert(Handle handle, Collection collection) {
        int rows = handle.createUpdate("""
                        INSERT INTO collection (id, name, access_right, contact, sample, created)
                        VALUES (:id, :name, :right, :contact, :sample, :created) ON CONFLICT DO NOTHING""")
                .bind("id", collection.id())
                .bind("name", collection.name())
                .bind("right", collection.right())
                .bind("contact", collection.contact())
                .bind("sample", collection.sample())
                .bind("created", clock.millis())
                .execute();
        if (rows == 0) {
            return taken(collection);
        }
        insertReaders(handle, collection);
        return new Saved.Done(collection);
    }

    private static Saved update(Handle handle, Collection collection) {
        int rows = handle.createUpdate(
                        "UPDATE OR IGNORE collection SET name = :name, contact = :contact WHERE id = :id")
                .bind("name", collection.name())
                .bind("contact", collection.contact())
                .bind("id", collection.id())
                .execute();
        if (rows == 0) {
            return taken(collection);
        }
        handle.execute("DELETE FROM collection_reader WHERE collection = ?", collection.id());
        insertReaders(handle, collection);
        return new Saved.Done(collection);
    }

    private static void insertReaders(Handle handle, Collection collection) {
        for (String group : collection.readers()) {
            handle.execute(
                    "INSERT INTO collection_reader (collection, group_name) VALUES (?, ?)", collection.id(), group);
        }
    }

    private static Saved taken(Collection collection) {
        return new Saved.Refused("Eine Sammlung „%s“ gibt es schon.".formatted(collection.name()));
    }

    /// Removes an empty collection; its documents must be gone.
    public void delete(Collection collection) {
        database.change(handle -> handle.execute("DELETE FROM collection WHERE id = ?", collection.id()));
    }

    /// All collections by name; for whom is decided by [Access].
    public List<Collection> all() {
        return database.read(handle -> query(handle, "SELECT * FROM collection ORDER BY name", Optional.empty()));
    }

    /// A collection by its identifier or, failing that, its name.
    public Optional<Collection> find(String idOrName) {
        return database.read(handle -> query(
                        handle,
                        "SELECT * FROM collection WHERE id = :value OR name = :value ORDER BY id = :value DESC",
                        Optional.of(idOrName))
                .stream()
                .findFirst());
    }

    private static List<Collection> query(Handle handle, String sql, Optional<String> value) {
        var query = handle.createQuery(sql);
        value.ifPresent(text -> query.bind("value", text));
        return query.map((row, context) -> new Collection(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("access_right"),
                        readers(handle, row.getString("id")),
                        row.getString("contact"),
                        row.getBoolean("sample")))
                .list();
    }

    private static Set<String> readers(Handle handle, String collection) {
        return handle.createQuery("SELECT group_name FROM collection_reader WHERE collection = :collection")
                .bind("collection", collection)
                .mapTo(String.class)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
