// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
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
///
/// Every change names who made it and is written into the journal in the same transaction.
/// Whoever loses anything loses their sessions, too.
public final class People {

    /// Names people sign in with: what fits into an address, a log and a form.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_PASSWORD = 1024;

    /// Fewer is what the estimate calls very guessable; a phrase of two words takes a hundred million.
    private static final double FEWEST_GUESSES = 1_000_000;

    /// The estimate looks at the beginning only: its cost grows with the length.
    private static final int ESTIMATED_CHARACTERS = 64;

    /// What somebody hears who changes a password and does not know the old one.
    public static final Result WRONG_PASSWORD = new Result.Refused("Das bisherige Passwort ist nicht richtig.");

    private static final Result TOO_LATE = new Result.Refused("Es gibt schon ein Konto. Melden Sie sich an.");
    private static final Result NO_ADMINISTRATOR_LEFT =
            new Result.Refused("Das ist das letzte Konto, das verwalten darf. Machen Sie zuerst ein anderes dazu.");
    private static final Result GONE = new Result.Refused("Dieses Konto gibt es nicht mehr.");

    private final Database database;
    private final Clock clock;
    private final int minPasswordLength;
    private final Journal journal;
    private final Passwords passwords = new Passwords();
    private final Zxcvbn estimate = new Zxcvbn();
    private final ReentrantLock first = new ReentrantLock();

    public People(Database database, Clock clock, int minPasswordLength, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.minPasswordLength = minPasswordLength;
        this.journal = journal;
    }

    /// What came of adding or changing somebody.
    public sealed interface Result {
        record Done(Person person) implements Result {}

        /// The advice is in German, for the person who typed it.
        record Refused(String advice) implements Result {}
    }

    /// A person as those see them who manage accounts.
    ///
    /// @param provider whose account it is, if it is not ours
    public record Member(Person person, boolean enabled, Optional<String> provider) {}

    /// Adds somebody with a password.
    ///
    /// @param actor identifier of whoever adds them
    public Result add(String actor, String name, Role role, Set<String> groups, String password) {
        return add(actor, name, role, groups, password, false);
    }

    /// Adds the first administrator, if there is nobody yet; of many attempts at once one succeeds.
    public Result addFirst(String name, String password) {
        first.lock(); // so that only one attempt costs a hash
        try {
            return none() ? add("nobody", name, Role.ADMINISTRATOR, Set.of(), password, true) : TOO_LATE;
        } finally {
            first.unlock();
        }
    }

    private Result add(String actor, String name, Role role, Set<String> groups, String password, boolean onlyFirst) {
        if (!NAME.matcher(name).matches()) {
            return new Result.Refused(
                    "Ein Name hat 1 bis 64 Zeichen: Buchstaben, Ziffern und . _ @ -, vorn ein Buchstabe oder eine Ziffer.");
        }
        Optional<Result> refusal = refusal(name, password);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (role == Role.OPERATOR) {
            return new Result.Refused("Die Rolle ist administrator, curator, auditor oder reader.");
        }
        Person person = new Person(Identifier.fresh(), name, role, Access.clean(groups));
        String hash = passwords.hash(password);
        return database.write(handle -> {
            if (onlyFirst && count(handle) > 0) {
                return TOO_LATE;
            }
            if (!insert(handle, person, Optional.of(hash))) {
                return new Result.Refused("Den Namen „%s“ gibt es schon.".formatted(person.name()));
            }
            journal.append(handle, actor, Journal.Action.PERSON_ADDED, person.id(), role.key());
            return new Result.Done(person);
        });
    }

    private Optional<Result> refusal(String name, String password) {
        if (password.length() > LONGEST_PASSWORD) {
            return Optional.of(
                    new Result.Refused("Das Passwort hat höchstens %d Zeichen.".formatted(LONGEST_PASSWORD)));
        }
        if (password.length() < minPasswordLength) {
            return Optional.of(new Result.Refused(
                    "Das Passwort braucht mindestens %d Zeichen. Gut ist ein Satz, den nur Sie kennen."
                            .formatted(minPasswordLength)));
        }
        String beginning = password.substring(0, Math.min(password.length(), ESTIMATED_CHARACTERS));
        if (estimate.measure(beginning, List.of(name, "fundstelle")).getGuesses() < FEWEST_GUESSES) {
            return Optional.of(
                    new Result.Refused(
                            "Dieses Passwort steht in den Listen, die zuerst probiert werden. Gut ist ein Satz, den nur Sie kennen."));
        }
        return Optional.empty();
    }

