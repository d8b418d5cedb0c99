// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// The collections there are, and who may do what with them.
public final class Collections {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_CONTACT = 500;

    private static final int LONGEST_TEXT = 2000;

    /// Groups and people of one collection.
    private static final int MOST_GRANTS = 500;

    private final Database database;
    private final Clock clock;
    private final Journal journal;

    public Collections(Database database, Clock clock, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
    }

    /// What came of making or changing a collection.
    public sealed interface Saved {
        record Done(Collection collection) implements Saved {}

        /// The advice is in German, for the person who typed it.
        record Refused(String advice) implements Saved {}
    }

    /// Makes a collection.
    ///
    /// @param actor identifier of whoever makes it
    public Saved make(
            String actor, String name, Set<Grant> grants, Collection.Description description, boolean sample) {
        Collection collection = new Collection(
                Identifier.fresh(), name.strip(), Identifier.fresh(), clean(grants), description, sample);
        return refusal(collection).orElseGet(() -> database.write(handle -> insert(handle, actor, collection)));
    }

    /// Gives a collection another name, other grants or another description; what it holds stays as it is.
    public Saved change(
            String actor, Collection old, String name, Set<Grant> grants, Collection.Description description) {
        Collection collection =
                new Collection(old.id(), name.strip(), old.right(), clean(grants), description, old.sample());
        return refusal(collection).orElseGet(() -> database.write(handle -> update(handle, actor, old, collection)));
    }

    /// Without groups that have no name, and each grantee with the highest level only.
    private static Set<Grant> clean(Set<Grant> grants) {
        Map<Grant.Grantee, Level> levels = new HashMap<>();
        for (Grant grant : grants) {
            Grant.Grantee to = switch (grant.to()) {
                case Grant.Grantee.Group group ->
                    new Grant.Grantee.Group(group.name().strip());
                case Grant.Grantee.Individual individual -> individual;
            };
            if (!(to instanceof Grant.Grantee.Group group && group.name().isEmpty())) {
                levels.merge(to, grant.level(), (one, other) -> one.holds(other) ? one : other);
            }
        }
        return levels.entrySet().stream()
                .map(entry -> new Grant(entry.getValue(), entry.getKey()))
                .collect(Collectors.toSet());
    }

    private static Optional<Saved> refusal(Collection collection) {
        if (collection.name().isEmpty() || collection.name().length() > LONGEST_NAME) {
            return Optional.of(new Saved.Refused(
                    "Eine Sammlung braucht einen Namen mit höchstens %d Zeichen.".formatted(LONGEST_NAME)));
        }
        Collection.Description description = collection.description();
        if (description.contact().length() > LONGEST_CONTACT) {
            return Optional.of(new Saved.Refused(
                    "Die Angabe „Ansprechstelle“ hat höchstens %d Zeichen.".formatted(LONGEST_CONTACT)));
        }
        if (Stream.of(description.purpose(), description.legalBasis(), description.owner())
                .anyMatch(text -> text.length() > LONGEST_TEXT)) {
            return Optional.of(
                    new Saved.Refused("Zweck, Rechtsgrundlage und verantwortliche Stelle haben je höchstens %d Zeichen."
                            .formatted(LONGEST_TEXT)));
        }
        if (collection.grants().size() > MOST_GRANTS) {
            return Optional.of(
                    new Saved.Refused("Eine Sammlung hat höchstens %d Rechte. Fassen Sie Personen zu Gruppen zusammen."
                            .formatted(MOST_GRANTS)));
        }
        return Optional.empty();
    }

    private Saved insert(Handle handle, String actor, Collection collection) {
        int rows = described(handle.createUpdate("""
                        INSERT INTO collection (id, name, access_right, contact, purpose, legal_basis, owner, review,
                            protection, sample, created)
                        VALUES (:id, :name, :right, :contact, :purpose, :legal_basis, :owner, :review, :protection,
                            :sample, :created)
                        ON CONFLICT DO NOTHING"""), collection)
                .bind("right", collection.right())
                .bind("sample", collection.sample())
                .bind("created", clock.millis())
                .execute();
        if (rows == 0) {
            return taken(collection);
        }
        journal.append(handle, actor, Journal.Action.COLLECTION_MADE, collection.id(), "done");
        return granted(handle, actor, collection, Set.of());
    }

