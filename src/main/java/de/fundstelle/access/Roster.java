// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.access.People.Member;
import de.fundstelle.audit.Journal;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The rows of people in the database; every method is part of a transaction that somebody else began.
final class Roster {

    private final Clock clock;
    private final Journal journal;

    Roster(Clock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /// Adds somebody, unless the name is taken.
    ///
    /// @param hash of the password; absent for those whom a provider knows
    boolean insert(Handle handle, Person person, Optional<String> hash) {
        int rows = handle.createUpdate("""
                        INSERT INTO person (id, name, role, password, created)
                        VALUES (:id, :name, :role, :password, :created) ON CONFLICT DO NOTHING""")
                .bind("id", person.id())
                .bind("name", person.name())
                .bind("role", person.role().key())
                .bind("password", hash.orElse(null))
                .bind("created", clock.millis())
                .execute();
        if (rows > 0) {
            insertGroups(handle, person.id(), person.groups());
        }
        return rows > 0;
    }

    private static void insertGroups(Handle handle, String person, Set<String> groups) {
        groups.forEach(
                group -> handle.execute("INSERT INTO person_group (person, group_name) VALUES (?, ?)", person, group));
    }

    /// Turns somebody into what they are now, and ends their sessions if anything was taken away.
    void update(Handle handle, String actor, Member before, Member after) {
        Person person = after.person();
        if (!person.equals(before.person())) {
            handle.execute(
                    "UPDATE person SET role = ? WHERE id = ?", person.role().key(), person.id());
            handle.execute("DELETE FROM person_group WHERE person = ?", person.id());
            insertGroups(handle, person.id(), person.groups());
            journal.append(
                    handle, actor, Journal.Action.PERSON_CHANGED, person.id(), described(before.person(), person));
        }
        if (after.enabled() != before.enabled()) {
            handle.execute("UPDATE person SET enabled = ? WHERE id = ?", after.enabled(), person.id());
            journal.append(
                    handle,
                    actor,
                    after.enabled() ? Journal.Action.PERSON_ENABLED : Journal.Action.PERSON_DISABLED,
                    person.id(),
                    "done");
        }
        if (!after.enabled() || !person.keeps(before.person())) {
            Sessions.endAll(handle, person.id());
        }
    }

    private static String described(Person before, Person after) {
        Set<String> given = new TreeSet<>(after.groups());
        given.removeAll(before.groups());
        Set<String> taken = new TreeSet<>(before.groups());
        taken.removeAll(after.groups());
        return "role %s, groups given %s, taken %s".formatted(after.role().key(), given, taken);
    }

    /// How many may administer.
    static int administrators(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM person WHERE role = 'administrator' AND enabled = 1")
                .mapTo(Integer.class)
                .one();
    }

    /// Somebody with access, by identifier.
    static Optional<Person> withId(Handle handle, String id) {
        return member(handle, id)
                .filter(Member::enabled)
                .filter(member -> admitted(handle, id))
                .map(Member::person);
    }

    private static boolean admitted(Handle handle, String id) {
        return handle.createQuery("SELECT count(*) FROM person_identity WHERE person = :person AND admitted = 0")
                        .bind("person", id)
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    static int count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM person")
                .mapTo(Integer.class)
                .one();
    }

    static Optional<Member> member(Handle handle, String id) {
        return find(handle, "id", id);
    }

    static Optional<Member> find(Handle handle, String column, String value) {
        return handle.createQuery("""
                        SELECT id, name, role, enabled, provider FROM person
                        LEFT JOIN person_identity ON person = id WHERE %s = :value""".formatted(column))
                .bind("value", value)
                .map((row, context) -> new Member(
                        new Person(
                                row.getString("id"),
                                row.getString("name"),
                                Role.of(row.getString("role")),
                                groups(handle, row.getString("id"))),
                        row.getBoolean("enabled"),
                        Optional.ofNullable(row.getString("provider"))))
                .findOne();
    }

    private static Set<String> groups(Handle handle, String person) {
        return handle.createQuery("SELECT group_name FROM person_group WHERE person = :person")
                .bind("person", person)
                .mapTo(String.class)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