    private boolean insert(Handle handle, Person person, Optional<String> hash) {
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

    /// Gives somebody another role, other groups, or takes or gives back their access.
    ///
    /// Sessions end, running answers included, if anything was taken away.
    public Result change(String actor, String id, Role role, Set<String> groups, boolean enabled) {
        if (role == Role.OPERATOR) {
            return new Result.Refused("Die Rolle ist administrator, curator, auditor oder reader.");
        }
        return database.write(handle -> {
            Optional<Member> before = member(handle, id);
            if (before.isEmpty()) {
                return GONE;
            }
            Member after = new Member(
                    new Person(id, before.get().person().name(), role, Access.clean(groups)),
                    enabled,
                    before.get().provider());
            if (administers(before.get()) && !administers(after) && administrators(handle) == 1) {
                return NO_ADMINISTRATOR_LEFT;
            }
            update(handle, actor, before.get(), after);
            return new Result.Done(after.person());
        });
    }

    private static boolean administers(Member member) {
        return member.enabled() && member.person().role() == Role.ADMINISTRATOR;
    }

    private static int administrators(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM person WHERE role = 'administrator' AND enabled = 1")
                .mapTo(Integer.class)
                .one();
    }

    private void update(Handle handle, String actor, Member before, Member after) {
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

    /// Sets a password for somebody who lost theirs; all their sessions end.
    public Result resetPassword(String actor, String id, String password) {
        return setPassword(actor, id, password, Optional.empty());
    }

    /// Sets one's own password; all one's other sessions end.
    ///
    /// @param session token of the session that stays
    public Result changePassword(Person person, String old, String password, String session) {
        if (authenticate(person.name(), old).isEmpty()) {
            return WRONG_PASSWORD;
        }
        return setPassword(person.id(), person.id(), password, Optional.of(session));
    }

    private Result setPassword(String actor, String id, String password, Optional<String> session) {
        Optional<Member> member = member(id);
        if (member.isEmpty()) {
            return GONE;
        }
        if (member.get().provider().isPresent()) {
            return new Result.Refused("Dieses Konto hat hier kein Passwort; es wird dort geändert, wo es herkommt.");
        }
        Optional<Result> refusal = refusal(member.get().person().name(), password);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String hash = passwords.hash(password);
        return database.write(handle -> {
            handle.execute("UPDATE person SET password = ? WHERE id = ?", hash, id);
            Sessions.endAllBut(handle, id, session);
            journal.append(handle, actor, Journal.Action.PASSWORD_CHANGED, id, "done");
            return new Result.Done(member.get().person());
        });
    }

    /// Removes somebody with all that is theirs: account, sessions, keys, grants, conversations.
    ///
    /// The journal keeps the identifier, which nobody can be found by any more.
    public Result erase(String actor, String id) {
        Result result = database.write(handle -> {
            Optional<Member> member = member(handle, id);
            if (member.isEmpty()) {
                return GONE;
            }
            if (administers(member.get()) && administrators(handle) == 1) {
                return NO_ADMINISTRATOR_LEFT;
            }
            handle.execute("DELETE FROM person WHERE id = ?", id);
            Tombstones.add(handle, Tombstones.Kind.PERSON, List.of(id), clock.millis());
            journal.append(handle, actor, Journal.Action.PERSON_ERASED, id, "done");
            return new Result.Done(member.get().person());
        });
        if (result instanceof Result.Done) {
            database.purge(); // if somebody reads just now, the next purge empties the log
        }
        return result;
    }

    /// The person whom an issuer or a directory means; made at the first time, brought up to date at each.
    ///
    /// Found by provider and subject alone. A name that somebody else has here is changed, never shared.
    ///
    /// @return empty if the account was disabled here
    public Optional<Person> recognise(Account account) {
        return database.write(handle -> {
            Optional<Member> known =
                    identified(handle, account.provider(), account.subject()).flatMap(id -> member(handle, id));
            if (known.isEmpty()) {
                return Optional.of(introduce(handle, account));
            }
            handle.execute(
                    "UPDATE person_identity SET admitted = 1 WHERE person = ?",
                    known.get().person().id());
            Person before = known.get().person();
            Person after = new Person(before.id(), before.name(), account.role(), Access.clean(account.groups()));
            update(
                    handle,
                    "system",
                    known.get(),
                    new Member(after, known.get().enabled(), known.get().provider()));
            return known.get().enabled() ? Optional.of(after) : Optional.empty();
        });
    }

    private Person introduce(Handle handle, Account account) {
        String id = Identifier.fresh();
        String wanted = shownName(account.name());
        Person person = new Person(id, wanted, account.role(), Access.clean(account.groups()));
        if (!insert(handle, person, Optional.empty())) {
            String other = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME - 7)) + "-" + id.substring(0, 6);
            person = new Person(id, other, person.role(), person.groups());
            insert(handle, person, Optional.empty());
        }
        handle.execute(
                "INSERT INTO person_identity (provider, subject, person) VALUES (?, ?, ?)",
                account.provider(),
                account.subject(),
                id);
        journal.append(
                handle,
                "system",
                Journal.Action.PERSON_ADDED,
                id,
                account.role().key());
        return person;
    }

