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
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The people with an account here, their roles, groups and passwords.
public final class People {

    /// Names people sign in with: what fits into an address, a log and a form.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    private static final int LONGEST_PASSWORD = 1024;

    private static final Added TOO_LATE = new Added.Refused("Es gibt schon ein Konto. Melden Sie sich an.");

    private final Database database;
    private final Clock clock;
    private final int minPasswordLength;
    private final Passwords passwords = new Passwords();
    private final ReentrantLock first = new ReentrantLock();

    public People(Database database, Clock clock, int minPasswordLength) {
        this.database = database;
        this.clock = clock;
        this.minPasswordLength = minPasswordLength;
    }

    /// What came of adding somebody.
    public sealed interface Added {
        record Done(Person person) implements Added {}

        /// The advice is in German, for the person who typed it.
        record Refused(String advice) implements Added {}
    }

    public Added add(String name, Role role, Set<String> groups, String password) {
        return add(name, role, groups, password, false);
    }

    /// Adds the first administrator, if there is nobody yet; of many attempts at once one succeeds.
    public Added addFirst(String name, String password) {
        first.lock(); // so that only one attempt costs a hash
        try {
            return none() ? add(name, Role.ADMINISTRATOR, Set.of(), password, true) : TOO_LATE;
        } finally {
            first.unlock();
        }
    }

    private Added add(String name, Role role, Set<String> groups, String password, boolean onlyFirst) {
        if (!NAME.matcher(name).matches()) {
            return new Added.Refused(
                    "Ein Name hat 1 bis 64 Zeichen: Buchstaben, Ziffern und . _ @ -, vorn ein Buchstabe oder eine Ziffer.");
        }
        if (password.length() > LONGEST_PASSWORD) {
            return new Added.Refused("Das Passwort hat höchstens %d Zeichen.".formatted(LONGEST_PASSWORD));
        }
        if (password.length() < minPasswordLength) {
            return new Added.Refused("Das Passwort braucht mindestens %d Zeichen. Gut ist ein Satz, den nur Sie kennen."
                    .formatted(minPasswordLength));
        }
        if (role == Role.OPERATOR) {
            return new Added.Refused("Die Rolle ist administrator oder reader.");
        }
        Person person = new Person(Identifier.fresh(), name, role, Access.clean(groups));
        String hash = passwords.hash(password);
        return database.write(handle -> insert(handle, person, hash, onlyFirst));
    }

    private Added insert(Handle handle, Person person, String hash, boolean onlyFirst) {
        if (onlyFirst && count(handle) > 0) {
            return TOO_LATE;
        }
        int rows = handle.createUpdate("""
                        INSERT INTO person (id, name, role, password, created)
                        VALUES (:id, :name, :role, :password, :created) ON CONFLICT DO NOTHING""")
                .bind("id", person.id())
                .bind("name", person.name())
                .bind("role", person.role().key())
                .bind("password", hash)
                .bind("created", clock.millis())
                .execute();
        if (rows == 0) {
            return new Added.Refused("Den Namen „%s“ gibt es schon.".formatted(person.name()));
        }
        for (String group : person.groups()) {
            handle.execute("INSERT INTO person_group (person, group_name) VALUES (?, ?)", person.id(), group);
        }
        return new Added.Done(person);
    }

    /// The person with this name and password; takes equally long if there is none.
    public Optional<Person> authenticate(String name, String password) {
        Optional<String> hash =
                database.read(handle -> handle.createQuery("SELECT password FROM person WHERE name = :name")
                        .bind("name", name)
                        .mapTo(String.class)
                        .findOne());
        if (hash.isEmpty() || password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            passwords.checkNobody();
            return Optional.empty();
        }
        return passwords.matches(password, hash.get()) ? named(name) : Optional.empty();
    }

    public Optional<Person> named(String name) {
        return database.read(handle -> find(handle, "name", name));
    }

    public boolean none() {
        return database.read(People::count) == 0;
    }

    public List<Person> all() {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM person ORDER BY name").mapTo(String.class).list().stream()
                        .flatMap(id -> find(handle, "id", id).stream())
                        .toList());
    }

    static Optional<Person> withId(Handle handle, String id) {
        return find(handle, "id", id);
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM person")
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Person> find(Handle handle, String column, String value) {
        return handle.createQuery("SELECT id, name, role FROM person WHERE " + column + " = :value")
                .bind("value", value)
                .map((row, context) -> new Person(
                        row.getString("id"),
                        row.getString("name"),
                        Role.of(row.getString("role")),
                        groups(handle, row.getString("id"))))
                .findOne();
    }

    private static Set<String> groups(Handle handle, String person) {
        return handle.createQuery("SELECT group_name FROM person_group WHERE person = :person")
                .bind("person", person)
                .mapTo(String.class)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
