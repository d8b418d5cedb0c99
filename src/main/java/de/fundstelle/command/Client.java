// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Speaks to a server as the command line of its machine.
final class Client implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String address;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Client(Launcher.Running server) {
        this.address = server.operatorAddress();
        this.token = server.operatorToken();
    }

    /// A name and its value in an address.
    record Parameter(String name, String value) {}

    JsonNode get(String path, List<Parameter> parameters) throws Failure, InterruptedException {
        return json(request(path, parameters).GET().build());
    }

    JsonNode post(String path, Map<String, ?> body) throws Failure, InterruptedException {
        return post(path, List.of(), body);
    }

    JsonNode post(String path, List<Parameter> parameters, Map<String, ?> body) throws Failure, InterruptedException {
        try {
            return json(request(path, parameters)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing a request as JSON", e);
        }
    }

    JsonNode post(String path, String type, BodyPublisher body) throws Failure, InterruptedException {
        return json(
                request(path, List.of()).header("Content-Type", type).POST(body).build());
    }

    /// The body as it comes; the caller closes it.
    InputStream stream(String path) throws Failure, InterruptedException {
        return stream(path, List.of());
    }

    InputStream stream(String path, List<Parameter> parameters) throws Failure, InterruptedException {
        HttpResponse<InputStream> response =
                send(request(path, parameters).GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() >= 300) {
            throw new Failure("the server answered " + response.statusCode() + " to " + path);
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path, List<Parameter> parameters) {
        String query = parameters.stream()
                .map(parameter -> parameter.name() + "=" + URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(address + path + (query.isEmpty() ? "" : "?" + query)))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode json(HttpRequest request) throws Failure, InterruptedException {
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        try {
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() >= 300) {
                String id = body.path("id").asText("");
                throw new Failure(body.path("detail").asText("the server answered " + response.statusCode())
                        + (id.isEmpty() ? "" : " (" + id + ")"));
            }
            return body;
        } catch (IOException e) {
            throw new Failure(
                    "the server answered %d with something that is not JSON".formatted(response.statusCode()), e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws Failure, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new Failure("speaking to the server at %s failed: %s".formatted(address, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
