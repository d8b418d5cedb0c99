// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.HttpException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives each failure of a model server its name.
final class Failures {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CHARS = 200;

    /// What a later attempt may well survive; every other refusal stays until somebody changes something.
    private static final Set<Integer> TRANSIENT_REFUSALS = Set.of(408, 425, 429);

    /// With these, servers may quote the request, and questions do not belong into the log.
    private static final Set<Integer> QUOTING = Set.of(400, 422);

    private Failures() {}

    /// @param cause empty if the stream ended without any sign
    static ModelFailure of(String model, URI server, Optional<Throwable> cause) {
        String asked = "asking %s at %s for an answer: ".formatted(model, server);
        if (cause.isEmpty()) {
            return new ModelFailure(asked + "the stream ended before the server said that it is done", false);
        }
        for (@Nullable Throwable error = cause.get(); error != null; error = error.getCause()) {
            if (error instanceof HttpException refusal) {
                return refused(asked, refusal);
            }
            if (error instanceof JsonProcessingException) {
                // Without the cause, which may quote the answer.
                return new ModelFailure(asked + "it sent a line that is no JSON of its protocol", false);
            }
        }
        Throwable root = root(cause.get());
        String said =
                Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
        return new ModelFailure(asked + shorten(said), false, root);
    }

    private static ModelFailure refused(String asked, HttpException refusal) {
        int status = refusal.statusCode();
        boolean permanent = status < 500 && !TRANSIENT_REFUSALS.contains(status);
        String advice = switch (status) {
            case 401, 403 -> "; check models.chat.api-key-file";
            case 404 -> "; check models.chat.model and models.chat.url";
            case 400 -> "; check models.chat.context-tokens against the server's own limit";
            default -> status / 100 == 3 ? "; check models.chat.url, redirects are not followed" : "";
        };
        String said = QUOTING.contains(status) ? "" : said(refusal);
        return new ModelFailure(asked + "it answered " + status + said + advice, permanent, refusal(status));
    }

    /// Without the body, which may quote the request.
    private static HttpException refusal(int status) {
        return new HttpException(status, "status " + status);
    }

    private static String said(HttpException refusal) {
        try {
            JsonNode error = JSON.readTree(Objects.requireNonNullElse(refusal.getMessage(), ""))
                    .path("error");
            String message =
                    error.isTextual() ? error.asText() : error.path("message").asText("");
            return message.isEmpty() ? "" : " (" + shorten(message) + ")";
        } catch (JsonProcessingException e) {
            // Some proxies answer with a page; its words help nobody.
            return "";
        }
    }

    private static String shorten(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
