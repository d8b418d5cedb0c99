// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Keys;
import de.fundstelle.access.Person;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Token;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Recognises who sends a request: by cookie, by personal key, or as the command line on this machine.
final class Identification {

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Keys keys;
    private final String operatorToken;
    private final boolean secure;
    private final String cookie;
    private final Duration limit;

    /// Recognises people.
    ///
    /// @param secure whether browsers come over HTTPS
    /// @param limit how long a session lasts at the most
    Identification(Sessions sessions, Keys keys, String operatorToken, boolean secure, Duration limit) {
        this.sessions = sessions;
        this.keys = keys;
        this.operatorToken = operatorToken;
        this.secure = secure;
        this.cookie = secure ? "__Host-fundstelle" : "fundstelle";
        this.limit = limit;
    }

    /// Who it is.
    ///
    /// @param session the browser session, if it is one
    record Identity(Person person, Optional<Session> session) {}

    /// Whether browsers come over HTTPS.
    boolean secure() {
        return secure;
    }

    Optional<Identity> identify(ServerRequest request) {
        Optional<String> authorization = request.headers().first(HeaderNames.AUTHORIZATION);
        if (authorization.isPresent()) {
            return authorization
                    .filter(value -> value.startsWith(BEARER))
                    .map(value -> value.substring(BEARER.length()).strip())
                    .flatMap(token -> byToken(request, token));
        }
        return cookie(request)
                .flatMap(sessions::find)
                .map(session -> new Identity(session.person(), Optional.of(session)));
    }

    /// Whether whoever sent a request that is still being answered may go on listening.
    ///
    /// Not after the session or key has ended, nor after anything was taken away from the person.
    boolean lasts(Call call) {
        Optional<Person> now = call.session().isPresent()
                ? sessions.peek(call.session().get().token()).map(Session::person)
                : identify(call.request()).map(Identity::person);
        return now.filter(person -> person.keeps(call.person())).isPresent();
    }

    private Optional<Identity> byToken(ServerRequest request, String token) {
        Optional<Person> person = Token.same(token, operatorToken)
                ? Optional.of(Person.OPERATOR).filter(operator -> fromThisMachine(request))
                : keys.owner(token);
        return person.map(found -> new Identity(found, Optional.empty()));
    }

    /// What a proxy on this machine hands on is not from this machine.
    private static boolean fromThisMachine(ServerRequest request) {
        return request.headers().first(HeaderNames.X_FORWARDED_FOR).isEmpty()
                && request.headers().first(HeaderNames.FORWARDED).isEmpty()
                && request.remotePeer().address() instanceof InetSocketAddress socket
                && socket.getAddress() != null
                && socket.getAddress().isLoopbackAddress();
    }

    /// Ends the session whose cookie a request carries, if it carries one: a new sign-in takes its place.
    void endOld(ServerRequest request) {
        cookie(request).ifPresent(sessions::end);
    }

    private Optional<String> cookie(ServerRequest request) {
        var cookies = request.headers().cookies();
        return cookies.contains(cookie) ? Optional.of(cookies.get(cookie)) : Optional.empty();
    }

    void remember(ServerResponse response, Session session) {
        response.headers().addCookie(cookie(session.token()).maxAge(limit).build());
    }

    void forget(ServerResponse response) {
        response.headers().addCookie(cookie("").expires(Instant.EPOCH).build());
    }

    private SetCookie.Builder cookie(String value) {
        return SetCookie.builder(cookie, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(SetCookie.SameSite.STRICT);
    }
}
