// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/// The HTTP interface as a browser uses it: a cookie, and a token with every change.
public final class Caller implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String BOUNDARY = "fundstelle-test-boundary";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(LIMIT)
            .build();
    private final URI address;
    private String csrf = "";

    public Caller(URI address) {
        this.address = address;
    }

    /// Whether the server says that it is ready; false also while nobody listens.
    public boolean ready() throws InterruptedException {
        try {
            return send(request("/health/ready").GET()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public void signIn(String name, String password) throws IOException, InterruptedException {
        csrf = post("/api/session", Map.of("name", name, "password", password), 200)
                .path("csrf")
                .asText();
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(expect(send(request(path).GET()), 200).body());
    }

    public JsonNode post(String path, Map<String, ?> body, int status) throws IOException, InterruptedException {
        return json.readTree(expect(send(change(path, "application/json", json.writeValueAsBytes(body))), status)
                .body());
    }

    /// What a request is answered with, whatever that is.
    public HttpResponse<String> answer(String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        return send(csrf.isEmpty() ? request : request.header("X-CSRF-Token", csrf));
    }

    /// Forgets the token that changes need, as a page of somebody else would not have it.
    public void loseToken() {
        csrf = "";
    }

    public void delete(String path) throws IOException, InterruptedException {
        expect(answer("DELETE", path, Map.of()), 204);
    }

    /// Waits until something that the server tells is as wanted.
    public JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonNode told = get(path);
        while (!wanted.test(told)) {
            assertThat(System.nanoTime()).as("%s still tells %s", path, told).isLessThan(end);
            Thread.sleep(POLL);
            told = get(path);
        }
        return told;
    }

    /// The whole event stream of an answer.
    public String ask(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return expect(send(change(path, "application/json", json.writeValueAsBytes(body))), 200)
                .body();
    }

    /// An answer as it comes; the caller closes it, and is gone then.
    public HttpResponse<InputStream> open(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return http.send(
                change(path, "application/json", json.writeValueAsBytes(body)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    public JsonNode upload(String path, Map<String, byte[]> files) throws IOException, InterruptedException {
        return send("POST", path, files);
    }

    /// Brings one file under a key of another system.
    public JsonNode put(String path, String name, String text) throws IOException, InterruptedException {
        return send("PUT", path, Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// As above, with what the other system says about it; gives whatever the answer is.
    public HttpResponse<String> put(String path, Map<String, byte[]> files, Map<String, byte[]> fields)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> field : fields.entrySet()) {
            part(body, "name=\"%s\"".formatted(field.getKey()), field.getValue());
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            part(body, "name=\"files\"; filename=\"%s\"".formatted(file.getKey()), file.getValue());
        }
        return send("PUT", path, body);
    }

    private JsonNode send(String method, String path, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            part(body, "name=\"files\"; filename=\"%s\"".formatted(file.getKey()), file.getValue());
        }
        return json.readTree(expect(send(method, path, body), 202).body());
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        String head = "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, disposition);
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String method, String path, ByteArrayOutputStream body)
            throws IOException, InterruptedException {
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(change(path, "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray())
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpRequest.Builder change(String path, String type, byte[] body) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return csrf.isEmpty() ? request : request.header("X-CSRF-Token", csrf);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> expect(HttpResponse<String> response, int status) {
        assertThat(response.statusCode())
                .as("%s %s answered %s", response.request().method(), response.uri(), response.body())
                .isEqualTo(status);
        return response;
    }

    @Override
    public void close() {
        http.close();
    }
}
