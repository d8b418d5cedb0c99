// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every route there is, as somebody meets it who is not signed in or may not do it.
class RoutesTest {

    @Test
    void everyRouteButTheNamedOnesRefusesStrangersAndReaders(@TempDir Path data) throws Exception {
        try (RunningAppliance appliance =
                        RunningAppliance.start(data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
                Caller stranger = appliance.stranger();
                Caller reader = appliance.person("leserin", "gruppe")) {
            List<Route> routes = appliance.server().routes();
            assertThat(routes).hasSizeGreaterThan(25);
            assertThat(routes.stream()
                            .filter(route -> route.gate() == Route.Gate.PUBLIC)
                            .map(Route::path))
                    .containsExactlyInAnyOrder(
                            "/health/started",
                            "/health/ready",
                            "/health/live",
                            "/api/info",
                            "/api/setup",
                            "/api/session");
            for (Route route : routes) {
                String path = route.path().replace("{id}", "x".repeat(25)).replace("{key}", "x");
                if (route.gate() != Route.Gate.PUBLIC) {
                    assertThat(stranger.answer(route.method().text(), path, Map.of())
                                    .statusCode())
                            .as("%s %s for a stranger", route.method(), path)
                            .isEqualTo(401);
                }
                if (route.gate() == Route.Gate.ADMINISTRATOR || route.gate() == Route.Gate.OPERATOR) {
                    assertThat(reader.answer(route.method().text(), path, Map.of())
                                    .statusCode())
                            .as("%s %s for a reader", route.method(), path)
                            .isEqualTo(403);
                }
                if (route.gate() == Route.Gate.OPERATOR) {
                    assertThat(appliance
                                    .administrator()
                                    .answer(route.method().text(), path, Map.of())
                                    .statusCode())
                            .as("%s %s for an administrator", route.method(), path)
                            .isEqualTo(403);
                }
            }
        }
    }
}
