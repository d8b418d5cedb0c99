// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import de.fundstelle.FreePort;
import de.fundstelle.access.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/// A small issuer of OpenID Connect that speaks real HTTP, keeps to the rules, and breaks those that a test names.
public final class FakeIssuer implements AutoCloseable {

    public static final String CLIENT = "fundstelle";
    public static final String SECRET = "ein Geheimnis: nur für +Tests";
    public static final String SUBJECT = "f:4711:erika";

    private static final JWK FIRST = Forge.rsa("k1");

    private final int port;
    private final Optional<SSLContext> tls;
    private Optional<HttpServer> server = Optional.empty();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    final List<JWK> published = new CopyOnWriteArrayList<>();
    final AtomicInteger keyRequests = new AtomicInteger();
    final AtomicInteger discoveries = new AtomicInteger();
    final AtomicInteger userInfoRequests = new AtomicInteger();

    /// The key that signs now.
    volatile JWK key = FIRST;

    volatile boolean confidential = true;
    volatile Consumer<ObjectNode> metadata = node -> {};
    volatile Consumer<ObjectNode> claims = node -> {};
    volatile Consumer<ObjectNode> userInfo = node -> {};

    /// Changes the claims of ID tokens from now on.
    public void claim(Consumer<ObjectNode> change) {
        claims = change;
    }

    /// Changes what goes back through the browser.
    volatile UnaryOperator<Map<String, String>> answer = parameters -> parameters;

    /// Makes the ID token from its right claims.
    volatile BiFunction<ObjectNode, JWK, String> token = (claims, key) -> Forge.sign(Forge.header(key), claims, key);

    /// In place of a whole answer of the named path.
    final Map<String, Consumer<HttpExchange>> instead = new ConcurrentHashMap<>();

    private FakeIssuer(int port, Optional<SSLContext> tls) {
        this.port = port;
        this.tls = tls;
        published.add(key);
    }

    /// One that answers.
    public static FakeIssuer started() throws IOException {
        return started(Optional.empty());
    }

    static FakeIssuer started(Optional<SSLContext> tls) throws IOException {
        FakeIssuer issuer = new FakeIssuer(FreePort.any(), tls);
        issuer.start();
        return issuer;
    }

    static FakeIssuer notYetStarted() throws IOException {
        return new FakeIssuer(FreePort.any(), Optional.empty());
    }

    void start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer fresh = tls.isPresent() ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        if (fresh instanceof HttpsServer secure) {
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.orElseThrow()));
        }
        fresh.setExecutor(threads);
        fresh.createContext("/", this::serve);
        fresh.start();
        server = Optional.of(fresh);
    }

    /// As if the machine were off.
    public void stop() {
        server.ifPresent(running -> running.stop(0));
        server = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    /// As it names itself.
    public URI address() {
        return URI.create("%s://127.0.0.1:%d/realms/stadt".formatted(tls.isPresent() ? "https" : "http", port));
    }

    /// What a browser brings back from the sign-in page: the query of the address it is sent to.
    public String visit(URI departure) {
        Map<String, String> asked = parameters(departure.getRawQuery());
        if (!"code".equals(asked.get("response_type")) || !"S256".equals(asked.get("code_challenge_method"))) {
            throw new IllegalStateException("not the code flow with PKCE: " + asked.keySet());
        }
        String code = Token.fresh();
        codes.put(code, asked);
        Map<String, String> back = new HashMap<>(Map.of(
                "code", code, "state", asked.get("state"), "iss", address().toString()));
        return query(answer.apply(back));
    }

    /// The claims of a good ID token.
    ObjectNode goodClaims(String nonce) {
        long now = Instant.now().getEpochSecond();
        ObjectNode node = Forge.object()
                .put("iss", address().toString())
                .put("sub", SUBJECT)
                .put("aud", CLIENT)
                .put("exp", now + 300)
                .put("iat", now)
                .put("nonce", nonce)
                .put("sid", "sitzung-1")
                .put("preferred_username", "erika.mustermann");
        node.putArray("groups").add("bauamt").add("alle");
        return node;
    }

    /// The claims of a good logout token.
    public ObjectNode goodLogout() {
        long now = Instant.now().getEpochSecond();
        ObjectNode node = Forge.object()
                .put("iss", address().toString())
                .put("sub", SUBJECT)
                .put("aud", CLIENT)
                .put("exp", now + 120)
                .put("iat", now)
                .put("jti", Token.fresh())
                .put("sid", "sitzung-1");
        node.putObject("events").putObject("http://schemas.openid.net/event/backchannel-logout");
        return node;
    }

    /// A logout token, signed as it should be.
    public String logoutToken(ObjectNode claims) {
        return Forge.sign(Forge.header(key).put("typ", "logout+jwt"), claims, key);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^/realms/stadt", "");
            Consumer<HttpExchange> other = instead.get(path);
            if (other != null) {
                other.accept(exchange);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> discover(exchange);
                case "/keys" -> {
                    keyRequests.incrementAndGet();
                    List<JWK> keys = new ArrayList<>(published);
                    send(exchange, 200, new JWKSet(keys).toString(true));
                }
                case "/token" -> redeem(exchange);
                case "/userinfo" -> describe(exchange);
                default -> send(exchange, 404, "{}");
            }
        }
    }

    private void discover(HttpExchange exchange) throws IOException {
        discoveries.incrementAndGet();
        ObjectNode node = Forge.object()
                .put("issuer", address().toString())
                .put("authorization_endpoint", address() + "/authorize")
                .put("token_endpoint", address() + "/token")
                .put("userinfo_endpoint", address() + "/userinfo")
                .put("end_session_endpoint", address() + "/logout")
                .put("jwks_uri", address() + "/keys")
                .put("authorization_response_iss_parameter_supported", true);
        node.putArray("subject_types_supported").add("public");
        node.putArray("response_types_supported").add("code");
        node.putArray("id_token_signing_alg_values_supported")
                .add("RS256")
                .add("ES256")
                .add("HS256");
        metadata.accept(node);
        send(exchange, 200, Forge.text(node));
    }

    private void redeem(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!authenticated(exchange, form)) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        if (asked == null
                || !form.getOrDefault("redirect_uri", "").equals(asked.get("redirect_uri"))
                || !challenge(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        ObjectNode good = goodClaims(asked.getOrDefault("nonce", ""));
        claims.accept(good);
        ObjectNode body = Forge.object()
                .put("access_token", "zugang-1")
                .put("token_type", "Bearer")
                .put("expires_in", 60)
                .put("id_token", token.apply(good, key));
        send(exchange, 200, Forge.text(body));
    }

    private boolean authenticated(HttpExchange exchange, Map<String, String> form) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (!confidential) {
            return header == null && CLIENT.equals(form.get("client_id"));
        }
        String expected = Base64.getEncoder()
                .encodeToString((encode(CLIENT) + ":" + encode(SECRET)).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + expected).equals(header);
    }

    private void describe(HttpExchange exchange) throws IOException {
        userInfoRequests.incrementAndGet();
        if (!"Bearer zugang-1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{}");
            return;
        }
        ObjectNode node = Forge.object().put("sub", SUBJECT);
        userInfo.accept(node);
        send(exchange, 200, Forge.text(node));
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /// The public key that a forger reads there, too.
    RSAKey publicKey() {
        return key.toRSAKey().toPublicJWK();
    }

    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            parameters.put(decode(sides[0]), decode(sides[1]));
        }
        return parameters;
    }

    static String query(Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        return String.join("&", pairs);
    }

    private static String challenge(String verifier) {
        try {
            return Forge.encode(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
