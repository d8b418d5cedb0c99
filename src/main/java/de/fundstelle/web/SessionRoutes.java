// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.People;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who am I, and sign out.
final class SessionRoutes {

    private final People people;
    private final Sessions sessions;
    private final Identification identification;

    SessionRoutes(People people, Sessions sessions, Identification identification) {
        this.people = people;
        this.sessions = sessions;
        this.identification = identification;
    }

    /// @param password whether the person has one here, and can change it
    private record Me(Shown.ThePerson person, @Nullable String csrf, boolean password) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/session", Task.BE_KNOWN, this::me),
                Route.delete("/api/session", Task.BE_KNOWN, this::signOut));
    }

    private void me(Call call) {
        call.send(new Me(
                Shown.ThePerson.of(call.person()),
                Shown.orNull(call.session().map(Session::csrf)),
                people.local(call.person().name())));
    }

    private void signOut(Call call) {
        call.session().ifPresent(session -> sessions.end(session.token()));
        identification.forget(call.response());
        call.sendNothing();
    }
}
