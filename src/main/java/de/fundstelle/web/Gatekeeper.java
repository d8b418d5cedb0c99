// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Token;
import de.fundstelle.document.Identifier;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Stands before every route: who is it, may they call this, and what do they hear if it fails.
final class Gatekeeper {

    private static final System.Logger LOG = System.getLogger(Gatekeeper.class.getName());

    private final Identification identification;

    Gatekeeper(Identification identification) {
        this.identification = identification;
    }

    /// The handler of a route, with the gate in front.
    Handler guard(Route route) {
        return (request, response) -> {
            try {
                route.action().on(admit(route, request, response));
            } catch (Problem problem) {
                refuse(response, route, problem);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                refuse(response, route, new Problem(503, "Die Anfrage wurde abgebrochen, weil der Server endet."));
            } catch (IOException | UncheckedIOException e) {
                fail(response, route, e);
            } catch (RuntimeException e) {
                fail(response, route, e);
            }
        };
    }

    private Call admit(Route route, ServerRequest request, ServerResponse response) {
        if (route.gate() == Route.Gate.PUBLIC) {
            return new Call(request, response, Optional.empty(), Optional.empty());
        }
        Identification.Identity identity =
                identification.identify(request).orElseThrow(() -> new Problem(401, "Bitte melden Sie sich an."));
        identity.session().ifPresent(session -> requireToken(route.method(), request, session));
        if (!admits(route.gate(), identity.person())) {
            throw new Problem(403, "Das dürfen nur Personen mit der Rolle administrator.");
        }
        return new Call(request, response, Optional.of(identity.person()), identity.session());
    }

    private static boolean admits(Route.Gate gate, Person person) {
        return switch (gate) {
            case PUBLIC, PERSON -> true;
            case ADMINISTRATOR -> person.role().administers();
            case OPERATOR -> person.role() == Role.OPERATOR;
        };
    }

    private static void requireToken(Method method, ServerRequest request, Session session) {
        if (method.equals(Method.GET)) {
            return;
        }
        String token = request.headers().first(Call.CSRF).orElse("");
        if (!Token.same(token, session.csrf())) {
            throw new Problem(403, "Der Anfrage fehlt das Kennzeichen der Sitzung. Laden Sie die Seite neu.");
        }
    }

    private static void refuse(ServerResponse response, Route route, Problem problem) {
        String id = Identifier.fresh();
        LOG.log(
                Level.DEBUG,
                "{0} {1} refused with {2}; told as {3}",
                route.method(),
                route.path(),
                problem.status(),
                id);
        tell(response, problem, id);
    }

    private static void fail(ServerResponse response, Route route, Exception cause) {
        String id = Identifier.fresh();
        if (response.isSent()) {
            LOG.log(Level.DEBUG, "the client of " + route.path() + " left", cause);
            return;
        }
        LOG.log(Level.ERROR, route.method().text() + " " + route.path() + " failed; told as " + id, cause);
        tell(
                response,
                new Problem(500, "Es ist ein unerwarteter Fehler aufgetreten. Nennen Sie Ihrer IT die Kennung."),
                id);
    }

    private record Told(String type, String title, int status, String detail, String id) {}

    private static void tell(ServerResponse response, Problem problem, String id) {
        if (response.isSent()) {
            return;
        }
        response.status(Status.create(problem.status()));
        response.header(HeaderNames.CONTENT_TYPE, "application/problem+json; charset=utf-8");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(Json.bytes(new Told("about:blank", problem.title(), problem.status(), problem.detail(), id)));
    }
}
