// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.fundstelle.FreePort;
import de.fundstelle.RunningAppliance;
import de.fundstelle.access.Role;
import de.fundstelle.access.oidc.Arrival;
import de.fundstelle.access.oidc.Departure;
import de.fundstelle.access.oidc.OpenIdConnect;
import de.fundstelle.access.oidc.Refusal;
import de.fundstelle.access.oidc.Refused;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import de.fundstelle.models.FakeModelServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sign-in at a real Keycloak: as the program speaks with it, and as people see it in a real Chromium.
@Tag("machine")
class KeycloakTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static URI address;
    private static KeycloakProcess keycloak;
    private static FakeModelServer model;
    private static RunningAppliance appliance;

    @BeforeAll
    static void start() throws Exception {
        int port = FreePort.any();
        address = URI.create("http://127.0.0.1:" + port);
        keycloak = new KeycloakProcess(address, folder.resolve("keycloak.log"));
        model = new FakeModelServer();
        Path secret = Files.writeString(folder.resolve("secret"), KeycloakProcess.SECRET);
        appliance = RunningAppliance.start(
                folder.resolve("data"),
                Map.ofEntries(
                        Map.entry("FUNDSTELLE_SERVER_PORT", String.valueOf(port)),
                        Map.entry("FUNDSTELLE_SERVER_PUBLIC_URL", address.toString()),
                        Map.entry(
                                "FUNDSTELLE_ACCESS_OIDC_ISSUER",
                                keycloak.issuer().toString()),
                        Map.entry("FUNDSTELLE_ACCESS_OIDC_CLIENT_ID", KeycloakProcess.CLIENT),
                        Map.entry("FUNDSTELLE_ACCESS_OIDC_CLIENT_SECRET_FILE", secret.toString()),
                        Map.entry("FUNDSTELLE_ACCESS_OIDC_REQUIRED_GROUPS", "bauamt,leitung"),
                        Map.entry("FUNDSTELLE_ACCESS_OIDC_ADMINISTRATOR_GROUPS", "leitung"),
                        Map.entry("FUNDSTELLE_MODELS_CHAT_PROVIDER", "ollama"),
                        Map.entry("FUNDSTELLE_MODELS_CHAT_URL", model.url().toString()),
                        Map.entry("FUNDSTELLE_MODELS_CHAT_MODEL", "llama3.1:8b"),
                        Map.entry("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none")));
    }

    @AfterAll
    static void stop() throws Exception {
        appliance.close();
        model.close();
        keycloak.close();
    }

    // --- as the program speaks with it ---

    @Test
    void recognisesPeopleWithTheirGroups() throws Exception {
        try (OpenIdConnect connect = connect(keycloak.issuer(), false)) {
            assertThat(signIn(connect, "max")).isInstanceOfSatisfying(Arrival.Recognised.class, recognised -> {
                assertThat(recognised.account().provider())
                        .isEqualTo(keycloak.issuer().toString());
                assertThat(recognised.account().name()).isEqualTo("max");
                assertThat(recognised.account().groups()).containsExactly("leitung");
                assertThat(recognised.account().role()).isEqualTo(Role.ADMINISTRATOR);
                assertThat(recognised.sid()).isPresent();
            });
        }
    }

    @Test
    void aPublicClientWillDo() throws Exception {
        try (OpenIdConnect connect = connect(keycloak.issuer(), true)) {
            assertThat(signIn(connect, "erika")).isInstanceOf(Arrival.Recognised.class);
        }
    }

    @Test
    void aCodeThatWasUsedIsWorthNothing() throws Exception {
        try (OpenIdConnect connect = connect(keycloak.issuer(), false);
                OpenIdConnect other = connect(keycloak.issuer(), false)) {
            Departure.Ready ready = (Departure.Ready) connect.depart();
            String query = submit(ready.address(), "max").orElseThrow();
            assertThat(connect.arrive(ready.ticket(), query)).isInstanceOf(Arrival.Recognised.class);
            Departure.Ready again = (Departure.Ready) other.depart();
            String state = ready.address().getRawQuery().replaceFirst(".*[&?]?state=([^&]+).*", "$1");
            String otherState = again.address().getRawQuery().replaceFirst(".*[&?]?state=([^&]+).*", "$1");
            assertThat(other.arrive(again.ticket(), query.replace(state, otherState)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.EXPIRED));
        }
    }

    @Test
    void somebodyInNoRequiredGroupIsRefused() throws Exception {
        try (OpenIdConnect connect = connect(keycloak.issuer(), false)) {
            assertThat(signIn(connect, "gast"))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_ADMITTED));
        }
    }

    @Test
    void anIssuerThatNamesItselfOtherwiseIsNotBelieved() throws Exception {
        try (OpenIdConnect slash = connect(URI.create(keycloak.issuer() + "/"), false);
                OpenIdConnect unknown = connect(URI.create(keycloak.issuer() + "2"), false)) {
            assertThat(slash.depart())
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.detail()).contains("another issuer"));
            assertThat(unknown.depart())
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNREACHABLE));
        }
    }

    @Test
    void somebodyDisabledThereGetsNoCode() throws Exception {
        keycloak.enable("max", false);
        try (OpenIdConnect connect = connect(keycloak.issuer(), false)) {
            Departure.Ready ready = (Departure.Ready) connect.depart();
            assertThat(submit(ready.address(), "max")).isEmpty();
        } finally {
            keycloak.enable("max", true);
        }
    }

    // --- as people see it ---

    @Test
    void signsInReadsWhatTheGroupMayReadAndSignsOutAtBoth() throws Exception {
        appliance.collection("Bauakten", "bauamt");
        appliance.collection("Personalakten", "personalrat");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            page.getByTestId("sign-in-elsewhere").waitFor();
            browsing.look("sign-in-elsewhere");
            signIn(page, "erika");
            assertThat(page.getByTestId("person")).containsText("erika");
            page.navigate("/ablage");
            link(page, "Bauakten").waitFor();
            assertThat(link(page, "Personalakten")).hasCount(0);
            assertThat(member("erika").path("groups").toString()).isEqualTo("[\"bauamt\"]");

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Abmelden"))
                    .click();
            page.locator("#kc-logout").click();
            page.getByTestId("sign-in-elsewhere").waitFor();
            assertThat(page.url()).startsWith(address.toString());
            assertThat(page.request().get("/api/session").status()).isEqualTo(401);
            page.getByTestId("sign-in-elsewhere").click();
            page.locator("#username").waitFor(); // signed out there, too: it asks again
        }
    }

    @Test
    void whoeverIsSignedOutThereIsSignedOutHereInTheMiddleOfAnAnswer() throws Exception {
        String collection = appliance.collection("Marktsachen", "bauamt");
        appliance.text(collection, "markt.txt", "Der Wochenmarkt beginnt am Samstag um sieben Uhr.");
        model.then(FakeModelServer.endless());
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            signIn(page, "erika");
            page.getByTestId("question").fill("Wann beginnt der Wochenmarkt?");
            page.keyboard().press("Enter");
            page.getByTestId("answer").waitFor();
            model.body();
            long begun = keycloak.signOut("erika");
            assertThat(model.sawClientLeave()).isTrue();
            assertThat(page.request().get("/api/session").status()).isEqualTo(401);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        }
    }

    @Test
    void whoeverIsDisabledThereStaysUntilTheirSessionThereIsEnded() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            signIn(page, "max");
            keycloak.enable("max", false);
            assertThat(page.request().get("/api/session").status())
                    .as("Keycloak tells nobody; the handbook names it")
                    .isEqualTo(200);
            keycloak.signOut("max");
            assertThat(page.request().get("/api/session").status()).isEqualTo(401);
        } finally {
            keycloak.enable("max", true);
        }
    }

    @Test
    void aLocalAccountOfTheSameNameIsSomebodyElse() throws Exception {
        appliance.person("moritz", "personalrat");
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            signIn(page, "moritz");
            JsonNode local = people("moritz")
                    .filter(one -> one.path("provider").asText().isEmpty())
                    .findFirst()
                    .orElseThrow();
            JsonNode foreign = people("moritz")
                    .filter(one -> one.path("provider")
                            .asText()
                            .equals(keycloak.issuer().toString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(foreign.path("id")).isNotEqualTo(local.path("id"));
            assertThat(foreign.path("name")).isNotEqualTo(local.path("name"));
            assertThat(foreign.path("groups").toString()).isEqualTo("[\"leitung\"]");
            assertThat(local.path("groups").toString()).isEqualTo("[\"personalrat\"]");
            assertThat(local.path("role").asText()).isEqualTo("reader");
        }
    }

    @Test
    void whoeverIsDisabledHereOrInNoGroupIsToldSo() throws Exception {
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            signIn(page, "erika");
            String id = member("erika").path("id").asText();
            assertThat(appliance
                            .administrator()
                            .answer("PUT", "/api/people/" + id, Map.of("enabled", false))
                            .statusCode())
                    .isEqualTo(200);
            page.navigate("/api/oidc/start"); // Keycloak still knows this browser
            assertThat(page.getByTestId("elsewhere-refused")).containsText("gesperrt");
            assertThat(page.request().get("/api/session").status()).isEqualTo(401);
            browsing.look("sign-in-refused");
            appliance.administrator().answer("PUT", "/api/people/" + id, Map.of("enabled", true));
        }
        try (Browsing browsing = desktop()) {
            Page page = browsing.page();
            page.navigate("/");
            submit(page, "gast");
            assertThat(page.getByTestId("elsewhere-refused")).containsText("Gruppe");
        }
    }

    @Test
    void nothingSecretIsInTheJournal() throws Exception {
        try (OpenIdConnect connect = connect(keycloak.issuer(), false)) {
            Departure.Ready ready = (Departure.Ready) connect.depart();
            appliance.stranger().answer("GET", "/api/oidc/callback?code=geheim&state=x", Map.of());
            String journal = appliance.administrator().get("/api/journal").toString();
            assertThat(journal).doesNotContain("geheim", ready.ticket(), KeycloakProcess.SECRET);
        }
    }

    private static Browsing desktop() {
        return new Browsing(address, 1280, 900, ColorScheme.LIGHT);
    }

    private static void signIn(Page page, String user) {
        submit(page, user);
        page.getByTestId("person").waitFor();
    }

    private static void submit(Page page, String user) {
        page.getByTestId("sign-in-elsewhere").click();
        page.locator("#username").fill(user);
        page.locator("#password").fill(KeycloakProcess.PASSWORD);
        page.locator("#kc-login").click();
    }

    private static com.microsoft.playwright.Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static JsonNode member(String name) throws IOException, InterruptedException {
        return people(name).findFirst().orElseThrow();
    }

    private static java.util.stream.Stream<JsonNode> people(String name) throws IOException, InterruptedException {
        JsonNode people = appliance.administrator().get("/api/people").path("people");
        return StreamSupport.stream(people.spliterator(), false)
                .filter(one -> one.path("name").asText().startsWith(name));
    }

    private static OpenIdConnect connect(URI issuer, boolean isPublic) {
        Settings.Oidc settings = new Settings.Oidc(
                Optional.of(issuer),
                isPublic ? KeycloakProcess.PUBLIC_CLIENT : KeycloakProcess.CLIENT,
                isPublic ? Optional.empty() : Optional.of(new Secret(KeycloakProcess.SECRET)),
                "Anmelden",
                Optional.empty(),
                "preferred_username",
                "groups",
                List.of("bauamt", "leitung"),
                List.of("leitung"),
                List.of(),
                List.of());
        return new OpenIdConnect(settings, issuer, address, Clock.systemUTC());
    }

    private static Arrival signIn(OpenIdConnect connect, String user) throws Exception {
        Departure.Ready ready = (Departure.Ready) connect.depart();
        return connect.arrive(ready.ticket(), submit(ready.address(), user).orElseThrow());
    }

    /// Fills in Keycloak's form; what comes back through the browser, if Keycloak sends it back.
    private static Optional<String> submit(URI departure, String user) throws Exception {
        // The JDK's own cookies would keep back those that are marked as secure.
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> form =
                    http.send(HttpRequest.newBuilder(departure).build(), HttpResponse.BodyHandlers.ofString());
            Matcher action = FORM.matcher(form.body());
            assertThat(action.find()).as(form.body()).isTrue();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                            .header("Cookie", cookies(form))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("username=%s&password=%s"
                                    .formatted(
                                            user, URLEncoder.encode(KeycloakProcess.PASSWORD, StandardCharsets.UTF_8))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.headers()
                    .firstValue("Location")
                    .map(URI::create)
                    .filter(location -> location.toString().startsWith(address.toString()))
                    .map(URI::getRawQuery);
        }
    }

    private static String cookies(HttpResponse<?> response) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.replaceFirst(";.*", "");
            cookies.put(pair.replaceFirst("=.*", ""), pair);
        }
        return cookies.values().stream().collect(Collectors.joining("; "));
    }
}
