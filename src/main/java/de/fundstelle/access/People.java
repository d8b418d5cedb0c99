// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// The people with an account here, their roles, groups and passwords.
///
/// Every change names who made it and is written into the journal in the same transaction.
/// Whoever loses anything loses their sessions, too.
public final class People {

    /// Names people sign in with: what fits into an address, a log and a form.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    /// What somebody hears who changes a password and does not know the old one.
    public static final Result WRONG_PASSWORD = new Result.Refused("Das bisherige Passwort ist nicht richtig.");

    private static final Result TOO_LATE = new Result.Refused("Es gibt schon ein Konto. Melden Sie sich an.");
    private static final Result NO_ADMINISTRATOR_LEFT =
            new Result.Refused("Das ist das letzte Konto, das verwalten darf. Machen Sie zuerst ein anderes dazu.");
    private static final Result GONE = new Result.Refused("Dieses Konto gibt es nicht mehr.");

    private final Database database;
    private final Clock clock;
    private final PasswordRule rule;
    private final Journal journal;
    private final Roster roster;
    private final Passwords passwords = new Passwords();
    private final ReentrantLock first = new ReentrantLock();

    public People(Database database, Clock clock, int minPasswordLength, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.rule = new PasswordRule(minPasswordLength);
        this.journal = journal;
        this.roster = new Roster(clock, journal);
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
        Optional<String> refusal = rule.refusal(name, password);
        if (refusal.isPresent()) {
            return new Result.Refused(refusal.get());
        }
        if (role == Role.OPERATOR) {
            return new Result.Refused("Die Rolle ist administrator, curator, auditor oder reader.");
        }
        Person person = new Person(Identifier.fresh(), name, role, Access.clean(groups));
        String hash = passwords.hash(password);
        return database.write(handle -> {
            if (onlyFirst && Roster.count(handle) > 0) {
                return TOO_LATE;
            }
            if (!roster.insert(handle, person, Optional.of(hash))) {
                return new Result.Refused("Den Namen „%s“ gibt es schon.".formatted(person.name()));
            }
            journal.append(handle, actor, Journal.Action.PERSON_ADDED, person.id(), role.key());
            return new Result.Done(person);
        });
    }

    /// Gives somebody another role, other groups, or takes or gives back their access.
    ///
    /// Sessions end, running answers included, if anything was taken away.
    public Result change(String actor, String id, Role role, Set<String> groups, boolean enabled) {
        if (role == Role.OPERATOR) {
            return new Result.Refused("Die Rolle ist administrator, curator, auditor oder reader.");
        }
        return database.write(handle -> {
            Optional<Member> before = Roster.member(handle, id);
            if (before.isEmpty()) {
                return GONE;
            }
            Member after = new Member(
                    new Person(id, before.get().person().name(), role, Access.clean(groups)),
                    enabled,
                    before.get().provider());
            if (administers(before.get()) && !administers(after) && Roster.administrators(handle) == 1) {
                return NO_ADMINISTRATOR_LEFT;
            }
            roster.update(handle, actor, before.get(), after);
            return new Result.Done(after.person());
        });
    }

    private static boolean administers(Member member) {
        return member.enabled() && member.person().role() == Role.ADMINISTRATOR;
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
        Optional<String> refusal = rule.refusal(member.get().person().name(), password);
        if (refusal.isPresent()) {
            return new Result.Refused(refusal.get());
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
            Optional<Member> member = Roster.member(handle, id);
            if (member.isEmpty()) {
                return GONE;
            }
            if (administers(member.get()) && Roster.administrators(handle) == 1) {
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

    /// The person with this name and password; takes equally long if there is none, or none with access.
    public Optional<Person> authenticate(String name, String password) {
        Optional<String> hash = database.read(handle -> handle.createQuery(
                        "SELECT password FROM person WHERE name = :name AND enabled = 1 AND password IS NOT NULL")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
        if (hash.isEmpty() || password.isEmpty() || password.length() > PasswordRule.LONGEST) {
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
        return database.read(handle -> Roster.find(handle, "name", name))
                .filter(Member::enabled)
                .map(Member::person);
    }

    /// Somebody, with or without access.
    public Optional<Member> member(String id) {
        return database.read(handle -> Roster.member(handle, id));
    }

    public boolean none() {
        return database.read(Roster::count) == 0;
    }

    /// Everybody by name.
    public List<Member> all() {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM person ORDER BY name").mapTo(String.class).list().stream()
                        .flatMap(id -> Roster.member(handle, id).stream())
                        .toList());
    }
}