    /// What of a foreign name can be a name here.
    private static String shownName(String name) {
        String plain = name.strip().replaceAll("[^\\p{L}\\p{N}._@-]", ".").replaceFirst("^[^\\p{L}\\p{N}]+", "");
        String shown = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        return shown.isEmpty() ? "person" : shown;
    }

    /// Keeps somebody out whom their issuer or directory does not let in any more: sessions end, keys are refused.
    ///
    /// All of it is theirs again when the provider lets them in again.
    public void lose(String provider, String subject) {
        database.change(handle -> handle.createQuery("""
                        UPDATE person_identity SET admitted = 0
                        WHERE provider = :provider AND subject = :subject AND admitted = 1 RETURNING person""")
                .bind("provider", provider)
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne()
                .ifPresent(id -> {
                    Sessions.endAll(handle, id);
                    journal.append(handle, "system", Journal.Action.SESSIONS_ENDED, id, "not let in by the provider");
                }));
    }

    /// Identifier of whom a provider means, if they were here before.
    public Optional<String> identified(String provider, String subject) {
        return database.read(handle -> identified(handle, provider, subject));
    }

    private static Optional<String> identified(Handle handle, String provider, String subject) {
        return handle.createQuery(
                        "SELECT person FROM person_identity WHERE provider = :provider AND subject = :subject")
                .bind("provider", provider)
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne();
    }

    /// Subjects of a provider who have a session or a key at this moment.
    public List<String> present(String provider) {
        return database.read(handle -> handle.createQuery("""
                        SELECT subject FROM person_identity i JOIN person p ON p.id = i.person
                        WHERE provider = :provider AND p.enabled = 1 AND (
                            EXISTS (SELECT 1 FROM session s WHERE s.person = i.person)
                            OR EXISTS (SELECT 1 FROM api_key k WHERE k.person = i.person AND k.expires > :now))""")
                .bind("provider", provider)
                .bind("now", clock.millis())
                .mapTo(String.class)
                .list());
    }

    /// The person with this name and password; takes equally long if there is none, or none with access.
    public Optional<Person> authenticate(String name, String password) {
        Optional<String> hash = database.read(handle -> handle.createQuery(
                        "SELECT password FROM person WHERE name = :name AND enabled = 1 AND password IS NOT NULL")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
        if (hash.isEmpty() || password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            passwords.checkNobody();
            return Optional.empty();
        }
        return passwords.matches(password, hash.get()) ? named(name) : Optional.empty();
    }

    /// Whether somebody of that name has a password here.
    public boolean local(String name) {
        return database.read(handle -> handle.createQuery(
                                "SELECT count(*) FROM person WHERE name = :name AND password IS NOT NULL")
                        .bind("name", name)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /// Somebody with access, by name.
    public Optional<Person> named(String name) {
        return database.read(handle -> find(handle, "name", name))
                .filter(Member::enabled)
                .map(Member::person);
    }

    /// Somebody, with or without access.
    public Optional<Member> member(String id) {
        return database.read(handle -> member(handle, id));
    }

    public boolean none() {
        return database.read(People::count) == 0;
    }

    /// Everybody by name.
    public List<Member> all() {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM person ORDER BY name").mapTo(String.class).list().stream()
                        .flatMap(id -> member(handle, id).stream())
                        .toList());
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

    private static int count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM person")
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Member> member(Handle handle, String id) {
        return find(handle, "id", id);
    }

    private static Optional<Member> find(Handle handle, String column, String value) {
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
