// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.RunningAppliance;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTPS by the server itself, with certificates as an in-house CA hands them out.
class TlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path made;

    private static TestCertificate first;
    private static TestCertificate second;
    private static TestCertificate elliptic;
    private static TestCertificate ending;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = TestCertificate.make(made, "erstes", "RSA", 90);
        second = TestCertificate.make(made, "zweites", "RSA", 90);
        elliptic = TestCertificate.make(made, "kurve", "EC", 90);
        ending = TestCertificate.make(made, "auslaufend", "EC", 10);
    }

    private Settings.Tls pem(TestCertificate one) throws Exception {
        one.writeCertificate(folder.resolve("server.pem"));
        one.writeKey(folder.resolve("server.key"));
        return new Settings.Tls(
                Optional.of(folder.resolve("server.pem")), Optional.of(folder.resolve("server.key")), Optional.empty());
    }

    private static HttpClient trusting(TestCertificate... ones) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .sslContext(trust(ones))
                .build();
    }

    private static SSLContext trust(TestCertificate... ones) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestCertificate one : ones) {
            store.setCertificateEntry(
                    one.certificate().getSubjectX500Principal().getName(), one.certificate());
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesPageSignInAndStreamsOverHttpsWhileTheCommandLineStaysOnItsOwnSocket() throws Exception {
        Settings.Tls tls = pem(first);
        try (Browserless appliance = Browserless.start(folder.resolve("data"), tls);
                HttpClient client = trusting(first)) {
            assertThat(appliance.address().getScheme()).isEqualTo("https");

            HttpResponse<String> page = send(client, HttpRequest.newBuilder(appliance.address()));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");

            HttpResponse<String> session = send(
                    client,
                    json(
                            appliance.address().resolve("/api/session"),
                            "{\"name\":\"admin\",\"password\":\"" + RunningAppliance.PASSWORD + "\"}"));
            assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
            String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).startsWith("__Host-fundstelle=").contains("Secure", "HttpOnly", "Path=/");
            assertThat(cookie).doesNotContain("Domain");

            String events = ask(client, appliance, cookie, session.body());
            assertThat(events).contains("event: ").contains("event: done");

            assertThat(appliance.operatorAddress()).startsWith("http://127.0.0.1:");
            URI operator = URI.create(appliance.operatorAddress());
            assertThat(send(client, HttpRequest.newBuilder(operator.resolve("/health/ready")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(client, HttpRequest.newBuilder(operator.resolve("/")))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(
                                    client,
                                    HttpRequest.newBuilder(operator.resolve("/api/collections"))
                                            .header("Cookie", cookie.substring(0, cookie.indexOf(';'))))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(
                                    client,
                                    HttpRequest.newBuilder(operator.resolve("/api/collections"))
                                            .header("Authorization", "Bearer " + appliance.operatorToken()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Files.readString(folder.resolve("data/LOCK")).strip()).isEqualTo(appliance.operatorAddress());
        }
    }

    private static HttpRequest.Builder json(URI address, String body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String ask(HttpClient client, Browserless appliance, String cookie, String session)
            throws Exception {
        String csrf = session.replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
        String mine = cookie.substring(0, cookie.indexOf(';'));
        String conversation = send(
                        client,
                        json(appliance.address().resolve("/api/conversations"), "{}")
                                .header("Cookie", mine)
                                .header("X-CSRF-Token", csrf))
                .body()
                .replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
        return send(
                        client,
                        json(
                                        appliance
                                                .address()
                                                .resolve("/api/conversations/" + conversation + "/questions"),
                                        "{\"text\":\"Was kostet die Hundesteuer?\"}")
                                .header("Cookie", mine)
                                .header("X-CSRF-Token", csrf))
                .body();
    }

    @Test
    void speaksTls13AndTls12AndNothingOlder() throws Exception {
        try (Browserless appliance = Browserless.start(folder.resolve("data"), pem(first))) {
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                try (SSLSocket socket = (SSLSocket) trust(first)
                        .getSocketFactory()
                        .createSocket(
                                InetAddress.getLoopbackAddress(),
                                appliance.address().getPort())) {
                    socket.setEnabledProtocols(new String[] {protocol});
                    socket.startHandshake();
                    assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                }
            }
            // A hello of TLS 1.1 with one common cipher suite: the answer is an alert (21), fatal (2), protocol version
            // (70).
            String random = "00".repeat(32);
            byte[] hello = HexFormat.of()
                    .parseHex("160302" + "002d" + "01" + "000029" + "0302" + random + "00" + "0002002f" + "0100");
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), appliance.address().getPort())) {
                socket.setSoTimeout((int) LIMIT.toMillis());
                socket.getOutputStream().write(hello);
                byte[] answer = socket.getInputStream().readNBytes(7);
                assertThat(answer[0]).isEqualTo((byte) 21);
                assertThat(answer[6]).isEqualTo((byte) 70);
            }
            assertThat(plain(appliance.address().getPort())).doesNotContain("HTTP/1.1 200");
        }
    }

    private static String plain(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Test
    void readsPemWithEncryptedKeyCurvesAndPfx() throws Exception {
        elliptic.writeCertificate(folder.resolve("c.pem"));
        elliptic.writeEncryptedKey(folder.resolve("k.pem"));
        Optional<Secret> password = Optional.of(new Secret(TestCertificate.PASSWORD));
        assertThat(KeyMaterial.read(tls("c.pem", "k.pem", password)).certificate())
                .isEqualTo(elliptic.certificate());
        assertThat(KeyMaterial.read(new Settings.Tls(Optional.of(first.pfx()), Optional.empty(), password))
                        .certificate())
                .isEqualTo(first.certificate());
        second.writeKey(folder.resolve("both.pem"));
        String key = Files.readString(folder.resolve("both.pem"));
        second.writeCertificate(folder.resolve("both.pem"));
        Files.writeString(folder.resolve("both.pem"), Files.readString(folder.resolve("both.pem")) + key);
        assertThat(KeyMaterial.read(new Settings.Tls(
                                Optional.of(folder.resolve("both.pem")), Optional.empty(), Optional.empty()))
                        .certificate())
                .isEqualTo(second.certificate());
    }

    private Settings.Tls tls(String certificate, String key, Optional<Secret> password) {
        return new Settings.Tls(Optional.of(folder.resolve(certificate)), Optional.of(folder.resolve(key)), password);
    }

    @Test
    void saysWhatIsWrongWithFiles() throws Exception {
        first.writeCertificate(folder.resolve("first.pem"));
        first.writeKey(folder.resolve("first.key"));
        second.writeKey(folder.resolve("second.key"));
        elliptic.writeKey(folder.resolve("curve.key"));
        first.writeEncryptedKey(folder.resolve("encrypted.key"));
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Files.writeString(folder.resolve("torn.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        refused("missing.pem", "first.key", Optional.empty(), "cannot be read");
        refused("empty", "first.key", Optional.empty(), "neither PEM nor a PFX");
        refused("torn.pem", "first.key", Optional.empty(), "damaged");
        refused("first.key", "first.key", Optional.empty(), "holds no certificate");
        refused("first.pem", "first.pem", Optional.empty(), "holds no private key");
        refused("first.pem", "second.key", Optional.empty(), "does not belong to the first certificate");
        refused("first.pem", "curve.key", Optional.empty(), "does not belong to the certificate");
        refused("first.pem", "old.key", Optional.empty(), "openssl pkcs8 -topk8");
        refused("first.pem", "encrypted.key", Optional.empty(), "server.tls.password-file");
        refused("first.pem", "encrypted.key", Optional.of(new Secret("falsch")), "check the password");
        assertThatThrownBy(() -> KeyMaterial.read(new Settings.Tls(
                        Optional.of(first.pfx()), Optional.empty(), Optional.of(new Secret("falsch")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("opens with the password");
        Settings.Tls wrong = tls("first.pem", "second.key", Optional.empty());
        assertThatThrownBy(() -> Browserless.start(folder.resolve("data"), wrong))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("server.tls: the key does not belong");
    }

    private void refused(String certificate, String key, Optional<Secret> password, String sentence) {
        assertThatThrownBy(() -> KeyMaterial.read(tls(certificate, key, password)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void takesANewCertificateWithoutARestartAndKeepsTheOldOneWhenTheNewIsBroken() throws Exception {
        Settings.Tls files = pem(first);
        try (Warnings warnings = new Warnings();
                Certificates certificates = Certificates.open(files, Clock.systemUTC(), Duration.ofMillis(20));
                Handshakes server = new Handshakes(certificates)) {
            assertThat(first.is(server.certificate())).isTrue();

            Files.writeString(folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\nkaputt");
            until(() -> !warnings.told().isEmpty());
            assertThat(warnings.told()).hasSize(1).first().asString().contains("the old one stays", "server.pem");
            assertThat(first.is(server.certificate())).isTrue();

            pem(elliptic);
            until(() -> elliptic.is(server.certificate()));
            pem(second);
            until(() -> second.is(server.certificate()));
            assertThat(warnings.told().getFirst()).contains("the old one stays");
        }
    }

    @Test
    void warnsOnceADayBeforeTheCertificateEnds() throws Exception {
        MovableClock clock = new MovableClock();
        try (Warnings warnings = new Warnings();
                Certificates certificates = Certificates.open(pem(ending), clock, Duration.ofMillis(10))) {
            assertThat(certificates.tls().enabled()).isTrue();
            assertThat(warnings.told()).hasSize(1).first().asString().contains("is valid only until", "no restart");
            clock.forward(Duration.ofHours(25));
            until(() -> warnings.told().size() == 2);
            clock.forward(Duration.ofDays(20));
            until(() -> warnings.told().size() == 3);
            assertThat(warnings.told().getLast()).contains("has been invalid since");
        }
        try (Warnings warnings = new Warnings();
                Certificates certificates = Certificates.open(pem(first), clock, Duration.ofMillis(10))) {
            assertThat(certificates.tls().enabled()).isTrue();
            assertThat(warnings.told()).isEmpty();
        }
    }

    private static void until(BooleanSupplier wanted) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /// The whole program behind a certificate, without anybody signed in.
    private record Browserless(de.fundstelle.HttpsAppliance appliance) implements AutoCloseable {

        static Browserless start(Path data, Settings.Tls tls) throws IOException {
            Map<String, String> environment = new java.util.HashMap<>();
            tls.certificateFile()
                    .ifPresent(file -> environment.put("FUNDSTELLE_SERVER_TLS_CERTIFICATE_FILE", file.toString()));
            tls.keyFile().ifPresent(file -> environment.put("FUNDSTELLE_SERVER_TLS_KEY_FILE", file.toString()));
            return new Browserless(de.fundstelle.HttpsAppliance.start(data, environment));
        }

        URI address() {
            return appliance.address();
        }

        String operatorAddress() {
            return appliance.operatorAddress();
        }

        String operatorToken() {
            return appliance.operatorToken();
        }

        @Override
        public void close() {
            appliance.close();
        }
    }

    /// A web server that answers nothing; each question after its certificate is a new handshake.
    private static final class Handshakes implements AutoCloseable {

        private final io.helidon.webserver.WebServer server;

        Handshakes(Certificates certificates) {
            server = io.helidon.webserver.WebServer.builder()
                    .host("127.0.0.1")
                    .port(0)
                    .shutdownHook(false)
                    .useNio(false)
                    .tls(certificates.tls())
                    .routing(routing -> routing.get("/", (request, response) -> response.send("")))
                    .build()
                    .start();
        }

        java.security.cert.Certificate certificate() {
            try (SSLSocket socket = (SSLSocket) trust(first, second, elliptic)
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.startHandshake();
                return socket.getSession().getPeerCertificates()[0];
            } catch (Exception e) {
                throw new IllegalStateException("shaking hands", e);
            }
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    private static final class MovableClock extends Clock {

        private volatile Instant now = Instant.now();

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    /// What is said to the operator as WARNING.
    private static final class Warnings extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger(Certificates.class.getName());
        private final List<String> told = new CopyOnWriteArrayList<>();

        Warnings() {
            logger.addHandler(this);
        }

        List<String> told() {
            return new ArrayList<>(told);
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(java.util.logging.Level.WARNING)) {
                told.add(new SimpleFormatter().formatMessage(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
