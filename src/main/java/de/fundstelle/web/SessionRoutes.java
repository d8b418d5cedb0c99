// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who am I, and sign out.
final class SessionRoutes {

    private final Sessions sessions;
    private final Identification identification;

    SessionRoutes(Sessions sessions, Identification identification) {
        this.sessions = sessions;
        this.identification = identification;
    }

    private record Me(Shown.ThePerson person, @Nullable String csrf) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/session", Task.BE_KNOWN, SessionRoutes::me),
                Route.delete("/api/session", Task.BE_KNOWN, this::signOut));
    }

    private static void me(Call call) {
        call.send(new Me(
                Shown.ThePerson.of(call.person()), Shown.orNull(call.session().map(Session::csrf))));
    }

    private void signOut(Call call) {
        call.session().ifPresent(session -> sessions.end(session.token()));
        identification.forget(call.response());
        call.sendNothing();
    }
}
