// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.RunningAppliance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everybody who can send a request, with what proves who they are.
final class Cast implements AutoCloseable {

    static final String GROUP = "haus";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Somebody.
    enum Who {
        NOBODY,
        /// Signed in, in no group, without a grant.
        OTHER_READER,
        /// Reads by group and by a grant of their own.
        READER,
        /// Brings documents by a grant of their own, reads by group.
        CONTRIBUTOR,
        /// Role curator, looks after one collection, reads by group.
        CURATOR,
        ADMINISTRATOR,
        AUDITOR,
        /// A session that is over.
        EXPIRED,
        /// A session of an account without access.
        DISABLED,
        /// A key of the administrator that is good for reading only.
        KEY_TO_READ,
        /// A key of the contributor that is good for bringing documents only.
        KEY_TO_CONTRIBUTE,
        /// A key of the administrator that is over.
        KEY_EXPIRED,
        /// A key of the administrator that was revoked.
        KEY_REVOKED,
        /// The command line on this machine.
        OPERATOR
    }

    private record Proof(Map<String, String> headers, String person) {}

    private final RunningAppliance appliance;
    private final Map<Who, Proof> proofs = new EnumMap<>(Who.class);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Cast(RunningAppliance appliance, Path data) throws Exception {
        this.appliance = appliance;
        proofs.put(Who.NOBODY, new Proof(Map.of(), ""));
        proofs.put(Who.OPERATOR, new Proof(bearer(appliance.operatorToken()), "operator"));
        add(Who.OTHER_READER, "reader");
        add(Who.READER, "reader", GROUP);
        add(Who.CONTRIBUTOR, "reader", GROUP);
        add(Who.CURATOR, "curator", GROUP);
        add(Who.ADMINISTRATOR, "administrator");
        add(Who.AUDITOR, "auditor");
        add(Who.EXPIRED, "administrator");
        add(Who.DISABLED, "reader", GROUP);
        proofs.put(Who.KEY_TO_READ, new Proof(bearer(key(Who.ADMINISTRATOR, "read")), person(Who.ADMINISTRATOR)));
        proofs.put(
                Who.KEY_TO_CONTRIBUTE, new Proof(bearer(key(Who.CONTRIBUTOR, "contribute")), person(Who.CONTRIBUTOR)));
        proofs.put(
                Who.KEY_EXPIRED,
                new Proof(bearer(key(Who.ADMINISTRATOR, "read", "contribute", "manage")), person(Who.ADMINISTRATOR)));
        revoke();
        appliance.administrator().answer("PUT", "/api/people/" + person(Who.DISABLED), Map.of("enabled", false));
        expire(data);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private void add(Who who, String role, String... groups) throws Exception {
        JsonNode person = appliance
                .administrator()
                .post(
                        "/api/people",
                        Map.of(
                                "name",
                                name(who),
                                "role",
                                role,
                                "groups",
                                Set.of(groups),
                                "password",
                                RunningAppliance.PASSWORD),
                        201);
        proofs.put(who, new Proof(Map.of(), person.path("id").asText()));
        signIn(who);
    }

    static String name(Who who) {
        return who.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// Signs somebody in anew, after what they did ended their session.
    void signIn(Who who) throws Exception {
        HttpResponse<String> answer = send(
                "POST",
                "/api/session",
                Map.of("Content-Type", "application/json"),
                JSON.writeValueAsBytes(Map.of("name", name(who), "password", RunningAppliance.PASSWORD)));
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf = JSON.readTree(answer.body()).path("csrf").asText();
        proofs.put(who, new Proof(Map.of("Cookie", cookie, "X-CSRF-Token", csrf), person(who)));
    }

    private String key(Who owner, String... scopes) throws Exception {
        return JSON.readTree(send(
                                owner,
                                "POST",
                                "/api/keys",
                                "{\"name\":\"k\",\"scopes\":%s}".formatted(JSON.writeValueAsString(List.of(scopes))))
                        .body())
                .path("key")
                .asText();
    }

    private void revoke() throws Exception {
        JsonNode made = JSON.readTree(send(Who.ADMINISTRATOR, "POST", "/api/keys", "{\"name\":\"revoked\"}")
                .body());
        proofs.put(Who.KEY_REVOKED, new Proof(bearer(made.path("key").asText()), person(Who.ADMINISTRATOR)));
        send(Who.ADMINISTRATOR, "DELETE", "/api/keys/" + made.path("id").asText(), "");
    }

    /// Turns back the times of the session and the key that are to be over.
    private void expire(Path data) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + data.resolve("fundstelle.db") + "?busy_timeout=10000");
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE session SET created = 1 WHERE person = '" + person(Who.EXPIRED) + "'");
            statement.executeUpdate("UPDATE api_key SET expires = 1 WHERE scopes = 'contribute,manage,read'");
        }
    }

    /// The identifier of somebody.
    String person(Who who) {
        return proofs.getOrDefault(who, new Proof(Map.of(), "")).person();
    }

    HttpResponse<String> send(Who who, String method, String path, String body) throws Exception {
        return send(who, method, path, "application/json", body);
    }

    HttpResponse<String> send(Who who, String method, String path, String type, String body) throws Exception {
        Map<String, String> headers = new java.util.HashMap<>(
                proofs.getOrDefault(who, new Proof(Map.of(), "")).headers());
        headers.put("Content-Type", type);
        return send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /// As a page of somebody else makes a browser send it: with the cookie, without the token.
    HttpResponse<String> sendWithoutToken(Who who, String method, String path) throws Exception {
        Map<String, String> headers = new java.util.HashMap<>(
                proofs.getOrDefault(who, new Proof(Map.of(), "")).headers());
        headers.remove("X-CSRF-Token");
        headers.put("Content-Type", "application/json");
        return send(method, path, headers, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(appliance.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.close();
    }
}
