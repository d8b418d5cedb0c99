// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.RunningAppliance;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every answer carries the headers that keep foreign code out, whoever made the answer.
class SecurityHeadersTest {

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data,
                Map.of(
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                        "FUNDSTELLE_SERVER_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    /// An answer as it came over the line: its first line and its headers, in small letters.
    private static String head(String request) throws Exception {
        try (Socket socket = new Socket(
                InetAddress.ofLiteral("127.0.0.1"), appliance.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                assertThat(next).as("answer to %s: %s", request, head).isNotNegative();
                head.append((char) next);
            }
            return head.toString().toLowerCase(Locale.ROOT);
        }
    }

    private static void expectHeaders(String head) {
        assertThat(head)
                .contains(
                        "content-security-policy: " + Headers.POLICY.toLowerCase(Locale.ROOT) + "\r\n",
                        "x-content-type-options: nosniff\r\n",
                        "x-frame-options: deny\r\n",
                        "referrer-policy: no-referrer\r\n",
                        "cross-origin-opener-policy: same-origin\r\n",
                        "cross-origin-resource-policy: same-origin\r\n",
                        "permissions-policy: accelerometer=(), camera=()",
                        "microphone=()",
                        "geolocation=()")
                .doesNotContain("\r\nserver:", "helidon");
    }

    @Test
    void areOnEveryKindOfAnswer() throws Exception {
        String host = " HTTP/1.1\r\nHost: localhost\r\n";
        Map<String, String> requests = Map.ofEntries(
                Map.entry("GET /" + host + "\r\n", " 200 "),
                Map.entry("GET /favicon.svg" + host + "\r\n", " 200 "),
                Map.entry("GET /health/live" + host + "\r\n", " 200 "),
                Map.entry("GET /nothing.txt" + host + "\r\n", " 404 "),
                Map.entry("GET /api/nothing" + host + "\r\n", " 404 "),
                Map.entry("POST /nothing" + host + "Content-Length: 0\r\n\r\n", " 404 "),
                Map.entry("BREW /api/collections" + host + "\r\n", " 404 "),
                Map.entry("GET /api/collections" + host + "\r\n", " 401 "),
                Map.entry("POST /api/session" + host + "Content-Length: 2\r\n\r\n{]", " 400 "),
                Map.entry("GET /" + " HTTP/1.1\r\n\r\n", " 400 "), // no host
                Map.entry("GET /a b" + host + "\r\n", " 400 "),
                Map.entry("GET /?<script>" + host + "\r\n", " 400 "),
                Map.entry("GET /" + host + "Transfer-Encoding: gzip\r\n\r\n", " 400 "),
                Map.entry("POST /api/session" + host + "Content-Length: 9999999999999\r\n\r\n", " 413 "),
                Map.entry("POST /api/session" + host + "Content-Length: many\r\n\r\n", " 400 "));
        for (Map.Entry<String, String> each : requests.entrySet()) {
            String head = head(each.getKey());
            assertThat(head.lines().findFirst().orElse(""))
                    .as("%.80s", each.getKey())
                    .contains(each.getValue());
            expectHeaders(head);
            assertThat(head).as("over plain HTTP").doesNotContain("strict-transport-security");
        }
    }

    @Test
    void tellProblemsOfTheServerItselfAsOurOwnWithoutTheCause() throws Exception {
        String head = head("GET /?<script>alert(1)</script> HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(head).contains("content-type: application/problem+json; charset=utf-8");
    }

    @Test
    void demandHttpsOnceATrustedProxySaysThatItWasUsed() throws Exception {
        String get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(head(get + "X-Forwarded-Proto: https\r\n\r\n"))
                .contains("strict-transport-security: max-age=31536000\r\n");
        assertThat(head(get + "X-Forwarded-Proto: https, http\r\n\r\n")).doesNotContain("strict-transport-security");
    }

    @Test
    void allowNothingUnsafe() {
        assertThat(Headers.POLICY).doesNotContain("unsafe", "*", "http:", "https:", "blob:");
    }

    @Test
    void leaveTheSandboxOnOriginals() throws Exception {
        String document = appliance.text(appliance.collection("Originale"), "o.txt", "Der Bauhof öffnet um sieben.");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> original = client.send(
                    HttpRequest.newBuilder(appliance.address().resolve("/api/documents/" + document + "/original"))
                            .header("Authorization", "Bearer " + appliance.operatorToken())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(original.statusCode()).isEqualTo(200);
            assertThat(original.headers().allValues("Content-Security-Policy"))
                    .isEqualTo(List.of("sandbox; default-src 'none'"));
            assertThat(original.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            assertThat(original.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }
}
