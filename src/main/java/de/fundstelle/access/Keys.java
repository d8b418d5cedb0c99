// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Personal keys, by which other programs act for a person: never for more than the person, and only for a time.
public final class Keys {

    private static final int LONGEST_NAME = 100;

    /// Nobody looks through more.
    private static final int MOST = 50;

    private final Database database;
    private final Clock clock;
    private final Duration limit;
    private final Journal journal;

    /// Manages keys.
    ///
    /// @param limit the longest life of a key
    public Keys(Database database, Clock clock, Duration limit, Journal journal) {
        this.database = database;
        this.clock = clock;
        this.limit = limit;
        this.journal = journal;
    }

    /// What came of making a key.
    public sealed interface Made {
        /// The secret is shown once; only its hash is kept.
        record Done(Key key, String secret) implements Made {}

        /// The advice is in German, for the person who typed it.
        record Refused(String advice) implements Made {}
    }

    /// A key as its owner sees it.
    ///
    /// @param made milliseconds since 1970
    /// @param expires milliseconds since 1970
    public record Key(String id, String name, Set<Scope> scopes, long made, long expires) {
        public Key {
            scopes = Set.copyOf(scopes);
        }
    }

    /// Makes a key.
    ///
    /// @param scopes what it is good for; empty: all that a key can be good for
    /// @param life how long it is good; absent: as long as keys may be
    public Made make(Person person, String name, Set<Scope> scopes, Optional<Duration> life) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > LONGEST_NAME) {
            return new Made.Refused(
                    "Ein Schlüssel braucht einen Namen mit höchstens %d Zeichen.".formatted(LONGEST_NAME));
        }
        if (life.isPresent()
                && (life.get().isNegative() || life.get().isZero() || life.get().compareTo(limit) > 0)) {
            return new Made.Refused("Ein Schlüssel gilt 1 bis %d Tage.".formatted(limit.toDays()));
        }
        long now = clock.millis();
        String secret = Token.fresh();
        Key key = new Key(
                Identifier.fresh(),
                plain,
                scopes.isEmpty() ? Scope.OF_KEYS : scopes,
                now,
                now + life.orElse(limit).toMillis());
        return database.write(handle -> {
            int rows = handle.createUpdate("""
                            INSERT INTO api_key (id, hash, person, name, scopes, created, expires)
                            SELECT :id, :hash, :person, :name, :scopes, :created, :expires
                            WHERE (SELECT count(*) FROM api_key WHERE person = :person) < :most""")
                    .bind("id", key.id())
                    .bind("hash", Token.hash(secret))
                    .bind("person", person.id())
                    .bind("name", key.name())
                    .bind("scopes", Scope.written(key.scopes()))
                    .bind("created", key.made())
                    .bind("expires", key.expires())
                    .bind("most", MOST)
                    .execute();
            if (rows == 0) {
                return new Made.Refused(
                        "Sie haben schon %d Schlüssel. Widerrufen Sie einen, den Sie nicht mehr brauchen."
                                .formatted(MOST));
            }
            journal.append(handle, person.id(), Journal.Action.KEY_MADE, key.id(), Scope.written(key.scopes()));
            return new Made.Done(key, secret);
        });
    }

    /// The longest life of a key.
    public Duration limit() {
        return limit;
    }

    /// The keys of a person, those that are over included.
    public List<Key> list(Person person) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, name, scopes, created, expires FROM api_key WHERE person = :person ORDER BY created")
                .bind("person", person.id())
                .map((row, context) -> new Key(
                        row.getString("id"),
                        row.getString("name"),
                        Scope.read(row.getString("scopes")),
                        row.getLong("created"),
                        row.getLong("expires")))
                .list());
    }

    /// Ends a key; false if the person has none of that identifier.
    public boolean revoke(Person person, String id) {
        return database.write(handle -> {
            boolean gone = handle.execute("DELETE FROM api_key WHERE id = ? AND person = ?", id, person.id()) > 0;
            if (gone) {
                Tombstones.add(handle, Tombstones.Kind.KEY, List.of(id), clock.millis());
                journal.append(handle, person.id(), Journal.Action.KEY_REVOKED, id, "done");
            }
            return gone;
        });
    }

    /// The owner of a key that is still good, limited to what it is good for.
    public Optional<Person> owner(String secret) {
        return database.read(handle -> handle.createQuery(
                        "SELECT person, scopes FROM api_key WHERE hash = :hash AND expires > :now")
                .bind("hash", Token.hash(secret))
                .bind("now", clock.millis())
                .map((row, context) -> new Good(row.getString("person"), Scope.read(row.getString("scopes"))))
                .findOne()
                .flatMap(key -> Roster.withId(handle, key.person()).map(person -> person.limitedTo(key.scopes()))));
    }

    private record Good(String person, Set<Scope> scopes) {}
}
