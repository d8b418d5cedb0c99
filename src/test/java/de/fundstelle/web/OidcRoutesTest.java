// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.fundstelle.RunningAppliance;
import de.fundstelle.access.oidc.FakeIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The routes of OpenID Connect as a browser and an issuer use them.
class OidcRoutesTest {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private FakeIssuer issuer;
    private RunningAppliance appliance;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        issuer = FakeIssuer.started();
        Path secret = Files.writeString(folder.resolve("secret"), FakeIssuer.SECRET);
        appliance = RunningAppliance.start(
                folder.resolve("data"),
                Map.of(
                        "FUNDSTELLE_SERVER_PUBLIC_URL", "http://127.0.0.1",
                        "FUNDSTELLE_ACCESS_OIDC_ISSUER", issuer.address().toString(),
                        "FUNDSTELLE_ACCESS_OIDC_CLIENT_SECRET_FILE", secret.toString(),
                        "FUNDSTELLE_ACCESS_OIDC_LABEL", "Mit dem Stadtkonto",
                        "FUNDSTELLE_ACCESS_OIDC_REQUIRED_GROUPS", "bauamt",
                        "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
    }

    @AfterEach
    void stop() {
        appliance.close();
        issuer.close();
        http.close();
    }

    @Test
    void tellsThePageWhatTheButtonSays() throws Exception {
        assertThat(body(get("/api/info", "")).at("/oidc/label").asText()).isEqualTo("Mit dem Stadtkonto");
    }

    @Test
    void goesToTheIssuerAndComesBackSignedIn() throws Exception {
        HttpResponse<String> start = get("/api/oidc/start", "");
        assertThat(start.statusCode()).isEqualTo(302);
        assertThat(start.headers().firstValue("Cache-Control")).contains("no-store");
        String ticket = cookie(start, "fundstelle-ticket");
        assertThat(start.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/");

        HttpResponse<String> back = arrive(ticket, issuer.visit(location(start)));
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(location(back).toString()).isEqualTo("/");
        String session = cookie(back, "fundstelle");
        assertThat(back.headers().allValues("Set-Cookie"))
                .anyMatch(one -> one.startsWith("fundstelle=") && one.contains("SameSite=Strict"))
                .anyMatch(one -> one.startsWith("fundstelle-ticket=") && one.contains("Expires=Thu, 1 Jan 1970"));
        JsonNode me = body(get("/api/session", session));
        assertThat(me.at("/person/name").asText()).isEqualTo("erika.mustermann");
        assertThat(me.at("/person/groups").toString()).contains("bauamt", "alle");
        assertThat(me.path("sign_out_address").asText()).isEqualTo("/api/oidc/sign-out");
        assertThat(location(get("/api/oidc/sign-out", "")).toString()).startsWith(issuer.address() + "/logout?");
    }

    @Test
    void aSessionWithAPasswordHasNothingToEndAtTheIssuer() throws Exception {
        assertThat(appliance.administrator().get("/api/session").has("sign_out_address"))
                .isFalse();
    }

    @Test
    void whoeverIsRefusedLandsOnThePageWithTheReason() throws Exception {
        assertThat(location(arrive("", "")).toString()).isEqualTo("/anmelden?fehler=expired");
        assertThat(location(arrive("x", "code=a&state=b")).toString()).isEqualTo("/anmelden?fehler=expired");
        issuer.claim(claims -> claims.putArray("groups").add("kantine"));
        assertThat(location(signIn()).toString()).isEqualTo("/anmelden?fehler=not-admitted");
        issuer.claim(claims -> claims.put("aud", "wiki"));
        assertThat(location(signIn()).toString()).isEqualTo("/anmelden?fehler=failed");
        assertThat(signIn().headers().allValues("Set-Cookie")).noneMatch(one -> one.startsWith("fundstelle="));
        String journal = appliance.administrator().get("/api/journal").toString();
        assertThat(journal).contains("not-admitted").doesNotContain("erika", FakeIssuer.SUBJECT);
    }

    @Test
    void anIssuerThatIsDownIsSaidOnThePage() throws Exception {
        issuer.stop();
        HttpResponse<String> start = get("/api/oidc/start", "");
        assertThat(location(start).toString()).isEqualTo("/anmelden?fehler=unreachable");
        assertThat(location(get("/api/oidc/sign-out", "")).toString()).isEqualTo("/");
        assertThat(get("/health/ready", "").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverIsDisabledHereStaysOut() throws Exception {
        String session = cookie(signIn(), "fundstelle");
        String id = body(get("/api/session", session)).at("/person/id").asText();
        appliance.administrator().answer("PUT", "/api/people/" + id, Map.of("enabled", false));
        assertThat(get("/api/session", session).statusCode()).isEqualTo(401);
        assertThat(location(signIn()).toString()).isEqualTo("/anmelden?fehler=disabled");
    }

    @Test
    void aPersonIsTheSameAtEverySignInAndAsTheIssuerSaysToday() throws Exception {
        String first = cookie(signIn(), "fundstelle");
        String id = body(get("/api/session", first)).at("/person/id").asText();
        issuer.claim(claims -> claims.put("preferred_username", "erika.meier")
                .putArray("groups")
                .add("bauamt"));
        String second = cookie(signIn(), "fundstelle");
        JsonNode me = body(get("/api/session", second));
        assertThat(me.at("/person/id").asText()).isEqualTo(id);
        assertThat(me.at("/person/groups").toString()).isEqualTo("[\"bauamt\"]");
        assertThat(get("/api/session", first).statusCode())
                .as("a group was taken away")
                .isEqualTo(401);
    }

    @Test
    void theIssuerEndsSessions() throws Exception {
        String session = cookie(signIn(), "fundstelle");
        ObjectNode other = issuer.goodLogout().put("sid", "sitzung-2");
        assertThat(logout(issuer.logoutToken(other)).statusCode()).isEqualTo(200);
        assertThat(get("/api/session", session).statusCode())
                .as("another session there")
                .isEqualTo(200);
        String token = issuer.logoutToken(issuer.goodLogout());
        HttpResponse<String> ended = logout(token);
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(ended.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(get("/api/session", session).statusCode()).isEqualTo(401);
        assertThat(logout(token).statusCode()).as("a replay").isEqualTo(400);
        appliance.administrator().get("/api/session"); // signed in with a password: not the issuer's matter
    }

    @Test
    void anIssuerWithoutSessionNamesEndsAllOfASubject() throws Exception {
        issuer.claim(claims -> claims.remove("sid"));
        String session = cookie(signIn(), "fundstelle");
        assertThat(logout(issuer.logoutToken(issuer.goodLogout().put("sub", "somebody-else")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/session", session).statusCode()).isEqualTo(200);
        assertThat(logout(issuer.logoutToken(issuer.goodLogout())).statusCode()).isEqualTo(200);
        assertThat(get("/api/session", session).statusCode()).isEqualTo(401);
    }

    @Test
    void aLogoutThatIsNoneEndsNothing() throws Exception {
        String session = cookie(signIn(), "fundstelle");
        String good = issuer.logoutToken(issuer.goodLogout());
        for (String form : List.of(
                "",
                "logout_token=",
                "logout_token=%",
                "logout_token=x",
                "token=" + good,
                "logout_token=" + good + "&logout_token=" + good,
                "logout_token=" + "x".repeat(100_000))) {
            HttpResponse<String> answer = post(form);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertThat(get("/api/session", session).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> signIn() throws IOException, InterruptedException {
        HttpResponse<String> start = get("/api/oidc/start", "");
        return arrive(cookie(start, "fundstelle-ticket"), issuer.visit(location(start)));
    }

    private HttpResponse<String> arrive(String ticket, String query) throws IOException, InterruptedException {
        return get("/api/oidc/callback?" + query, ticket);
    }

    private HttpResponse<String> logout(String token) throws IOException, InterruptedException {
        return post("logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(appliance.address().resolve("/api/oidc/logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(appliance.address().resolve(path));
        return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode body(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private static URI location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").map(URI::create).orElseThrow();
    }

    /// The pair of name and value, as a browser sends it back.
    private static String cookie(HttpResponse<?> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith(name + "="))
                .map(one -> one.replaceFirst(";.*", ""))
                .findFirst()
                .orElseThrow();
    }
}
