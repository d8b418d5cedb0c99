// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.Sessions.Session;
import de.fundstelle.audit.Journal;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import de.fundstelle.config.Settings;
import de.fundstelle.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Sessions sessions;
    private Keys keys;
    private Person anna;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.open(folder.resolve("test.db"));
        People people = new People(database, clock, 12, new Journal(database, clock));
        people.add("test", "anna", Role.READER, Set.of("bauamt"), "ein langes Passwort");
        anna = people.named("anna").orElseThrow();
        sessions = sessions(Duration.ofHours(8));
        keys = new Keys(database, clock, Duration.ofDays(365), new Journal(database, clock));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingGuessedIsASessionOrAKey() {
        Session session = sessions.start(anna, "Firefox", Optional.empty());
        for (String guess : List.of("", "x", Token.fresh(), Token.hash(session.token()), session.csrf())) {
            assertThat(sessions.find(guess)).isEmpty();
            assertThat(keys.owner(guess)).isEmpty();
        }
        assertThat(keys.owner(session.token())).as("a session is no key").isEmpty();
    }

    @Test
    void aSessionKnowsItsPersonAsTheyAreToday() {
        Session session = sessions.start(anna, "Firefox", Optional.empty());
        assertThat(sessions.find(session.token())).contains(session);
        database.change(handle -> handle.execute("DELETE FROM person_group"));
        assertThat(sessions.find(session.token()).orElseThrow().person().groups())
                .isEmpty();
        database.change(handle -> handle.execute("DELETE FROM person"));
        assertThat(sessions.find(session.token())).isEmpty();
    }

    @Test
    void askingWhetherASessionLastsIsNoUseOfIt() {
        Session session = sessions.start(anna, "Firefox", Optional.empty());
        clock.advance(Duration.ofHours(7));
        assertThat(sessions.peek(session.token())).isPresent();
        clock.advance(Duration.ofHours(1));
        assertThat(sessions.peek(session.token())).isEmpty();
        assertThat(sessions.peek("geraten")).isEmpty();
    }

    @Test
    void aSessionEndsAfterRestAndNotWhileItIsUsed() {
        Session session = sessions.start(anna, "Firefox", Optional.empty());
        clock.advance(Duration.ofHours(7));
        assertThat(sessions.find(session.token())).isPresent();
        clock.advance(Duration.ofHours(7));
        assertThat(sessions.find(session.token())).isPresent();
        clock.advance(Duration.ofHours(8));
        assertThat(sessions.find(session.token())).isEmpty();
    }

    @Test
    void aSessionEndsAtItsLimitHoweverBusyItIs() {
        Session session = sessions.start(anna, "Firefox", Optional.empty());
        for (int hour = 1; hour < 24; hour++) {
            clock.advance(Duration.ofHours(1));
            assertThat(sessions.find(session.token())).as("hour " + hour).isPresent();
        }
        clock.advance(Duration.ofHours(1));
        assertThat(sessions.find(session.token())).isEmpty();
    }

    @Test
    void aSessionInUseOutlivesAShortIdleLimit() {
        sessions = sessions(Duration.ofSeconds(30));
        Session session = sessions.start(anna, "Firefox", Optional.empty());
        for (int step = 0; step < 10; step++) {
            clock.advance(Duration.ofSeconds(20));
            assertThat(sessions.find(session.token())).as("step " + step).isPresent();
        }
        clock.advance(Duration.ofSeconds(31));
        assertThat(sessions.find(session.token())).isEmpty();
    }

    @Test
    void whatIsOverIsForgottenWithTheNextStart() {
        sessions.start(anna, "Firefox", Optional.empty());
        clock.advance(Duration.ofHours(25));
        sessions.start(anna, "Firefox", Optional.empty());
        assertThat(count("session")).isEqualTo(1);
    }

    @Test
    void signingOutEndsThisSessionOnly() {
        Session here = sessions.start(anna, "Firefox", Optional.empty());
        Session there = sessions.start(anna, "Firefox", Optional.empty());
        sessions.end(here.token());
        assertThat(sessions.find(here.token())).isEmpty();
        assertThat(sessions.find(there.token())).isPresent();
    }

    @Test
    void aKeyStandsForItsOwnerAndIsKeptAsHashOnly() {
        Keys.Made.Done made = (Keys.Made.Done) keys.make(anna, "Fachverfahren", Set.of(), Optional.empty());
        assertThat(keys.owner(made.secret())).map(Person::id).contains(anna.id());
        assertThat(keys.owner(made.key().id())).isEmpty();
        assertThat(sessions.find(made.secret())).as("a key is no session").isEmpty();
        String kept = database.read(handle -> handle.createQuery("SELECT hash || id || name FROM api_key")
                .mapTo(String.class)
                .one());
        assertThat(kept).doesNotContain(made.secret());
    }

    private Sessions sessions(Duration idle) {
        return new Sessions(database, clock, settings(idle));
    }

    private static Settings.Access settings(Duration idle) {
        try {
            return Configuration.load(Map.of("FUNDSTELLE_ACCESS_SESSION_IDLE", idle.toSeconds() + " s"))
                    .access();
        } catch (InvalidSettings e) {
            throw new IllegalArgumentException(e);
        }
    }

    private int count(String table) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }
}
