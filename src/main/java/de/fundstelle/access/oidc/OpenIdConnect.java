// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import de.fundstelle.access.Account;
import de.fundstelle.access.Token;
import de.fundstelle.config.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sign-in at an issuer of OpenID Connect, by authorization code with PKCE.
///
/// A person is bound to issuer and subject alone. Thread-safe; everything that talks to the issuer blocks,
/// for some seconds at the most. Nothing is asked before somebody wants to sign in.
public final class OpenIdConnect implements AutoCloseable {

    /// Where the issuer sends the browser back to, below the public address.
    public static final String CALLBACK = "/api/oidc/callback";

    /// How long somebody may take at the issuer.
    public static final Duration LONGEST_WAY = Departures.LONGEST_WAY;

    /// A code of some kilobytes is possible; Entra's have about one.
    private static final int LONGEST_QUERY = 8 * 1024;

    private final Settings.Oidc settings;
    private final String provider;
    private final URI publicUrl;
    private final URI callback;
    private final ClientID client;
    private final Account.Mapping mapping;
    private final IssuerConnection connection;
    private final Discovery discovery;
    private final Exchange exchange;
    private final Departures departures;
    private final Tokens tokens;

    /// Checks the settings and asks nobody.
    ///
    /// @param publicUrl the address that people type
    /// @throws IllegalArgumentException for an address or a file that cannot be used; it names the setting
    public OpenIdConnect(Settings.Oidc settings, URI issuer, URI publicUrl, Clock clock) {
        if (!Addresses.safe(issuer, true) || issuer.getQuery() != null || issuer.getFragment() != null) {
            throw new IllegalArgumentException(
                    "access.oidc.issuer: '%s' is not https with neither query nor fragment; plain http is for loopback only"
                            .formatted(issuer));
        }
        this.settings = settings;
        this.provider = issuer.toString();
        this.publicUrl = publicUrl;
        this.callback = URI.create(publicUrl.toString().replaceFirst("/+$", "") + CALLBACK);
        this.client = new ClientID(settings.clientId());
        this.mapping = new Account.Mapping(
                settings.requiredGroups(),
                settings.administratorGroups(),
                settings.curatorGroups(),
                settings.auditorGroups());
        this.connection = new IssuerConnection(settings.caFile());
        this.discovery = new Discovery(issuer, connection, clock);
        this.exchange = new Exchange(client, settings.clientSecret(), connection);
        this.departures = new Departures(clock);
        this.tokens = new Tokens(client, clock);
    }

    /// The issuer, as people are bound to it.
    public String provider() {
        return provider;
    }

    /// Begins a sign-in.
    public Departure depart() {
        try {
            Discovery.Issuer issuer = discovery.issuer();
            String ticket = Token.fresh();
            Departures.Pending pending = departures.add(ticket);
            URI address = new AuthenticationRequest.Builder(ResponseType.CODE, scope(issuer), client, callback)
                    .endpointURI(issuer.metadata().getAuthorizationEndpointURI())
                    .state(pending.state())
                    .nonce(pending.nonce())
                    .codeChallenge(pending.verifier(), CodeChallengeMethod.S256)
                    .build()
                    .toURI();
            return new Departure.Ready(address, ticket);
        } catch (RefusedException e) {
            return e.refused();
        }
    }

    /// Ends a sign-in, well or not.
    ///
    /// @param ticket what the browser brought back in its cookie; empty without one
    /// @param query what it brought back in the address, as it stands there
    public Arrival arrive(String ticket, String query) {
        try {
            return recognise(ticket, query);
        } catch (RefusedException e) {
            return e.refused();
        }
    }

    /// Reads a logout token (OpenID Connect Back-Channel Logout 1.0).
    public Ending ended(String logoutToken) {
        try {
            JWTClaimsSet claims = tokens.logout(discovery.issuer(), logoutToken);
            return new Ending.Ended(provider, Optional.ofNullable(claims.getSubject()), Tokens.session(claims));
        } catch (RefusedException e) {
            return e.refused();
        }
    }

