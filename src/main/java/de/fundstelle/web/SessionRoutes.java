// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.People;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Task;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who am I, and sign out.
final class SessionRoutes {

    private final People people;
    private final Sessions sessions;
    private final Identification identification;
    private final Optional<String> issuer;

    /// Tells about the session at hand.
    ///
    /// @param issuer where sessions may come from that end there, too
    SessionRoutes(People people, Sessions sessions, Identification identification, Optional<String> issuer) {
        this.people = people;
        this.issuer = issuer;
        this.sessions = sessions;
        this.identification = identification;
    }

    /// Who is signed in.
    ///
    /// @param password whether the person has one here, and can change it
    /// @param signOutAddress where the browser goes after signing out, to sign out at the issuer, too
    private record Me(
            Shown.ThePerson person,
            @Nullable String csrf,
            boolean password,
            @Nullable String signOutAddress) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/session", Task.BE_KNOWN, this::me),
                Route.delete("/api/session", Task.BE_KNOWN, this::signOut));
    }

    private void me(Call call) {
        call.send(new Me(
                Shown.ThePerson.of(call.person()),
                Shown.orNull(call.session().map(Session::csrf)),
                people.local(call.person().name()),
                Shown.orNull(call.session().flatMap(this::signOutAddress))));
    }

    private Optional<String> signOutAddress(Session session) {
        return issuer.flatMap(provider -> people.member(session.person().id())
                .flatMap(People.Member::provider)
                .filter(provider::equals)
                .map(known -> OidcRoutes.SIGN_OUT));
    }

    private void signOut(Call call) {
        call.session().ifPresent(session -> sessions.end(session.token()));
        identification.forget(call.response());
        call.sendNothing();
    }
}
