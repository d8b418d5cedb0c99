// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Access;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Task;
import de.fundstelle.access.Token;
import de.fundstelle.document.Identifier;
import io.helidon.http.HeaderName;
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

    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

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
            } catch (RuntimeException e) { // the edge of one request
                fail(response, route, e);
            }
        };
    }

    private Call admit(Route route, ServerRequest request, ServerResponse response) {
        refuseOtherPages(route.method(), request);
        if (route.isOpen()) {
            return new Call(request, response, Optional.empty(), Optional.empty());
        }
        Identification.Identity identity =
                identification.identify(request).orElseThrow(() -> new Problem(401, "Bitte melden Sie sich an."));
        identity.session().ifPresent(session -> requireToken(route.method(), request, session));
        Task task = route.task().orElseThrow();
        if (!Access.may(identity.person(), task)) {
            throw new Problem(403, refusal(task));
        }
        return new Call(request, response, Optional.of(identity.person()), identity.session());
    }

    private static String refusal(Task task) {
        return switch (task) {
            case BE_KNOWN, READ, CONTRIBUTE, CURATE ->
                "Dafür gilt Ihr Schlüssel nicht. Machen Sie einen, der dafür gilt.";
            case CONVERSE -> "Gespräche gehören Personen; die Befehlszeile hat keine.";
            case MAKE_COLLECTIONS -> "Das dürfen nur Personen mit der Rolle administrator oder curator.";
            case ADMINISTER -> "Das dürfen nur Personen mit der Rolle administrator.";
            case AUDIT -> "Das dürfen nur Personen mit der Rolle auditor oder administrator.";
            case OWN_ACCOUNT -> "Das geht nur, wenn Sie sich selbst im Browser angemeldet haben.";
            case OPERATE -> "Das darf nur die Befehlszeile auf dieser Maschine.";
        };
    }

    /// What a page of somebody else makes a browser send changes nothing, not even who is signed in; browsers say so.
    private static void refuseOtherPages(Method method, ServerRequest request) {
        String site = request.headers().first(FETCH_SITE).orElse("none");
        if (!method.equals(Method.GET) && !site.equals("none") && !site.equals("same-origin")) {
            throw new Problem(403, "Diese Anfrage kommt von einer fremden Seite.");
        }
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
