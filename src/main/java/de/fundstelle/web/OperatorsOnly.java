// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Token;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Lets nobody through but the command line on this machine and its question after the server's health.
final class OperatorsOnly implements Filter {

    private static final String BEARER = "Bearer ";

    private final String token;

    OperatorsOnly(String token) {
        this.token = token;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String authorization =
                request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        boolean operator = authorization.startsWith(BEARER)
                && Token.same(authorization.substring(BEARER.length()).strip(), token);
        if (operator || request.path().path().startsWith("/health/")) {
            chain.proceed();
        } else {
            response.status(Status.UNAUTHORIZED_401).send();
        }
    }
}