    /// Where a browser ends its session at the issuer, too; empty if the issuer offers none or does not answer.
    public Optional<URI> signOutAddress() {
        try {
            return Optional.ofNullable(discovery.issuer().metadata().getEndSessionEndpointURI())
                    .map(end -> new LogoutRequest(end, null, null, client, publicUrl, null, null).toURI());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /// The profile has the name; an issuer that does not know this scope would refuse it.
    private static Scope scope(Discovery.Issuer issuer) {
        Scope offered = issuer.metadata().getScopes();
        return offered == null || offered.contains("profile") ? new Scope("openid", "profile") : new Scope("openid");
    }

    private Arrival recognise(String ticket, String query) throws RefusedException {
        Map<String, List<String>> parameters = parameters(query);
        String state = parameters.getOrDefault("state", List.of("")).getFirst();
        Departures.Pending pending = departures
                .take(ticket, state)
                .orElseThrow(() -> new RefusedException(
                        Refusal.EXPIRED, "no sign-in under way with this state, or it was begun in another browser"));
        Discovery.Issuer issuer = discovery.issuer();
        AuthorizationCode code = code(issuer, parameters);
        Exchange.Proceeds proceeds = exchange.redeem(issuer, code, callback, pending.verifier());
        JWTClaimsSet identity = tokens.identity(issuer, proceeds.idToken(), pending.nonce());
        proceeds.checkAccessToken();
        return new Arrival.Recognised(account(issuer, identity, proceeds), Tokens.session(identity));
    }

    private static Map<String, List<String>> parameters(String query) throws RefusedException {
        if (query.length() > LONGEST_QUERY) {
            throw new RefusedException(Refusal.FAILED, "the answer through the browser is too long");
        }
        Map<String, List<String>> parameters = URLUtils.parseParameters(query);
        if (parameters.values().stream().anyMatch(values -> values.size() != 1)) {
            throw new RefusedException(Refusal.FAILED, "the answer through the browser has a parameter twice");
        }
        return parameters;
    }

    private AuthorizationCode code(Discovery.Issuer issuer, Map<String, List<String>> parameters)
            throws RefusedException {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(callback, parameters);
        } catch (ParseException | IllegalArgumentException e) { // the latter for an empty value
            throw new RefusedException(Refusal.FAILED, "the answer through the browser has neither code nor error");
        }
        checkSender(issuer, response);
        if (response instanceof AuthorizationErrorResponse || !response.indicatesSuccess()) {
            String error = response.toErrorResponse().getErrorObject().getCode();
            throw new RefusedException(Refusal.DENIED, "the issuer says " + Exchange.printable(error));
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new RefusedException(Refusal.FAILED, "the answer through the browser has no code");
        }
        return code;
    }

    /// Against a mix-up of issuers (RFC 9207).
    private void checkSender(Discovery.Issuer issuer, AuthenticationResponse response) throws RefusedException {
        boolean promised = issuer.metadata().supportsAuthorizationResponseIssuerParam();
        boolean fits = response.getIssuer() == null
                ? !promised
                : response.getIssuer().getValue().equals(provider);
        if (!fits) {
            throw new RefusedException(Refusal.FAILED, "the answer through the browser is of another issuer (iss)");
        }
    }

    private Account account(Discovery.Issuer issuer, JWTClaimsSet identity, Exchange.Proceeds proceeds)
            throws RefusedException {
        Map<String, Object> claims = new HashMap<>(identity.getClaims());
        List<String> wanted = List.of(settings.nameClaim(), settings.groupsClaim());
        if (!Claims.complete(claims, wanted)) {
            Map<String, Object> further = exchange.userInfo(issuer, proceeds, identity.getSubject());
            for (String path : wanted) {
                if (Claims.at(claims, path).isEmpty()) {
                    Claims.at(further, path).ifPresent(value -> claims.put(path, value));
                }
            }
        }
        Set<String> groups =
                Claims.at(claims, settings.groupsClaim()).map(Claims::groups).orElse(Set.of());
        if (!mapping.admits(groups)) {
            throw new RefusedException(
                    Refusal.NOT_ADMITTED,
                    "in none of access.oidc.required-groups (%d groups seen)".formatted(groups.size()));
        }
        String name =
                Claims.at(claims, settings.nameClaim()).flatMap(Claims::name).orElse(identity.getSubject());
        return new Account(provider, identity.getSubject(), name, mapping.role(groups), groups);
    }
}
