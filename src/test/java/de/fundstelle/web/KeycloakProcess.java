// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real Keycloak in a process of its own, with a realm for one run and nothing kept.
///
/// It is reached as `localhost` and the program as `127.0.0.1`, so that browsers take them for two sites.
final class KeycloakProcess implements AutoCloseable {

    static final String CLIENT = "fundstelle";
    static final String PUBLIC_CLIENT = "fundstelle-offen";
    static final String SECRET = "ein Geheimnis für den Test";
    static final String PASSWORD = "ein Satz nur für Keycloak";

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String ADMINISTRATOR = "meister";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port = FreePort.any();
    private final Process process;

    /// Starts it, and waits until the realm answers.
    ///
    /// @param program where the program under test is reached
    KeycloakProcess(URI program, Path log) throws IOException, InterruptedException {
        Path home = home();
        Path realms = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(realms.resolve("stadt-realm.json"), realm(program));
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD));
        process = builder.start();
        awaitRealm(log);
    }

    URI issuer() {
        return URI.create("http://localhost:%d/realms/stadt".formatted(port));
    }

    /// Ends all sessions of somebody there, as an administrator of the realm does.
    ///
    /// @return the time of the machine at which that was asked for
    long signOut(String user) throws IOException, InterruptedException {
        String token = token();
        String id = id(token, user);
        long asked = System.nanoTime();
        change(token, "POST", "/users/%s/logout".formatted(id), "{}");
        return asked;
    }

    void enable(String user, boolean enabled) throws IOException, InterruptedException {
        String token = token();
        change(token, "PUT", "/users/" + id(token, user), "{\"enabled\":%s}".formatted(enabled));
    }

    @Override
    public void close() {
        http.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String id(String token, String user) throws IOException, InterruptedException {
        return json.readTree(change(token, "GET", "/users?exact=true&username=" + user, ""))
                .path(0)
                .path("id")
                .asText();
    }

    private String token() throws IOException, InterruptedException {
        String form = Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        ADMINISTRATOR,
                        "password",
                        PASSWORD)
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return json.readTree(send(HttpRequest.newBuilder(address("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))))
                .path("access_token")
                .asText();
    }

    private String change(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address("/admin/realms/stadt" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Keycloak answers %d: %s".formatted(response.statusCode(), response.body()));
        }
        return response.body();
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private void awaitRealm(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException("Keycloak does not start:\n" + Files.readString(log));
            }
            Thread.sleep(POLL);
        }
    }

    private boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path home() throws IOException {
        Path parent = Path.of("target", "keycloak").toAbsolutePath();
        if (!Files.isDirectory(parent)) {
            throw new IOException("there is no " + parent + "; run: mvn dependency:unpack@keycloak");
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> child.getFileName().toString().startsWith("keycloak-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no Keycloak in " + parent));
        }
    }

    private String realm(URI program) throws IOException {
        return json.writeValueAsString(Map.of(
                "realm",
                "stadt",
                "enabled",
                true,
                "sslRequired",
                "none",
                "groups",
                List.of(Map.of("name", "bauamt"), Map.of("name", "leitung")),
                "users",
                List.of(user("erika", "bauamt"), user("max", "leitung"), user("moritz", "leitung"), user("gast")),
                "clients",
                List.of(client(program, CLIENT, false), client(program, PUBLIC_CLIENT, true))));
    }

    private static Map<String, Object> user(String name, String... groups) {
        return Map.of(
                "username",
                name,
                "enabled",
                true,
                "firstName",
                name,
                "lastName",
                "Muster",
                "email",
                name + "@stadt.example",
                "emailVerified",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)),
                "groups",
                Stream.of(groups).map(group -> "/" + group).toList());
    }

    private static Map<String, Object> client(URI program, String name, boolean isPublic) {
        return Map.of(
                "clientId",
                name,
                "enabled",
                true,
                "protocol",
                "openid-connect",
                "publicClient",
                isPublic,
                "secret",
                SECRET,
                "standardFlowEnabled",
                true,
                "redirectUris",
                List.of(program + "/api/oidc/callback"),
                "attributes",
                Map.of(
                        "pkce.code.challenge.method",
                        "S256",
                        "backchannel.logout.url",
                        program + "/api/oidc/logout",
                        "backchannel.logout.session.required",
                        "true",
                        "post.logout.redirect.uris",
                        program.toString()),
                "protocolMappers",
                List.of(Map.of(
                        "name", "groups",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-group-membership-mapper",
                        "config",
                                Map.of(
                                        "claim.name", "groups",
                                        "full.path", "false",
                                        "id.token.claim", "true",
                                        "userinfo.token.claim", "true"))));
    }
}
