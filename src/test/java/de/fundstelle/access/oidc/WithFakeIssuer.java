// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A fake issuer, and the program's side of it.
abstract class WithFakeIssuer {

    static final URI PUBLIC = URI.create("https://fundstelle.stadt.example/");

    final MovableClock clock = new MovableClock();
    FakeIssuer issuer;
    OpenIdConnect connect;
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        issuer = FakeIssuer.started();
        toClose.add(issuer);
        connect = connect(settings(issuer));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    <T extends AutoCloseable> T closing(T closeable) {
        toClose.add(closeable);
        return closeable;
    }

    OpenIdConnect connect(Settings.Oidc settings) {
        return closing(new OpenIdConnect(settings, settings.issuer().orElseThrow(), PUBLIC, clock));
    }

    /// The whole way there and back.
    Arrival signIn() {
        return signIn(connect);
    }

    Arrival signIn(OpenIdConnect connect) {
        return switch (connect.depart()) {
            case Departure.Ready ready -> connect.arrive(ready.ticket(), issuer.visit(ready.address()));
            case Refused refused -> refused;
        };
    }

    static Settings.Oidc settings(FakeIssuer issuer) {
        return settings(issuer.address(), Optional.of(new Secret(FakeIssuer.SECRET)), Optional.empty(), "groups");
    }

    static Settings.Oidc settings(URI issuer, Optional<Secret> secret, Optional<Path> caFile, String groupsClaim) {
        return settings(issuer, secret, caFile, groupsClaim, List.of());
    }

    static Settings.Oidc settings(
            URI issuer, Optional<Secret> secret, Optional<Path> caFile, String groupsClaim, List<String> required) {
        return new Settings.Oidc(
                Optional.of(issuer),
                FakeIssuer.CLIENT,
                secret,
                "Anmelden",
                caFile,
                "preferred_username",
                groupsClaim,
                required,
                List.of("leitung"),
                List.of("bauamt"),
                List.of("revision"));
    }
}
