// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.audit.Journal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that answers without knowing who asks.
final class PublicRoutes {

    private final Info info;
    private final People people;
    private final Sessions sessions;
    private final Identification identification;
    private final Journal journal;
    private final SetupCode setup;

    PublicRoutes(
            Info info,
            People people,
            Sessions sessions,
            Identification identification,
            Journal journal,
            SetupCode setup) {
        this.info = info;
        this.people = people;
        this.sessions = sessions;
        this.identification = identification;
        this.journal = journal;
        this.setup = setup;
    }

    /// What the page knows before anybody signs in.
    ///
    /// @param chat whether a model writes answers
    /// @param sample whether all of this is a demonstration
    record Info(String authority, String version, boolean chat, boolean sample, int minPasswordLength) {}

    private record ShownInfo(
            String authority, String version, boolean setup, boolean chat, boolean sample, int minPasswordLength) {}

    record Credentials(String name, String password) {}

    record FirstAdministrator(String code, String name, String password) {}

    record SignedIn(Shown.ThePerson person, String csrf) {
        static SignedIn of(Session session) {
            return new SignedIn(Shown.ThePerson.of(session.person()), session.csrf());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health/started", Route.Gate.PUBLIC, PublicRoutes::healthy),
                Route.get("/health/ready", Route.Gate.PUBLIC, PublicRoutes::healthy),
                Route.get("/health/live", Route.Gate.PUBLIC, PublicRoutes::healthy),
                Route.get("/api/info", Route.Gate.PUBLIC, this::info),
                Route.post("/api/setup", Route.Gate.PUBLIC, this::setUp),
                Route.post("/api/session", Route.Gate.PUBLIC, this::signIn));
    }

    /// The server answers only once all parts are there, so that an answer is the proof.
    private static void healthy(Call call) {
        call.send(Map.of("status", "UP"));
    }

    private void info(Call call) {
        call.send(new ShownInfo(
                info.authority(), info.version(), setup.open(), info.chat(), info.sample(), info.minPasswordLength()));
    }

    private void setUp(Call call) throws java.io.IOException {
        FirstAdministrator first = call.json(FirstAdministrator.class);
        if (first.code() == null || !setup.matches(first.code())) {
            throw new Problem(403, "Dieser Link gilt nicht mehr. Den neuen zeigt der Start des Programms.");
        }
        switch (people.addFirst(required(first.name(), "name"), required(first.password(), "password"))) {
            case People.Added.Refused refused -> throw Problem.refused(refused.advice());
            case People.Added.Done done -> {
                setup.close();
                journal.record(
                        done.person().id(),
                        Journal.Action.PERSON_ADDED,
                        done.person().id(),
                        "first administrator");
                signedIn(call, done.person());
            }
        }
    }

    private void signIn(Call call) throws java.io.IOException {
        Credentials credentials = call.json(Credentials.class);
        Optional<Person> person =
                people.authenticate(required(credentials.name(), "name"), required(credentials.password(), "password"));
        if (person.isEmpty()) {
            journal.record("nobody", Journal.Action.SIGN_IN_FAILED, "", "wrong name or password");
            throw new Problem(401, "Name oder Passwort ist nicht richtig.");
        }
        signedIn(call, person.get());
    }

    private void signedIn(Call call, Person person) {
        Session session = sessions.start(person);
        identification.remember(call.response(), session);
        call.send(SignedIn.of(session));
    }

    static String required(@org.jspecify.annotations.Nullable String value, String field) {
        if (value == null) {
            throw Problem.malformed("Es fehlt das Feld „" + field + "“.");
        }
        return value;
    }
}
