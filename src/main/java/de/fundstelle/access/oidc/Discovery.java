// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// What the issuer says about itself and which keys it signs with (OpenID Connect Discovery 1.0).
///
/// Asked for when first needed, so that the program starts without its issuer; kept for an hour. Thread-safe; blocks.
final class Discovery {

    private static final Duration KEPT = Duration.ofHours(1);

    /// How long a failure is remembered, so that a crowd does not wait for a dead issuer one after the other.
    static final Duration PAUSE = Duration.ofSeconds(5);

    /// How long a key is believed that the issuer may have withdrawn; an unknown one is asked for at once.
    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

    private static final Duration LONGEST_WAIT_FOR_KEYS = Duration.ofSeconds(15);

    /// In this time keys are fetched twice at most: once because they are needed, once because one is unknown.
    private static final Duration BETWEEN_KEYS = Duration.ofSeconds(30);

    /// No shared secrets, nothing unsigned. The Ed25519 of the library needs a further library that we lack.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final URI issuer;
    private final IssuerConnection connection;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Issuer> found = Optional.empty();
    private Optional<RefusedException> failure = Optional.empty();
    private Instant until = Instant.MIN;

    Discovery(URI issuer, IssuerConnection connection, Clock clock) {
        this.issuer = issuer;
        this.connection = connection;
        this.clock = clock;
    }

    /// @param algorithms that it may sign with; those it names and we allow
    record Issuer(OIDCProviderMetadata metadata, Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys) {}

    Issuer issuer() throws RefusedException {
        lock.lock();
        try {
            if (clock.instant().isBefore(until)) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
            } else {
                found = Optional.of(ask());
                until = clock.instant().plus(KEPT);
                failure = Optional.empty();
            }
            return found.orElseThrow();
        } catch (RefusedException e) {
            if (failure.isEmpty() || failure.get() != e) {
                failure = Optional.of(e);
                until = clock.instant().plus(PAUSE);
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Issuer ask() throws RefusedException {
        URI address = URI.create(issuer.toString().replaceFirst("/+$", "") + "/.well-known/openid-configuration");
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(
                    connection.retrieveResource(address.toURL()).getContent());
            check(metadata);
            Set<JWSAlgorithm> algorithms = algorithms(metadata);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                            metadata.getJWKSetURI().toURL(), connection)
                    .cache(KEYS_KEPT.toMillis(), LONGEST_WAIT_FOR_KEYS.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_KEYS.toMillis())
                    .build();
            return new Issuer(metadata, algorithms, keys);
        } catch (MalformedURLException | ParseException | IllegalArgumentException e) {
            throw unusable("is no metadata of OpenID Connect");
        } catch (IOException e) {
            throw new RefusedException(
                    Refusal.UNREACHABLE,
                    "asking %s: %s; check access.oidc.issuer, the network and access.oidc.ca-file"
                            .formatted(address, e.getMessage()));
        }
    }

    private void check(OIDCProviderMetadata metadata) throws RefusedException {
        if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
            throw unusable("names another issuer; set access.oidc.issuer exactly as the issuer names itself");
        }
        URI authorization = metadata.getAuthorizationEndpointURI();
        URI token = metadata.getTokenEndpointURI();
        if (authorization == null || token == null || metadata.getJWKSetURI() == null) {
            throw unusable("lacks an endpoint of the authorization code flow");
        }
        List<URI> endpoints = new ArrayList<>(List.of(authorization, token, metadata.getJWKSetURI()));
        Optional.ofNullable(metadata.getUserInfoEndpointURI()).ifPresent(endpoints::add);
        Optional.ofNullable(metadata.getEndSessionEndpointURI()).ifPresent(endpoints::add);
        boolean plain = "http".equals(issuer.getScheme());
        if (!endpoints.stream().allMatch(endpoint -> Addresses.safe(endpoint, plain))) {
            throw unusable("names an endpoint that is not https");
        }
    }

    private Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) throws RefusedException {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>(
                Optional.ofNullable(metadata.getIDTokenJWSAlgs()).orElse(List.of()));
        algorithms.retainAll(ALGORITHMS);
        if (algorithms.isEmpty()) {
            throw unusable("signs with none of " + ALGORITHMS);
        }
        return Set.copyOf(algorithms);
    }

    private RefusedException unusable(String why) {
        return new RefusedException(Refusal.FAILED, "the metadata of %s %s".formatted(issuer, why));
    }
}
