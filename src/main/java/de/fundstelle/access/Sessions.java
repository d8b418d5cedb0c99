// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who is signed in, by browser session or by personal key.
public final class Sessions {

    /// How exactly the last use of a session is known at the most; saves a write for most requests.
    private static final Duration LONGEST_PRECISION = Duration.ofMinutes(1);

    /// A short limit needs to know the last use better.
    private static final int PRECISIONS_PER_LIMIT = 10;

    private final Database database;
    private final Clock clock;
    private final Settings.Access settings;
    private final Duration precision;

    public Sessions(Database database, Clock clock, Settings.Access settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        Duration share = settings.sessionIdle().dividedBy(PRECISIONS_PER_LIMIT);
        this.precision = share.compareTo(LONGEST_PRECISION) < 0 ? share : LONGEST_PRECISION;
    }

    /// A session of a browser.
    ///
    /// @param token the secret in the cookie
    /// @param csrf what every changing request must repeat in a header
    public record Session(String token, String csrf, Person person) {}

    /// A personal key: the identifier to manage it by, and the secret, which is shown once.
    public record Key(String id, String secret) {}

    private record Row(String person, String csrf, long created, long used) {}

    /// Starts a session; ends those that are over.
    public Session start(Person person) {
        Session session = new Session(Token.fresh(), Token.fresh(), person);
        long now = clock.millis();
        database.change(handle -> {
            handle.execute(
                    "DELETE FROM session WHERE created < ? OR used < ?",
                    now - settings.sessionLimit().toMillis(),
                    now - settings.sessionIdle().plus(precision).toMillis());
            handle.execute(
                    "INSERT INTO session (hash, person, csrf, created, used) VALUES (?, ?, ?, ?, ?)",
                    Token.hash(session.token()),
                    person.id(),
                    session.csrf(),
                    now,
                    now);
        });
        return session;
    }

    /// The session of a cookie, if it is still good.
    public Optional<Session> find(String token) {
        String hash = Token.hash(token);
        long now = clock.millis();
        Optional<Row> row = database.read(handle -> row(handle, hash)).filter(found -> good(found, now));
        row.filter(found -> now - found.used() > precision.toMillis())
                .ifPresent(found -> database.change(
                        handle -> handle.execute("UPDATE session SET used = ? WHERE hash = ?", now, hash)));
        return row.flatMap(found -> database.read(handle -> People.withId(handle, found.person()))
                .map(person -> new Session(token, found.csrf(), person)));
    }

    /// Whether the session of a cookie is still good; unlike [#find] this is no use of it.
    public boolean lasts(String token) {
        return database.read(handle -> row(handle, Token.hash(token)))
                .filter(found -> good(found, clock.millis()))
                .isPresent();
    }

    public void end(String token) {
        database.change(handle -> handle.execute("DELETE FROM session WHERE hash = ?", Token.hash(token)));
    }

    /// Makes a personal key for another program.
    public Key makeKey(Person person, String name) {
        Key key = new Key(Identifier.fresh(), Token.fresh());
        database.change(handle -> handle.execute(
                "INSERT INTO api_key (id, hash, person, name, created) VALUES (?, ?, ?, ?, ?)",
                key.id(),
                Token.hash(key.secret()),
                person.id(),
                name,
                clock.millis()));
        return key;
    }

    /// The owner of a personal key.
    public Optional<Person> withKey(String secret) {
        return database.read(handle -> handle.createQuery("SELECT person FROM api_key WHERE hash = :hash")
                .bind("hash", Token.hash(secret))
                .mapTo(String.class)
                .findOne()
                .flatMap(id -> People.withId(handle, id)));
    }

    private boolean good(Row row, long now) {
        return now - row.created() < settings.sessionLimit().toMillis()
                && now - row.used() < settings.sessionIdle().toMillis();
    }

    private static Optional<Row> row(Handle handle, String hash) {
        return handle.createQuery("SELECT person, csrf, created, used FROM session WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> new Row(
                        row.getString("person"), row.getString("csrf"), row.getLong("created"), row.getLong("used")))
                .findOne();
    }
}
