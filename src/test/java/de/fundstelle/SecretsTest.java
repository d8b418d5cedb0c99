// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.fundstelle.config.Configuration;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every secret that the program makes: never twice, long enough, and nowhere but where it belongs.
class SecretsTest {

    private static final int STARTS = 100;
    private static final int BYTES = 32;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> QUICK = Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none");

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path folder;

    /// The secrets of one start.
    ///
    /// @param random those that the program drew
    /// @param derived those that follow from one of these
    private record Secrets(List<String> random, List<String> derived) {
        List<String> all() {
            return Stream.concat(random.stream(), derived.stream()).toList();
        }
    }

    @Test
    void aHundredStartsMakeNoSecretTwiceAndLeaveNoneBehind() throws Exception {
        List<String> random = new ArrayList<>();
        List<String> derived = new ArrayList<>();
        try (Overheard log = new Overheard()) {
            for (int start = 0; start < STARTS; start++) {
                Path data = folder.resolve("data" + start);
                Secrets secrets = live(data);
                random.addAll(secrets.random());
                derived.addAll(secrets.derived());
                assertKeptNowhere(data, secrets.all());
            }
            assertThat(log.text()).as("the log was heard").contains("POST /api/keys refused with 403");
            assertThat(Stream.concat(random.stream(), derived.stream())).noneMatch(log.text()::contains);
        }

        assertThat(random).doesNotHaveDuplicates().hasSize(6 * STARTS);
        assertThat(derived).doesNotHaveDuplicates().hasSize(2 * STARTS);
        assertThat(random)
                .allSatisfy(secret ->
                        assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(BYTES));
        assertThat(derived)
                .allSatisfy(
                        secret -> assertThat(HexFormat.of().parseHex(secret)).hasSize(BYTES));
        assertEveryBitVaries(random);
    }

