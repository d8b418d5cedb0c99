// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.ldap.DirectoryAccounts;
import io.helidon.http.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Everything that answers without knowing who asks.
final class PublicRoutes {

    private final Info info;
    private final People people;
    private final Optional<DirectoryAccounts> directory;
    private final Sessions sessions;
    private final Identification identification;
    private final Patience patience;
    private final SetupCode setup;
    private final BooleanSupplier standsStill;

    PublicRoutes(
            Info info,
            People people,
            Optional<DirectoryAccounts> directory,
            Sessions sessions,
            Identification identification,
            Patience patience,
            SetupCode setup,
            BooleanSupplier standsStill) {
        this.info = info;
        this.people = people;
        this.directory = directory;
        this.sessions = sessions;
        this.identification = identification;
        this.patience = patience;
        this.setup = setup;
        this.standsStill = standsStill;
    }

    /// What the page knows before anybody signs in.
    ///
    /// @param chat whether a model writes answers
    /// @param sample whether all of this is a demonstration
    /// @param oidc what the button to the issuer says, if there is one
    /// @param largestFile bytes; of a larger one nobody need send more than one byte beyond
    record Info(
            String authority,
            String version,
            boolean chat,
            boolean sample,
            int minPasswordLength,
            long largestFile,
            Optional<String> oidc) {}

    private record ShownInfo(
            String authority,
            String version,
            boolean setup,
            boolean chat,
            boolean sample,
            int minPasswordLength,
            long largestFile,
            @Nullable Labelled oidc) {}

    private record Labelled(String label) {}

    record Credentials(String name, String password) {}

    record FirstAdministrator(String code, String name, String password) {}

    record SignedIn(Shown.ThePerson person, String csrf) {
        static SignedIn of(Session session) {
            return new SignedIn(Shown.ThePerson.of(session.person()), session.csrf());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.open(Method.GET, "/health/started", PublicRoutes::healthy),
                Route.open(Method.GET, "/health/ready", this::ready),
                Route.open(Method.GET, "/health/live", PublicRoutes::healthy),
                Route.open(Method.GET, "/api/info", this::info),
                Route.open(Method.POST, "/api/setup", this::setUp),
                Route.open(Method.POST, "/api/session", this::signIn));
    }

    /// The server answers only once all parts are there, so that an answer is the proof.
    private static void healthy(Call call) {
        call.send(Map.of("status", "UP"));
    }

    /// Search and answers go on while nothing can be taken in; whoever watches the server is told.
    private void ready(Call call) {
        call.send(new Ready("UP", !standsStill.getAsBoolean()));
    }

    private record Ready(String status, boolean takingIn) {}

    private void info(Call call) {
        call.send(new ShownInfo(
                info.authority(),
                info.version(),
                setup.open(),
                info.chat(),
                info.sample(),
                info.minPasswordLength(),
                info.largestFile(),
                info.oidc().map(Labelled::new).orElse(null)));
    }

    private void setUp(Call call) throws java.io.IOException {
        FirstAdministrator first = call.json(FirstAdministrator.class);
        if (first.code() == null || !setup.matches(first.code())) {
            throw new Problem(403, "Dieser Link gilt nicht mehr. Den neuen zeigt der Start des Programms.");
        }
        switch (people.addFirst(required(first.name(), "name"), required(first.password(), "password"))) {
            case People.Result.Refused refused -> throw Problem.refused(refused.advice());
            case People.Result.Done done -> {
                setup.close();
                signedIn(call, done.person());
            }
        }
    }

    private void signIn(Call call) throws java.io.IOException {
        Credentials credentials = call.json(Credentials.class);
        String name = required(credentials.name(), "name");
        String password = required(credentials.password(), "password");
        patience.require(call, name);
        Optional<Person> person = people.authenticate(name, password).or(() -> inDirectory(name, password));
        if (person.isEmpty()) {
            patience.failed(call, name, people.named(name).map(Person::id));
            throw new Problem(401, "Name oder Passwort ist nicht richtig.");
        }
        patience.succeeded(call, name);
        signedIn(call, person.get());
    }

    /// Asked only for names that nobody with a password has here: those are never looked for elsewhere.
    private Optional<Person> inDirectory(String name, String password) {
        if (directory.isEmpty() || people.local(name)) {
            return Optional.empty();
        }
        return switch (directory.get().signIn(name, password)) {
            case DirectoryAccounts.SignIn.Done done -> Optional.of(done.person());
            case DirectoryAccounts.SignIn.Refused refused -> Optional.empty();
            case DirectoryAccounts.SignIn.Unavailable unavailable ->
                throw new Problem(
                        503,
                        "Das Verzeichnis ist gerade nicht erreichbar. Versuchen Sie es in einigen Minuten wieder;"
                                + " bleibt es dabei, hilft Ihre IT-Stelle.");
        };
    }

    private void signedIn(Call call, Person person) {
        identification.endOld(call.request());
        Session session = sessions.start(person, BrowserName.of(call.request()), Optional.empty());
        identification.remember(call.response(), session);
        call.send(SignedIn.of(session));
    }

    static String required(@Nullable String value, String field) {
        if (value == null) {
            throw Problem.malformed("Es fehlt das Feld „" + field + "“.");
        }
        return value;
    }
}
