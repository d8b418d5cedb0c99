// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Account;
import de.fundstelle.access.Identities;
import de.fundstelle.access.Person;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.oidc.Arrival;
import de.fundstelle.access.oidc.Departure;
import de.fundstelle.access.oidc.Ending;
import de.fundstelle.access.oidc.OpenIdConnect;
import de.fundstelle.access.oidc.Refusal;
import de.fundstelle.access.oidc.Refused;
import de.fundstelle.audit.Journal;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.SetCookie;
import io.helidon.http.Status;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sign-in at an issuer of OpenID Connect, as browsers and the issuer see it; 404 where none is configured.
///
/// The browser comes and goes by links, so that a refusal is an address of the page, which has the words for it.
final class OidcRoutes {

    private static final System.Logger LOG = System.getLogger(OidcRoutes.class.getName());

    /// A logout token has some hundred characters.
    private static final int LONGEST_FORM = 64 * 1024;

    private static final String LOGOUT_TOKEN = "logout_token=";

    private final Optional<OpenIdConnect> connect;
    private final Identities identities;
    private final Sessions sessions;
    private final Identification identification;
    private final Journal journal;
    private final String cookie;

    /// Serves one issuer at the most.
    OidcRoutes(
            Optional<OpenIdConnect> connect,
            Identities identities,
            Sessions sessions,
            Identification identification,
            Journal journal) {
        this.connect = connect;
        this.identities = identities;
        this.sessions = sessions;
        this.identification = identification;
        this.journal = journal;
        this.cookie = identification.secure() ? "__Host-fundstelle-ticket" : "fundstelle-ticket";
    }

    /// Where a browser signs out at the issuer.
    static final String SIGN_OUT = "/api/oidc/sign-out";

    List<Route> routes() {
        return List.of(
                Route.open(Method.GET, "/api/oidc/start", this::start),
                Route.open(Method.GET, OpenIdConnect.CALLBACK, this::arrive),
                Route.open(Method.GET, SIGN_OUT, this::signOut),
                Route.open(Method.POST, "/api/oidc/logout", this::end));
    }

    private OpenIdConnect configured() {
        return connect.orElseThrow(
                () -> new Problem(404, "Die Anmeldung über OpenID Connect ist hier nicht eingerichtet."));
    }

    private void start(Call call) {
        switch (configured().depart()) {
            case Departure.Ready ready -> {
                call.response()
                        .headers()
                        .addCookie(cookie(ready.ticket())
                                .maxAge(OpenIdConnect.LONGEST_WAY)
                                .build());
                redirect(call, ready.address().toString());
            }
            case Refused refused -> refuse(call, refused);
        }
    }

    private void arrive(Call call) {
        var cookies = call.request().headers().cookies();
        String ticket = cookies.contains(cookie) ? cookies.get(cookie) : "";
        switch (configured().arrive(ticket, call.request().query().rawValue())) {
            case Arrival.Recognised recognised -> {
                call.response()
                        .headers()
                        .addCookie(cookie("").expires(Instant.EPOCH).build());
                identities
                        .recognise(recognised.account())
                        .ifPresentOrElse(
                                person -> signedIn(call, person, recognised.sid()),
                                () -> disabled(call, recognised.account()));
            }
            case Refused refused -> refuse(call, refused);
        }
    }

    private void signedIn(Call call, Person person, Optional<String> sid) {
        identification.endOld(call.request());
        identification.remember(call.response(), sessions.start(person, BrowserName.of(call.request()), sid));
        redirect(call, "/");
    }

    private void disabled(Call call, Account account) {
        journal.record(
                identities.identified(account.provider(), account.subject()).orElse("nobody"),
                Journal.Action.SIGN_IN_FAILED,
                "",
                "OpenID Connect: disabled here");
        redirect(call, "/anmelden?fehler=disabled");
    }

    private void refuse(Call call, Refused refused) {
        Refusal refusal = refused.refusal();
        boolean expected = refusal == Refusal.EXPIRED || refusal == Refusal.DENIED;
        LOG.log(
                expected ? Level.DEBUG : Level.WARNING,
                "no sign-in by OpenID Connect, {0}: {1}",
                refusal.key(),
                refused.detail());
        if (refusal == Refusal.NOT_ADMITTED) {
            journal.record("nobody", Journal.Action.SIGN_IN_FAILED, "", "OpenID Connect: " + refusal.key());
        }
        redirect(call, "/anmelden?fehler=" + refusal.key());
    }

    private void signOut(Call call) {
        redirect(call, configured().signOutAddress().map(URI::toString).orElse("/"));
    }

    /// The issuer says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0, section 2.5).
    private void end(Call call) throws IOException {
        OpenIdConnect issuer = configured();
        byte[] form = call.body().readNBytes(LONGEST_FORM + 1);
        List<String> tokens = form.length > LONGEST_FORM
                ? List.of()
                : Stream.of(new String(form, StandardCharsets.UTF_8).split("&", -1))
                        .filter(pair -> pair.startsWith(LOGOUT_TOKEN))
                        .map(pair -> pair.substring(LOGOUT_TOKEN.length()))
                        .toList();
        if (tokens.size() != 1) {
            call.send(400, Map.of("error", "invalid_request"));
            return;
        }
        switch (issuer.ended(decoded(tokens.getFirst()))) {
            case Ending.Ended ended -> {
                sessions.endAtProvider(ended.provider(), ended.subject(), ended.sid());
                journal.record("system", Journal.Action.SESSIONS_ENDED, "", "signed out at the issuer");
                call.send(Map.of());
            }
            case Refused refused -> {
                LOG.log(Level.WARNING, "a logout token is not believed: {0}", refused.detail());
                call.send(400, Map.of("error", "invalid_request"));
            }
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Comes back with the link from the issuer, so it cannot be strict as the session is.
    private SetCookie.Builder cookie(String ticket) {
        return SetCookie.builder(cookie, ticket)
                .path("/")
                .httpOnly(true)
                .secure(identification.secure())
                .sameSite(SetCookie.SameSite.LAX);
    }

    private static void redirect(Call call, String address) {
        call.response().status(Status.FOUND_302);
        call.header(HeaderNames.LOCATION, address);
        call.header(HeaderNames.CACHE_CONTROL, "no-store");
        call.response().send();
    }
}
