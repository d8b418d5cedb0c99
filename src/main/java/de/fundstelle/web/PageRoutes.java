// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The web page: files from the program itself, and its first page for every address that is not a file.
final class PageRoutes {

    /// No way upwards, nothing hidden.
    private static final Pattern FILE =
            Pattern.compile("/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-]+\\.[A-Za-z0-9.]+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8",
            "png", "image/png",
            "woff2", "font/woff2",
            "wasm", "application/wasm",
            "ico", "image/x-icon");

    private PageRoutes() {}

    static void serve(ServerRequest request, ServerResponse response) throws IOException {
        String path = request.path().path();
        if (path.startsWith("/api/")) {
            throw Problem.unknown();
        }
        Optional<byte[]> file = FILE.matcher(path).matches() ? read(path) : Optional.empty();
        if (file.isEmpty() && path.contains(".")) {
            response.status(Status.NOT_FOUND_404);
            response.send();
            return;
        }
        send(response, file.isPresent() ? path : "/index.html", file);
    }

    private static void send(ServerResponse response, String path, Optional<byte[]> file) throws IOException {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        response.header(HeaderNames.CONTENT_TYPE, TYPES.getOrDefault(ending, "application/octet-stream"));
        // Files under /assets/ carry the hash of their content in their name.
        response.header(
                HeaderNames.CACHE_CONTROL,
                path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        response.send(
                file.isPresent()
                        ? file.get()
                        : read(path).orElseThrow(() -> new IllegalStateException("the page is not in the program")));
    }

    private static Optional<byte[]> read(String path) throws IOException {
        try (InputStream file = PageRoutes.class.getResourceAsStream("/page" + path)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        }
    }
}
