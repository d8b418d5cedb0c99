// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import de.fundstelle.access.Account;
import de.fundstelle.access.Role;
import de.fundstelle.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdConnectTest extends WithFakeIssuer {

    @Test
    void recognisesWhoComesBackFromTheIssuer() {
        Arrival.Recognised recognised = recognised(signIn());
        assertThat(recognised.account())
                .isEqualTo(new Account(
                        issuer.address().toString(),
                        FakeIssuer.SUBJECT,
                        "erika.mustermann",
                        Role.CURATOR,
                        Set.of("bauamt", "alle")));
        assertThat(recognised.sid()).contains("sitzung-1");
        assertThat(issuer.userInfoRequests).as("the ID token said everything").hasValue(0);
    }

    @Test
    void sendsTheBrowserWithFreshSecretsAndThePublicAddress() {
        Set<String> secrets = new HashSet<>();
        for (int times = 0; times < 3; times++) {
            Departure.Ready ready = ready(connect);
            Map<String, String> asked = FakeIssuer.parameters(ready.address().getRawQuery());
            assertThat(asked)
                    .containsEntry("redirect_uri", "https://fundstelle.stadt.example/api/oidc/callback")
                    .containsEntry("code_challenge_method", "S256")
                    .containsEntry("scope", "openid profile")
                    .containsEntry("response_type", "code");
            assertThat(ready.address().toString()).doesNotContain(ready.ticket());
            secrets.addAll(
                    List.of(asked.get("state"), asked.get("nonce"), asked.get("code_challenge"), ready.ticket()));
        }
        assertThat(secrets).hasSize(12).allMatch(secret -> secret.length() >= 43);
    }

    @Test
    void aPublicClientNeedsNoSecret() {
        issuer.confidential = false;
        OpenIdConnect open = connect(settings(issuer.address(), Optional.empty(), Optional.empty(), "groups"));
        recognised(signIn(open));
    }

    @Test
    void aWrongSecretIsTheOperatorsMatter() {
        OpenIdConnect wrong =
                connect(settings(issuer.address(), Optional.of(new Secret("falsch")), Optional.empty(), "groups"));
        Refused refused = refused(signIn(wrong), Refusal.FAILED);
        assertThat(refused.detail())
                .contains("invalid_client", "client-secret-file")
                .doesNotContain("falsch");
    }

    @Test
    void takesKeysOfEllipticCurves() {
        issuer.key = Forge.ec("e1");
        issuer.published.add(issuer.key);
        recognised(signIn());
    }

    // --- keys ---

    @Test
    void followsTheIssuerToANewKey() {
        recognised(signIn());
        issuer.key = Forge.rsa("k2");
        issuer.published.add(issuer.key);
        recognised(signIn());
        assertThat(issuer.keyRequests).hasValue(2);
    }

    @Test
    void unknownKeysDoNotMakeAFloodOfRequests() {
        recognised(signIn());
        issuer.token =
                (claims, key) -> Forge.sign(Forge.header(key).put("kid", "k" + claims.get("nonce")), claims, key);
        for (int times = 0; times < 20; times++) {
            assertThat(signIn()).isInstanceOf(Refused.class);
        }
        assertThat(issuer.keyRequests.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void keysThatCannotBeFetchedAreNoReasonToBelieve() {
        issuer.instead.put("/keys", answering(500, "{}"));
        refused(signIn(), Refusal.UNREACHABLE);
        issuer.instead.clear();
        recognised(signIn());
    }

    // --- discovery ---

    @Test
    void startsWithoutItsIssuerAndGoesOnWhenThatComes() throws IOException {
        issuer = closing(FakeIssuer.notYetStarted());
        OpenIdConnect early = connect(settings(issuer));
        Refused refused = refused(early.depart(), Refusal.UNREACHABLE);
        assertThat(refused.detail()).contains("access.oidc.issuer");
        assertThat(early.signOutAddress()).isEmpty();
        issuer.start();
        refused(early.depart(), Refusal.UNREACHABLE);
        assertThat(issuer.discoveries)
                .as("a failure is remembered for a moment")
                .hasValue(0);
        clock.advance(Discovery.PAUSE);
        recognised(signIn(early));
    }

    @Test
    void anIssuerThatGoesAwayMidwayIsNoReasonToBelieve() throws IOException {
        Departure.Ready ready = ready(connect);
        String query = issuer.visit(ready.address());
        issuer.stop();
        refused(connect.arrive(ready.ticket(), query), Refusal.UNREACHABLE);
        issuer.start();
        recognised(signIn());
    }

    @Test
    void asksAgainAfterAnHour() {
        recognised(signIn());
        recognised(signIn());
        assertThat(issuer.discoveries).hasValue(1);
        clock.advance(Duration.ofHours(1));
        recognised(signIn());
        assertThat(issuer.discoveries).hasValue(2);
    }

    @Test
    void believesOnlyTheIssuerThatNamesItselfAsConfigured() {
        for (String name : List.of("/", "2", "/x")) {
            issuer.metadata = node -> node.put("issuer", issuer.address() + name);
            OpenIdConnect other = connect(settings(issuer));
            assertThat(refused(signIn(other), Refusal.FAILED).detail())
                    .as(name)
                    .contains("another issuer", "access.oidc.issuer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization_endpoint",
                "token_endpoint",
                "jwks_uri",
                "userinfo_endpoint",
                "end_session_endpoint"
            })
    void sendsNothingToAnEndpointInTheClear(String endpoint) {
        issuer.metadata = node -> node.put(endpoint, "http://login.stadt.example/x");
        assertThat(refused(connect.depart(), Refusal.FAILED).detail()).contains("https");
    }

    @Test
    void doesWithoutAnIssuerThatOnlySharesSecrets() {
        issuer.metadata = node -> node.putArray("id_token_signing_alg_values_supported")
                .add("HS256")
                .add("none");
        refused(connect.depart(), Refusal.FAILED);
    }

    @Test
    void metadataThatIsNoneIsRefused() {
        for (String body : List.of("", "[]", "{}", "<html>", "{\"issuer\":7}", "{\"issuer\":\"\"}")) {
            issuer.instead.put("/.well-known/openid-configuration", answering(200, body));
            refused(connect(settings(issuer)).depart(), Refusal.FAILED);
        }
    }

    @Test
    void followsNoRedirectAndReadsNoEndlessAnswer() {
        issuer.instead.put("/.well-known/openid-configuration", exchange -> {
            exchange.getResponseHeaders().set("Location", issuer.address() + "/elsewhere");
            answering(302, "").accept(exchange);
        });
        issuer.instead.put("/elsewhere", exchange -> {
            throw new IllegalStateException("followed");
        });
        refused(connect.depart(), Refusal.UNREACHABLE);
        issuer.instead.put(
                "/.well-known/openid-configuration", answering(200, " ".repeat(IssuerConnection.LARGEST_ANSWER + 1)));
        refused(connect(settings(issuer)).depart(), Refusal.UNREACHABLE);
    }

    // --- what comes back through the browser ---

    @Test
    void aSignInCountsOnce() {
        Departure.Ready ready = ready(connect);
        String query = issuer.visit(ready.address());
        recognised(connect.arrive(ready.ticket(), query));
        refused(connect.arrive(ready.ticket(), query), Refusal.EXPIRED);
    }

    @Test
    void ofManyArrivalsAtOnceOneIsRecognised() throws Exception {
        Departure.Ready ready = ready(connect);
        String query = issuer.visit(ready.address());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Arrival>> arrivals = IntStream.range(0, 20)
                    .mapToObj(number -> threads.submit(() -> connect.arrive(ready.ticket(), query)))
                    .toList();
            int recognised = 0;
            for (Future<Arrival> arrival : arrivals) {
                recognised += arrival.get() instanceof Arrival.Recognised ? 1 : 0;
            }
            assertThat(recognised).isEqualTo(1);
        }
    }

    @Test
    void aCodeThatWasUsedElsewhereIsWorthNothing() {
        Departure.Ready one = ready(connect);
        String first = issuer.visit(one.address());
        recognised(connect.arrive(one.ticket(), first));
        Departure.Ready two = ready(connect);
        Map<String, String> second = FakeIssuer.parameters(issuer.visit(two.address()));
        second.put("code", FakeIssuer.parameters(first).get("code"));
        refused(connect.arrive(two.ticket(), FakeIssuer.query(second)), Refusal.EXPIRED);
    }

    @Test
    void aCodeOfAnotherBrowserIsWorthNothing() {
        Departure.Ready mine = ready(connect);
        Departure.Ready theirs = ready(connect);
        Map<String, String> back = FakeIssuer.parameters(issuer.visit(mine.address()));
        back.put("code", FakeIssuer.parameters(issuer.visit(theirs.address())).get("code"));
        refused(connect.arrive(mine.ticket(), FakeIssuer.query(back)), Refusal.EXPIRED);
    }

    @Test
    void aForeignTicketDoesNotHelpAndDoesNotHarm() {
        Departure.Ready mine = ready(connect);
        Departure.Ready theirs = ready(connect);
        String query = issuer.visit(mine.address());
        for (String ticket : List.of("", "x", theirs.ticket(), mine.ticket() + "x")) {
            refused(connect.arrive(ticket, query), Refusal.EXPIRED);
        }
        recognised(connect.arrive(mine.ticket(), query));
    }

    @Test
    void aStateThatIsNotOursDoesNotSpoilTheSignInUnderWay() {
        Departure.Ready ready = ready(connect);
        String query = issuer.visit(ready.address());
        for (String other : List.of("", "code=x", "code=x&state=", "code=x&state=y", "state", "%", "&&=")) {
            assertThat(connect.arrive(ready.ticket(), other)).as(other).isInstanceOf(Refused.class);
        }
        recognised(connect.arrive(ready.ticket(), query));
    }

    @Test
    void aSignInTakesTenMinutesAtTheMost() {
        Departure.Ready slow = ready(connect);
        clock.advance(Departures.LONGEST_WAY.minusSeconds(1));
        recognised(connect.arrive(slow.ticket(), issuer.visit(slow.address())));
        Departure.Ready tooSlow = ready(connect);
        clock.advance(Departures.LONGEST_WAY);
        refused(connect.arrive(tooSlow.ticket(), issuer.visit(tooSlow.address())), Refusal.EXPIRED);
    }

    @Test
    void theOldestGoesWhenTooManyAreUnderWay() {
        Departures departures = new Departures(clock);
        String state = departures.add("erste").state().getValue();
        String second = departures.add("zweite").state().getValue();
        for (int number = 2; number <= Departures.MOST; number++) {
            departures.add("ticket " + number);
        }
        assertThat(departures.size()).isEqualTo(Departures.MOST);
        assertThat(departures.take("erste", state)).isEmpty();
        assertThat(departures.take("zweite", second)).isPresent();
        clock.advance(Departures.LONGEST_WAY);
        departures.add("später");
        assertThat(departures.size()).as("what is over is forgotten").isEqualTo(1);
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotTaken() {
        for (String other : List.of("https://boese.example", issuer.address() + "/", "")) {
            refused(signInWith(back -> replaced(back, "iss", other)), Refusal.FAILED);
        }
        Arrival missing = signInWith(back -> removed(back, "iss"));
        assertThat(refused(missing, Refusal.FAILED).detail())
                .as("promised in the metadata")
                .contains("(iss)");
    }

    @Test
    void anIssuerThatDoesNotPromiseItsNameNeedNotSendIt() {
        issuer.metadata = node -> node.remove("authorization_response_iss_parameter_supported");
        recognised(signInWith(back -> removed(back, "iss")));
        refused(signInWith(back -> replaced(back, "iss", "https://boese.example")), Refusal.FAILED);
    }

    @Test
    void tellsWhoWasRefusedByTheIssuer() {
        Arrival arrival = signInWith(back -> replaced(removed(back, "code"), "error", "access_denied"));
        assertThat(refused(arrival, Refusal.DENIED).detail()).contains("access_denied");
        Arrival talkative = signInWith(back -> replaced(removed(back, "code"), "error", "Erika Mustermann\nist krank"));
        assertThat(refused(talkative, Refusal.FAILED).detail()).doesNotContain("Erika", "\n");
    }

    @Test
    void neitherCodeNorErrorIsNoAnswer() {
        refused(signInWith(back -> removed(back, "code")), Refusal.FAILED);
        refused(signInWith(back -> replaced(back, "code", "")), Refusal.FAILED, Refusal.EXPIRED);
    }

    @Test
    void aParameterTwiceIsNoAnswer() {
        Departure.Ready ready = ready(connect);
        refused(connect.arrive(ready.ticket(), issuer.visit(ready.address()) + "&code=x"), Refusal.FAILED);
        refused(connect.arrive(ready.ticket(), "state=" + "x".repeat(9000)), Refusal.FAILED);
    }

    @Test
    void aTokenAnswerThatIsNoneIsRefused() {
        for (String body : List.of(
                "",
                "[]",
                "{}",
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
                "{\"error\":7}",
                "{\"access_token\":\"\",\"token_type\":\"Bearer\",\"id_token\":\"\"}")) {
            issuer.instead.put("/token", answering(200, body));
            refused(signIn(), Refusal.FAILED);
        }
        issuer.instead.put("/token", answering(500, "<html>"));
        refused(signIn(), Refusal.FAILED);
        issuer.instead.put("/token", answering(200, "x".repeat(IssuerConnection.LARGEST_ANSWER + 1)));
        refused(signIn(), Refusal.UNREACHABLE);
    }

    // --- groups and names ---

    @Test
    void letsInOnlyWhoIsInARequiredGroup() {
        OpenIdConnect strict =
                connect(settings(issuer.address(), secret(), Optional.empty(), "groups", List.of("leitung", "bauamt")));
        recognised(signIn(strict));
        issuer.claims = claims -> claims.putArray("groups").add("Bauamt").add("bauamt2");
        Refused refused = refused(signIn(strict), Refusal.NOT_ADMITTED);
        assertThat(refused.detail()).contains("access.oidc.required-groups").doesNotContain("Bauamt", "erika");
        issuer.claims = claims -> claims.remove("groups");
        refused(signIn(strict), Refusal.NOT_ADMITTED);
    }

    @Test
    void groupsMakeRoles() {
        assertThat(roleOf("leitung", "bauamt", "revision")).isEqualTo(Role.ADMINISTRATOR);
        assertThat(roleOf("bauamt", "revision")).isEqualTo(Role.AUDITOR);
        assertThat(roleOf("bauamt")).isEqualTo(Role.CURATOR);
        assertThat(roleOf("LEITUNG", "leitung2", "alle")).isEqualTo(Role.READER);
        assertThat(roleOf()).isEqualTo(Role.READER);
    }

    @Test
    void groupsAreFoundInsideOfObjectsAndUnderNamesWithDots() {
        issuer.claims = claims -> {
            claims.remove("groups");
            claims.putObject("realm_access").putArray("roles").add("bauamt");
            claims.putArray("stadt.example/rollen").add("leitung");
        };
        assertThat(groupsWith("realm_access.roles")).containsExactly("bauamt");
        assertThat(groupsWith("stadt.example/rollen")).containsExactly("leitung");
        assertThat(groupsWith("realm_access.roles.more")).isEmpty();
        assertThat(groupsWith("realm_access.")).isEmpty();
    }

    @Test
    void whatIsNoGroupIsLeftOut() {
        issuer.claims = claims -> claims.putArray("groups")
                .add(7)
                .add("")
                .add("  ")
                .add("x".repeat(256))
                .add(" bauamt ")
                .addNull()
                .addObject()
                .put("name", "leitung");
        assertThat(recognised(signIn()).account().groups()).containsExactly("bauamt");
        issuer.claims = claims -> claims.put("groups", "bauamt");
        assertThat(recognised(signIn()).account().groups()).containsExactly("bauamt");
        issuer.claims = claims -> claims.put("groups", 7);
        assertThat(recognised(signIn()).account().groups()).isEmpty();
    }

    @Test
    void asksTheUserinfoEndpointForWhatTheIdTokenLacks() {
        issuer.claims = claims -> claims.without(List.of("groups", "preferred_username"));
        issuer.userInfo = info ->
                info.put("preferred_username", "erika").putArray("groups").add("leitung");
        Account account = recognised(signIn()).account();
        assertThat(account.name()).isEqualTo("erika");
        assertThat(account.groups()).containsExactly("leitung");
        assertThat(account.role()).isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void theIdTokenCountsMoreThanTheUserinfoEndpoint() {
        issuer.claims = claims -> claims.remove("preferred_username");
        issuer.userInfo = info ->
                info.put("preferred_username", "erika").putArray("groups").add("leitung");
        assertThat(recognised(signIn()).account().groups()).containsExactlyInAnyOrder("bauamt", "alle");
    }

    @Test
    void aUserinfoAnswerAboutSomebodyElseIsRefused() {
        issuer.claims = claims -> claims.remove("groups");
        for (String other : List.of("", "f:4711:ERIKA", "somebody-else")) {
            issuer.userInfo = info -> info.put("sub", other).putArray("groups").add("leitung");
            refused(signIn(), Refusal.FAILED);
        }
        issuer.userInfo = info -> info.remove("sub");
        refused(signIn(), Refusal.FAILED);
        issuer.instead.put("/userinfo", answering(500, "{}"));
        refused(signIn(), Refusal.FAILED);
    }

    @Test
    void anIssuerWithoutUserinfoHasPeopleWithoutGroups() {
        issuer.metadata = node -> node.remove("userinfo_endpoint");
        issuer.claims = claims -> claims.without(List.of("groups", "preferred_username"));
        Account account = recognised(signIn()).account();
        assertThat(account.groups()).isEmpty();
        assertThat(account.name()).as("the subject, for want of a name").isEqualTo(FakeIssuer.SUBJECT);
    }

    @Test
    void namesStandOnOneLineAndAreNotEndless() {
        issuer.claims = claims -> claims.put("preferred_username", "  Erika\u0000\r\n\u202e Muster\u200b ");
        assertThat(recognised(signIn()).account().name()).isEqualTo("Erika Muster");
        issuer.claims = claims -> claims.put("preferred_username", "😀".repeat(500));
        assertThat(recognised(signIn()).account().name()).isEqualTo("😀".repeat(Claims.LONGEST_NAME));
        issuer.claims = claims -> claims.put("preferred_username", "\u200b\n");
        assertThat(recognised(signIn()).account().name()).isEqualTo(FakeIssuer.SUBJECT);
    }

    @Test
    void anAddressOfMailBindsNobody() {
        issuer.claims = claims -> claims.put("email", "a@stadt.example").put("email_verified", true);
        Account one = recognised(signIn()).account();
        issuer.claims = claims ->
                claims.put("sub", "anders").put("email", "a@stadt.example").put("email_verified", true);
        Account other = recognised(signIn()).account();
        assertThat(one.subject()).isNotEqualTo(other.subject());
        assertThat(one.toString()).doesNotContain("a@stadt.example");
    }

    // --- logout ---

    @Test
    void endsTheSessionThatTheIssuerNames() {
        assertThat(connect.ended(issuer.logoutToken(issuer.goodLogout())))
                .isEqualTo(new Ending.Ended(
                        issuer.address().toString(), Optional.of(FakeIssuer.SUBJECT), Optional.of("sitzung-1")));
        ObjectNode onlySession = issuer.goodLogout();
        onlySession.remove("sub");
        assertThat(connect.ended(issuer.logoutToken(onlySession)))
                .isEqualTo(new Ending.Ended(issuer.address().toString(), Optional.empty(), Optional.of("sitzung-1")));
        ObjectNode onlySubject = issuer.goodLogout();
        onlySubject.remove("sid");
        assertThat(connect.ended(issuer.logoutToken(onlySubject)))
                .isEqualTo(new Ending.Ended(
                        issuer.address().toString(), Optional.of(FakeIssuer.SUBJECT), Optional.empty()));
    }

    @Test
    void aLogoutTokenCountsOnce() {
        String token = issuer.logoutToken(issuer.goodLogout());
        assertThat(connect.ended(token)).isInstanceOf(Ending.Ended.class);
        for (int times = 0; times < 3; times++) {
            clock.advance(Tokens.LOGOUT_AGE.dividedBy(3));
            assertThat(connect.ended(token)).isInstanceOf(Refused.class);
        }
        clock.advance(Duration.ofHours(1));
        assertThat(connect.ended(token)).as("forgotten, but too old").isInstanceOf(Refused.class);
    }

    @Test
    void manyLogoutTokensDoNotFillTheMemory() {
        Seen seen = new Seen(clock, Duration.ofMinutes(5));
        for (int number = 0; number <= Seen.MOST; number++) {
            assertThat(seen.first("jti " + number)).isTrue();
        }
        assertThat(seen.first("jti " + Seen.MOST)).isFalse();
        assertThat(seen.first("jti 0")).as("the oldest had to go").isTrue();
    }

    @Test
    void sendsTheBrowserToTheIssuersSignOut() {
        assertThat(connect.signOutAddress())
                .get()
                .extracting(URI::toString)
                .asString()
                .startsWith(issuer.address() + "/logout?")
                .contains("client_id=fundstelle", "post_logout_redirect_uri=https%3A%2F%2Ffundstelle.stadt.example%2F");
        issuer.metadata = node -> node.remove("end_session_endpoint");
        assertThat(connect(settings(issuer)).signOutAddress()).isEmpty();
    }

    // --- addresses and certificates ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.stadt.example/realms/stadt",
                "http://localhost.stadt.example/",
                "http://127.0.0.1.stadt.example/",
                "http://127.0.0.1@stadt.example/",
                "https://login.stadt.example/?realm=stadt",
                "https://login.stadt.example/#stadt",
                "https://name:geheim@login.stadt.example/",
                "ftp://localhost/",
                "https:realm",
                "login"
            })
    void anIssuerThatIsNotSafeStopsTheStart(String address) {
        assertThatThrownBy(() -> connect(settings(URI.create(address), secret(), Optional.empty(), "groups")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("access.oidc.issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/realms/stadt",
                "http://[::1]:8080",
                "http://127.0.0.1",
                "https://x.example"
            })
    void plainHttpIsEnoughOnTheSameMachine(String address) {
        OpenIdConnect local = connect(settings(URI.create(address), secret(), Optional.empty(), "groups"));
        assertThat(local).isNotNull();
    }

    @Test
    void trustsTheInHouseAuthorityAndNothingElse(@TempDir Path folder) throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder.resolve("eine"));
        OwnAuthority other = OwnAuthority.make(folder.resolve("andere"));
        issuer = closing(FakeIssuer.started(Optional.of(authority.serverContext())));
        recognised(
                signIn(connect(settings(issuer.address(), secret(), Optional.of(authority.certificate()), "groups"))));
        Optional<Path> none = Optional.empty();
        for (Optional<Path> trusted : List.of(none, Optional.of(other.certificate()))) {
            OpenIdConnect wary = connect(settings(issuer.address(), secret(), trusted, "groups"));
            assertThat(refused(wary.depart(), Refusal.UNREACHABLE).detail())
                    .contains("SSLHandshakeException", "access.oidc.ca-file");
        }
    }

    @Test
    void aFileWithoutCertificatesStopsTheStart(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("leer.pem"), "");
        Path text = Files.writeString(folder.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
        for (Path file : List.of(empty, text, folder.resolve("fehlt.pem"))) {
            assertThatThrownBy(() -> connect(settings(issuer.address(), secret(), Optional.of(file), "groups")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("access.oidc.ca-file");
        }
    }

    private static Optional<Secret> secret() {
        return Optional.of(new Secret(FakeIssuer.SECRET));
    }

    private Role roleOf(String... groups) {
        issuer.claims = claims -> {
            var list = claims.putArray("groups");
            List.of(groups).forEach(list::add);
        };
        return recognised(signIn()).account().role();
    }

    private Set<String> groupsWith(String claim) {
        OpenIdConnect other = connect(settings(issuer.address(), secret(), Optional.empty(), claim));
        return recognised(signIn(other)).account().groups();
    }

    private Arrival signInWith(UnaryOperator<Map<String, String>> answer) {
        issuer.answer = answer;
        return signIn();
    }

    private static Map<String, String> replaced(Map<String, String> parameters, String name, String value) {
        Map<String, String> copy = new HashMap<>(parameters);
        copy.put(name, value);
        return copy;
    }

    private static Map<String, String> removed(Map<String, String> parameters, String name) {
        Map<String, String> copy = new HashMap<>(parameters);
        copy.remove(name);
        return copy;
    }

    private static java.util.function.Consumer<HttpExchange> answering(int status, String body) {
        return exchange -> {
            try {
                FakeIssuer.send(exchange, status, body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Departure.Ready ready(OpenIdConnect connect) {
        Departure departure = connect.depart();
        assertThat(departure).isInstanceOf(Departure.Ready.class);
        return (Departure.Ready) departure;
    }

    private static Arrival.Recognised recognised(Arrival arrival) {
        assertThat(arrival).isInstanceOf(Arrival.Recognised.class);
        return (Arrival.Recognised) arrival;
    }

    private static Refused refused(Object outcome, Refusal... expected) {
        assertThat(outcome).isInstanceOf(Refused.class);
        Refused refused = (Refused) outcome;
        assertThat(refused.refusal()).as(refused.detail()).isIn((Object[]) expected);
        return refused;
    }
}
