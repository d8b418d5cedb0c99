// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.access.People.Member;
import de.fundstelle.audit.Journal;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// People whom an issuer or a directory knows, and who they are here.
///
/// Invariant: bound to provider and subject, never to a name or an address; nobody is merged with an account of ours.
public final class Identities {

    private static final int LONGEST_NAME = 64;

    private final Database database;
    private final Clock clock;
    private final Journal journal;
    private final Roster roster;

    public Identities(Database database, Clock clock, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.journal = journal;
        this.roster = new Roster(clock, journal);
    }

    /// The person whom an issuer or a directory means; made at the first time, brought up to date at each.
    ///
    /// Found by provider and subject alone. A name that somebody else has here is changed, never shared.
    ///
    /// @return empty if the account was disabled here
    public Optional<Person> recognise(Account account) {
        return database.write(handle -> {
            Optional<Member> known =
                    identified(handle, account.provider(), account.subject()).flatMap(id -> Roster.member(handle, id));
            if (known.isEmpty()) {
                return Optional.of(introduce(handle, account));
            }
            handle.execute(
                    "UPDATE person_identity SET admitted = 1 WHERE person = ?",
                    known.get().person().id());
            Person before = known.get().person();
            Person after = new Person(before.id(), before.name(), account.role(), Access.clean(account.groups()));
            roster.update(
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
        if (!roster.insert(handle, person, Optional.empty())) {
            String other = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME - 7)) + "-" + id.substring(0, 6);
            person = new Person(id, other, person.role(), person.groups());
            roster.insert(handle, person, Optional.empty());
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
}
