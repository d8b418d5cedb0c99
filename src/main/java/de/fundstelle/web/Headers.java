// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What every answer tells the browser, whoever makes the answer: what may run, load, embed and be asked.
final class Headers {

    /// Nothing but our own files; no inline script or style, no eval, no HTML from text.
    /// Svelte makes its templates through the one named policy; no other can be made.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

    private static final String REFUSED_FEATURES = Stream.of(
                    "accelerometer",
                    "camera",
                    "display-capture",
                    "geolocation",
                    "gyroscope",
                    "hid",
                    "magnetometer",
                    "microphone",
                    "midi",
                    "payment",
                    "serial",
                    "usb")
            .map(feature -> feature + "=()")
            .collect(Collectors.joining(", "));

    private static final List<Header> ALWAYS = List.of(
            HeaderValues.create("Content-Security-Policy", POLICY),
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("X-Frame-Options", "DENY"),
            HeaderValues.create("Referrer-Policy", "no-referrer"),
            HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
            HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
            HeaderValues.create("Permissions-Policy", REFUSED_FEATURES));

    /// RFC 6797; without subdomains, which are not ours.
    private static final Header HTTPS_ONLY = HeaderValues.create("Strict-Transport-Security", "max-age=31536000");

    private static final Map<Integer, String> ADVICE = Map.of(
            413, "Die Anfrage ist zu groß.",
            431, "Die Anfrage ist zu groß.",
            503, "Gerade sind zu viele Anfragen unterwegs. Versuchen Sie es in einer Minute wieder.");

    private final boolean https;
    private final Callers callers;

    /// @param https whether every browser comes over HTTPS, to the server itself or to a proxy in front
    Headers(boolean https, Callers callers) {
        this.https = https;
        this.callers = callers;
    }

    /// Puts them on the answer to a request that reached a route, or found none.
    void put(ServerRequest request, ServerResponse response) {
        ALWAYS.forEach(response::header);
        if (https || callers.overHttps(request)) {
            response.header(HTTPS_ONLY);
        }
    }

    /// Answers to requests that reach no route: malformed, too large, too many. The cause is not told.
    DirectHandlers direct() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, this::direct);
        }
        return handlers.build();
    }

    private record Told(String type, String title, int status, String detail) {}

    private DirectHandler.TransportResponse direct(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders given,
            String message) {
        ServerResponseHeaders headers = ServerResponseHeaders.create(given);
        ALWAYS.forEach(headers::set);
        if (https) {
            headers.set(HTTPS_ONLY);
        }
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HeaderNames.CONTENT_TYPE, "application/problem+json; charset=utf-8");
        Problem problem = new Problem(
                status.code(), ADVICE.getOrDefault(status.code(), "Diese Anfrage lässt sich nicht beantworten."));
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(Json.bytes(new Told("about:blank", problem.title(), problem.status(), problem.detail())))
                .build();
    }
}