    /// No bit is much more often set than not: nothing is padded, counted or a time.
    private static void assertEveryBitVaries(List<String> secrets) {
        int[] set = new int[BYTES * 8];
        for (String secret : secrets) {
            byte[] bytes = Base64.getUrlDecoder().decode(secret);
            for (int bit = 0; bit < set.length; bit++) {
                set[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
            }
        }
        // six standard deviations
        double slack = 3 * Math.sqrt(secrets.size());
        for (int count : set) {
            assertThat((double) count).isBetween(secrets.size() / 2.0 - slack, secrets.size() / 2.0 + slack);
        }
    }

    /// Starts, sets up, signs in, makes a key, has a search approved, and ends.
    private Secrets live(Path data) throws Exception {
        List<String> random = new ArrayList<>();
        List<String> derived = new ArrayList<>();
        Map<String, String> variables = Map.of(
                "FUNDSTELLE_DATA", data.toString(),
                "FUNDSTELLE_SERVER_PORT", "0",
                "FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none",
                "FUNDSTELLE_INGEST_READERS", "1");
        CookieManager cookies = new CookieManager();
        try (Appliance appliance = Appliance.start(Configuration.load(variables), Optional.empty(), false);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(cookies)
                        .build()) {
            Speaking speaking = new Speaking(client, appliance.address(), cookies);
            random.add(appliance.operatorToken());
            String setup = appliance.setupAddress().orElseThrow();
            String code = setup.substring(setup.lastIndexOf('/') + 1);
            random.add(code);
            Map<String, String> person =
                    Map.of("code", code, "name", "verwaltung", "password", RunningAppliance.PASSWORD);
            derived.add(speaking.post("/api/setup", person, "").path("csrf").asText());
            random.add(speaking.session());
            speaking.isRefused("/api/keys");
            String csrf = speaking.post("/api/session", person, "").path("csrf").asText();
            derived.add(csrf);
            random.add(speaking.session());
            random.add(speaking.post("/api/keys", Map.of("name", "Skript"), csrf)
                    .path("key")
                    .asText());
            random.add(speaking.post("/api/approvals", Map.of("as", "verwaltung"), csrf)
                    .path("code")
                    .asText());
        }
        return new Secrets(random, derived);
    }

    /// A browser that shows its cookie.
    private final class Speaking {
        private final HttpClient client;
        private final String address;
        private final CookieManager cookies;

        Speaking(HttpClient client, String address, CookieManager cookies) {
            this.client = client;
            this.address = address;
            this.cookies = cookies;
        }

        /// For want of the token.
        void isRefused(String path) throws IOException, InterruptedException {
            assertThat(send(path, Map.of(), "").statusCode()).isEqualTo(403);
        }

        JsonNode post(String path, Map<String, String> body, String csrf) throws IOException, InterruptedException {
            HttpResponse<String> answer = send(path, body, csrf);
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
            return json.readTree(answer.body());
        }

        private HttpResponse<String> send(String path, Map<String, String> body, String csrf)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
            if (!csrf.isEmpty()) {
                request.header("X-CSRF-Token", csrf);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        String session() {
            assertThat(cookies.getCookieStore().getCookies()).hasSize(1);
            return cookies.getCookieStore().getCookies().getFirst().getValue();
        }
    }

    private static void assertKeptNowhere(Path data, List<String> secrets) throws IOException {
        Path folder = data.resolve("secrets");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.startsWith(folder)) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                    continue;
                }
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String secret : secrets) {
                    assertThat(bytes.contains(secret))
                            .as("a secret in %s", file)
                            .isFalse();
                }
            }
        }
    }

    /// What a running program prints: the address for setting up, once, and no other secret.
    @Test
    void theProgramPrintsTheSetUpAddressAndNothingElse() throws Exception {
        Path data = folder.resolve("data");
        Path log = folder.resolve("log");
        Process program = ProgramProcess.prepare(ProgramProcess.command("up"), data, QUICK)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await(program, log, "/einrichten/");
            String address = Files.readString(log)
                    .lines()
                    .filter(line -> line.startsWith("Address: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("Address: ".length());
            String code = Files.readString(log).replaceFirst("(?s).*/einrichten/(\\S+).*", "$1");
            CookieManager cookies = new CookieManager();
            List<String> secrets = new ArrayList<>();
            try (HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(cookies)
                    .build()) {
                Speaking speaking = new Speaking(client, address, cookies);
                Map<String, String> person =
                        Map.of("code", code, "name", "verwaltung", "password", RunningAppliance.PASSWORD);
                String csrf =
                        speaking.post("/api/setup", person, "").path("csrf").asText();
                secrets.add(csrf);
                secrets.add(speaking.session());
                secrets.add(speaking.post("/api/keys", Map.of("name", "Skript"), csrf)
                        .path("key")
                        .asText());
            }
            secrets.add(Files.readString(data.resolve("secrets/operator-token")).strip());
            secrets.add(RunningAppliance.PASSWORD);
            program.destroy();
            assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

            String printed = Files.readString(log);
            assertThat(printed.split(code, -1)).as("the code, once").hasSize(2);
            assertThat(secrets).noneMatch(printed::contains);
        } finally {
            program.destroyForcibly();
        }
    }

    private static void await(Process program, Path log, String text) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Files.readString(log).contains(text)) {
            assertThat(program.isAlive()).as(Files.readString(log)).isTrue();
            assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /// Everything that the program would log if it logged all it can.
    private static final class Overheard extends Handler implements AutoCloseable {

        private final Logger program = Logger.getLogger("de.fundstelle");
        private final Optional<Level> before = Optional.ofNullable(program.getLevel());
        private final StringBuilder text = new StringBuilder();
        private final SimpleFormatter formatter = new SimpleFormatter();

        Overheard() {
            setLevel(Level.ALL);
            program.setLevel(Level.ALL);
            program.setUseParentHandlers(false);
            program.addHandler(this);
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            text.append(formatter.format(entry));
        }

        synchronized String text() {
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
            program.removeHandler(this);
            program.setUseParentHandlers(true);
            program.setLevel(before.orElse(null));
        }
    }
}
