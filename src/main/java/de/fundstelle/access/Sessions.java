// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Identifier;
import de.fundstelle.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Who is signed in with a browser.
public final class Sessions {

    /// How exactly the last use of a session is known at the most; saves a write for most requests.
    private static final Duration LONGEST_PRECISION = Duration.ofMinutes(1);

    /// A short limit needs to know the last use better.
    private static final int PRECISIONS_PER_LIMIT = 10;

    private static final RowMapper<Row> ROW = (row, context) -> new Row(
            row.getString("id"),
            row.getString("person"),
            row.getString("browser"),
            row.getLong("created"),
            row.getLong("used"));

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
    /// @param id what its owner knows it by
    /// @param csrf what every changing request must repeat in a header; follows from the token, so that nothing
    /// keeps it
    public record Session(String token, String id, String csrf, Person person) {}

    /// A session as its owner sees it.
    ///
    /// @param browser in a word or two
    /// @param begun milliseconds since 1970
    public record Listed(String id, String browser, long begun) {}

    private record Row(String id, String person, String browser, long created, long used) {}

    /// Starts a session; ends those that are over.
    ///
    /// @param browser in a word or two, so that the person knows it again
    /// @param providerSession what the issuer calls the session that this one came from
    public Session start(Person person, String browser, Optional<String> providerSession) {
        String token = Token.fresh();
        Session session = new Session(token, Identifier.fresh(), csrf(token), person);
        long now = clock.millis();
        database.change(handle -> {
            endOver(handle, now);
            handle.createUpdate("""
                            INSERT INTO session (hash, id, person, browser, provider_session, created, used)
                            VALUES (:hash, :id, :person, :browser, :provider, :now, :now)""")
                    .bind("hash", Token.hash(session.token()))
                    .bind("id", session.id())
                    .bind("person", person.id())
                    .bind("browser", browser)
                    .bind("provider", providerSession.orElse(null))
                    .bind("now", now)
                    .execute();
        });
        return session;
    }

    /// Deletes the sessions that nobody can use any more; gives their number.
    public int endOver() {
        return database.write(handle -> endOver(handle, clock.millis()));
    }

    private int endOver(Handle handle, long now) {
        return handle.execute(
                "DELETE FROM session WHERE created < ? OR used < ?",
                now - settings.sessionLimit().toMillis(),
                now - settings.sessionIdle().plus(precision).toMillis());
    }

    /// The session of a cookie, if it is still good.
    public Optional<Session> find(String token) {
        String hash = Token.hash(token);
        long now = clock.millis();
        Optional<Row> row = database.read(handle -> row(handle, hash)).filter(found -> good(found, now));
        row.filter(found -> now - found.used() > precision.toMillis())
                .ifPresent(found -> database.change(
                        handle -> handle.execute("UPDATE session SET used = ? WHERE hash = ?", now, hash)));
        return row.flatMap(found -> session(token, found));
    }

    /// As [#find], but looking is no use of the session.
    public Optional<Session> peek(String token) {
        return database.read(handle -> row(handle, Token.hash(token)))
                .filter(found -> good(found, clock.millis()))
                .flatMap(found -> session(token, found));
    }

    /// Tells nothing about the token, nor about the hash that is stored.
    private static String csrf(String token) {
        return Token.hash("csrf\n" + token);
    }

    private Optional<Session> session(String token, Row row) {
        return database.read(handle -> Roster.withId(handle, row.person()))
                .map(person -> new Session(token, row.id(), csrf(token), person));
    }

    /// The sessions of a person that are still good, the newest first.
    public List<Listed> list(Person person) {
        long now = clock.millis();
        return database
                .read(handle -> handle.createQuery("SELECT * FROM session WHERE person = :person ORDER BY created DESC")
                        .bind("person", person.id())
                        .map(ROW)
                        .list())
                .stream()
                .filter(row -> good(row, now))
                .map(row -> new Listed(row.id(), row.browser(), row.created()))
                .toList();
    }

    /// Ends the session of a cookie.
    public void end(String token) {
        database.change(handle -> handle.execute("DELETE FROM session WHERE hash = ?", Token.hash(token)));
    }

    /// Ends one of a person's sessions; false if they have none of that identifier.
    public boolean end(Person person, String id) {
        return database.write(
                handle -> handle.execute("DELETE FROM session WHERE id = ? AND person = ?", id, person.id()) > 0);
    }

    /// Ends all sessions of a person but the one of a cookie.
    public void endOthers(Person person, String token) {
        database.change(handle -> endAllBut(handle, person.id(), Optional.of(token)));
    }

    /// Ends the sessions that an issuer has ended: one, or all of a subject.
    ///
    /// A session that the issuer gave no name to belongs to whatever it ends of that subject.
    public void endAtProvider(String provider, Optional<String> subject, Optional<String> providerSession) {
        database.change(handle -> handle.createUpdate("""
                        DELETE FROM session WHERE person IN (
                            SELECT person FROM person_identity WHERE provider = :provider
                            AND (:subject IS NULL OR subject = :subject))
                        AND (:session IS NULL OR provider_session = :session
                            OR (:subject IS NOT NULL AND provider_session IS NULL))
                        AND (:subject IS NOT NULL OR :session IS NOT NULL)""")
                .bind("provider", provider)
                .bind("subject", subject.orElse(null))
                .bind("session", providerSession.orElse(null))
                .execute());
    }

    static void endAll(Handle handle, String person) {
        endAllBut(handle, person, Optional.empty());
    }

    static void endAllBut(Handle handle, String person, Optional<String> token) {
        handle.execute(
                "DELETE FROM session WHERE person = ? AND hash <> ?",
                person,
                token.map(Token::hash).orElse(""));
    }

    private boolean good(Row row, long now) {
        return now - row.created() < settings.sessionLimit().toMillis()
                && now - row.used() < settings.sessionIdle().toMillis();
    }

    private static Optional<Row> row(Handle handle, String hash) {
        return handle.createQuery("SELECT * FROM session WHERE hash = :hash")
                .bind("hash", hash)
                .map(ROW)
                .findOne();
    }
}