    private Saved update(Handle handle, String actor, Collection old, Collection collection) {
        int rows = described(handle.createUpdate("""
                        UPDATE OR IGNORE collection SET name = :name, contact = :contact, purpose = :purpose,
                            legal_basis = :legal_basis, owner = :owner, review = :review, protection = :protection
                        WHERE id = :id"""), collection).execute();
        if (rows == 0) {
            return taken(collection);
        }
        if (!collection.name().equals(old.name()) || !collection.description().equals(old.description())) {
            journal.append(handle, actor, Journal.Action.COLLECTION_CHANGED, collection.id(), "done");
        }
        return granted(handle, actor, collection, old.grants());
    }

    private static Update described(Update update, Collection collection) {
        Collection.Description description = collection.description();
        return update.bind("id", collection.id())
                .bind("name", collection.name())
                .bind("contact", description.contact())
                .bind("purpose", description.purpose())
                .bind("legal_basis", description.legalBasis())
                .bind("owner", description.owner())
                .bind("review", description.review().map(LocalDate::toString).orElse(null))
                .bind("protection", description.protection().key());
    }

    private Saved granted(Handle handle, String actor, Collection collection, Set<Grant> before) {
        if (!collection.grants().equals(before)) {
            handle.execute("DELETE FROM collection_grant WHERE collection = ?", collection.id());
            collection.grants().forEach(grant -> insert(handle, collection, grant));
            journal.append(
                    handle,
                    actor,
                    Journal.Action.GRANTS_CHANGED,
                    collection.id(),
                    "given %s, taken %s"
                            .formatted(without(collection.grants(), before), without(before, collection.grants())));
        }
        return new Saved.Done(collection);
    }

    private static List<String> without(Set<Grant> grants, Set<Grant> others) {
        return grants.stream()
                .filter(grant -> !others.contains(grant))
                .map(grant -> switch (grant.to()) {
                    case Grant.Grantee.Group group -> grant.level().key() + " group " + group.name();
                    case Grant.Grantee.Individual individual -> grant.level().key() + " person " + individual.person();
                })
                .sorted()
                .toList();
    }

    private static void insert(Handle handle, Collection collection, Grant grant) {
        String column = switch (grant.to()) {
            case Grant.Grantee.Group group -> "group_name";
            case Grant.Grantee.Individual individual -> "person";
        };
        String value = switch (grant.to()) {
            case Grant.Grantee.Group group -> group.name();
            case Grant.Grantee.Individual individual -> individual.person();
        };
        handle.execute(
                "INSERT INTO collection_grant (collection, level, " + column + ") VALUES (?, ?, ?)",
                collection.id(),
                grant.level().key(),
                value);
    }

    private static Saved taken(Collection collection) {
        return new Saved.Refused("Eine Sammlung „%s“ gibt es schon.".formatted(collection.name()));
    }

    /// Removes an empty collection; its documents must be gone.
    public void delete(String actor, Collection collection) {
        database.change(handle -> {
            handle.execute("DELETE FROM collection WHERE id = ?", collection.id());
            Tombstones.add(handle, Tombstones.Kind.COLLECTION, List.of(collection.id()), clock.millis());
            journal.append(handle, actor, Journal.Action.COLLECTION_DELETED, collection.id(), "done");
        });
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
        Map<String, Set<Grant>> grants = grants(handle);
        var query = handle.createQuery(sql);
        value.ifPresent(text -> query.bind("value", text));
        return query.map((row, context) -> new Collection(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("access_right"),
                        grants.getOrDefault(row.getString("id"), Set.of()),
                        description(row),
                        row.getBoolean("sample")))
                .list();
    }

    private static Collection.Description description(ResultSet row) throws SQLException {
        return new Collection.Description(
                row.getString("contact"),
                row.getString("purpose"),
                row.getString("legal_basis"),
                row.getString("owner"),
                Optional.ofNullable(row.getString("review")).map(LocalDate::parse),
                Collection.Protection.of(row.getString("protection")).orElse(Collection.Protection.NORMAL));
    }

    private static Map<String, Set<Grant>> grants(Handle handle) {
        Map<String, Set<Grant>> grants = new HashMap<>();
        handle.createQuery("SELECT collection, level, group_name, person FROM collection_grant")
                .map((row, context) -> {
                    Level level = Level.of(row.getString("level")).orElseThrow();
                    Optional<String> person = Optional.ofNullable(row.getString("person"));
                    String group = row.getString("group_name");
                    return grants.computeIfAbsent(row.getString("collection"), id -> new HashSet<>())
                            .add(person.map(id -> Grant.person(level, id)).orElseGet(() -> Grant.group(level, group)));
                })
                .list();
        return grants;
    }
}
