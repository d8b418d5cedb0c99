// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Role;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.audit.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who am I, sign out, personal keys.
final class SessionRoutes {

    private static final int LONGEST_KEY_NAME = 100;

    private final Sessions sessions;
    private final Identification identification;
    private final Journal journal;

    SessionRoutes(Sessions sessions, Identification identification, Journal journal) {
        this.sessions = sessions;
        this.identification = identification;
        this.journal = journal;
    }

    private record Me(Shown.ThePerson person, @Nullable String csrf) {}

    private record NewKey(@Nullable String name) {}

    private record ShownKey(String id, String key) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/session", Route.Gate.PERSON, SessionRoutes::me),
                Route.delete("/api/session", Route.Gate.PERSON, this::signOut),
                Route.post("/api/keys", Route.Gate.PERSON, this::makeKey));
    }

    private static void me(Call call) {
        call.send(new Me(
                Shown.ThePerson.of(call.person()), Shown.orNull(call.session().map(Session::csrf))));
    }

    private void signOut(Call call) {
        Optional<Session> session = call.session();
        session.ifPresent(found -> sessions.end(found.token()));
        identification.forget(call.response());
        call.sendNothing();
    }

    private void makeKey(Call call) throws IOException {
        if (call.person().role() == Role.OPERATOR) {
            throw new Problem(403, "Ein Schlüssel gehört einer Person; melden Sie sich dafür an.");
        }
        String name =
                PublicRoutes.required(call.json(NewKey.class).name(), "name").strip();
        if (name.isEmpty() || name.length() > LONGEST_KEY_NAME) {
            throw Problem.refused(
                    "Ein Schlüssel braucht einen Namen mit höchstens %d Zeichen.".formatted(LONGEST_KEY_NAME));
        }
        Sessions.Key key = sessions.makeKey(call.person(), name);
        journal.record(call.person().id(), Journal.Action.KEY_MADE, key.id(), "done");
        call.send(201, new ShownKey(key.id(), key.secret()));
    }
}
