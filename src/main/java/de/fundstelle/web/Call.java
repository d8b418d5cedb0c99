// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Person;
import de.fundstelle.access.Sessions.Session;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One request with the person it comes from, and the ways to answer it.
///
/// @param caller absent on public routes
/// @param session the browser session, if it came by one
record Call(ServerRequest request, ServerResponse response, Optional<Person> caller, Optional<Session> session) {

    static final HeaderName CSRF = HeaderNames.create("X-CSRF-Token");

    Person person() {
        return caller.orElseThrow(() -> new IllegalStateException("a public route has no person"));
    }

    String path(String name) {
        return request.path().pathParameters().get(name);
    }

    Optional<String> query(String name) {
        return request.query().contains(name)
                ? Optional.of(request.query().get(name)).filter(value -> !value.isBlank())
                : Optional.empty();
    }

    List<String> queries(String name) {
        return request.query().contains(name)
                ? request.query().all(name).stream()
                        .filter(value -> !value.isBlank())
                        .toList()
                : List.of();
    }

    /// A number of rows from the query.
    int limit(int standard, int most) {
        String value = query("limit").orElse(String.valueOf(standard));
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw Problem.malformed("limit ist eine Zahl von 1 bis %d, nicht „%s“.".formatted(most, value));
    }

    InputStream body() {
        return request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream();
    }

    <T> T json(Class<T> type) throws IOException {
        return Json.read(body(), type);
    }

    Optional<String> header(HeaderName name) {
        return request.headers().first(name);
    }

    void header(HeaderName name, String value) {
        response.header(name, value);
    }

    /// Makes the answer a file to save; nothing in it may run if a browser shows it all the same.
    void attachment(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + encoded);
        header(HeaderNames.create("Content-Security-Policy"), "sandbox; default-src 'none'");
    }

    void send(int status, Object value) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(Json.bytes(value));
    }

    void send(Object value) {
        send(200, value);
    }

    void sendNothing() {
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    /// A stream to answer with; the caller closes it.
    OutputStream stream(String type) {
        response.status(Status.OK_200);
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        return response.outputStream();
    }
}
