// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.audit.Journal.Action;
import de.fundstelle.audit.Journal.Witness;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MirrorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private Database database;
    private Journal journal;
    private Path note;
    private Path list;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("test.db"));
        journal = new Journal(database, Clock.systemUTC());
        note = folder.resolve("journal.head");
        list = folder.resolve("tombstones.jsonl");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void notesTheNewestEntryOutsideTheDatabase() throws Exception {
        try (Mirror mirror = mirror(Optional.empty())) {
            mirror.start();
            journal.record("p", Action.VERIFIED, "", "done");
            await(() -> Mirror.witness(note).equals(Optional.of(journal.head())));
            journal.record("p", Action.VERIFIED, "", "done");
            await(() -> Mirror.witness(note).equals(Optional.of(journal.head())));
        }
        journal.record("p", Action.VERIFIED, "", "done");
        try (Mirror mirror = mirror(Optional.empty())) {
            assertThat(mirror).isNotNull(); // closing writes once more, without a start
        }
        assertThat(Mirror.witness(note)).contains(journal.head());
    }

    @Test
    void keepsTheNoteThatGivesAChangedJournalAway() throws Exception {
        journal.record("p", Action.VERIFIED, "", "done");
        journal.record("guilty", Action.PERSON_ERASED, "q", "done");
        Witness before = journal.head();
        try (Mirror mirror = mirror(Optional.empty())) {
            mirror.start();
            await(() -> Mirror.witness(note).equals(Optional.of(before)));
            forge();
            tombstone("d1"); // a round later than the forgery
            await(() -> Files.exists(list));
            assertThat(Mirror.witness(note)).as("while it runs").contains(before);
        }
        try (Mirror mirror = mirror(Optional.empty())) {
            mirror.start();
        }
        assertThat(Mirror.witness(note)).as("after the next start").contains(before);
        assertThat(journal.findings(Optional.empty())).isEmpty();
        assertThat(journal.findings(Mirror.witness(note))).hasSize(1);
    }

    @Test
    void shorteningTheJournalIsNoForgery() throws Exception {
        journal.record("p", Action.VERIFIED, "", "done");
        try (Mirror mirror = mirror(Optional.empty())) {
            assertThat(mirror).isNotNull();
        }
        journal.record("p", Action.VERIFIED, "", "done");
        assertThat(journal.shorten(Clock.systemUTC().millis() + 1000)).isPositive();
        assertThat(journal.findings(Mirror.witness(note))).isEmpty();
        try (Mirror mirror = mirror(Optional.empty())) {
            assertThat(mirror).isNotNull();
        }
        assertThat(Mirror.witness(note)).contains(journal.head());
    }

    @Test
    void listsWhatWasDeletedOnceAndInOrder() throws Exception {
        try (Mirror mirror = mirror(Optional.empty())) {
            mirror.start();
            tombstone("d1");
            await(() -> Files.exists(list) && Files.readAllLines(list).size() == 1);
            tombstone("d2");
            tombstone("d1");
            await(() -> Files.readAllLines(list).size() == 2);
        }
        try (Mirror mirror = mirror(Optional.empty())) {
            mirror.start();
            database.change(handle -> handle.execute("DELETE FROM tombstone")); // as retention does, in the end
            tombstone("d3");
            await(() -> Files.readAllLines(list).size() == 3);
        }
        assertThat(Mirror.read(list)).extracting(Tombstones.Tombstone::object).containsExactly("d1", "d2", "d3");
    }

    @Test
    void mendsALineThatTheEndOfTheProgramCutOff() throws Exception {
        tombstone("d1");
        tombstone("d2");
        try (Mirror mirror = mirror(Optional.empty())) {
            assertThat(mirror).isNotNull();
        }
        String whole = Files.readString(list);
        for (int end : List.of(0, 1, whole.indexOf('\n') - 1, whole.indexOf('\n') + 5, whole.length() - 1)) {
            Files.writeString(list, whole.substring(0, end));
            try (Mirror mirror = mirror(Optional.empty())) {
                assertThat(mirror).isNotNull();
            }
            assertThat(Files.readString(list)).as("cut at " + end).isEqualTo(whole);
        }
    }

    @Test
    void refusesAListThatIsNoneAndSaysWhatToDo() throws Exception {
        for (String line : List.of(
                "kein JSON",
                "null",
                "{}",
                "[]",
                "{\"kind\":\"person\"}",
                "{\"kind\":\"planet\",\"object\":\"x\",\"at\":1}",
                "{\"kind\":\"person\",\"object\":null,\"at\":1}",
                "{\"kind\":\"person\",\"object\":\"x\",\"at\":1} mehr",
                "{\"kind\":\"person\",\"object\":\"x\",\"at\":1,\"more\":1}")) {
            Files.writeString(list, "{\"kind\":\"person\",\"object\":\"x\",\"at\":1}\n" + line + "\n");
            assertThatThrownBy(() -> Mirror.read(list)).as(line).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> mirror(Optional.empty()))
                    .as(line)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("tombstones.jsonl")
                    .hasMessageContaining("move the file away");
        }
        Files.write(list, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        assertThatThrownBy(() -> Mirror.read(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesOnAfterARoundThatFailed() throws Exception {
        try (Mirror mirror = mirror(Optional.empty())) {
            database.change(handle -> handle.execute("ALTER TABLE tombstone RENAME TO hidden"));
            mirror.start();
            journal.record("p", Action.VERIFIED, "", "done");
            await(() -> Mirror.witness(note).equals(Optional.of(journal.head())));
            database.change(handle -> handle.execute("ALTER TABLE hidden RENAME TO tombstone"));
            tombstone("d1");
            await(() -> Files.exists(list));
        }
    }

    @Test
    void sendsEachEntryAsRfc5424OverTcpWithItsLength() throws Exception {
        try (LogServer server = LogServer.stream(ServerSocketFactory.getDefault(), 0);
                Mirror mirror = mirror(address("tcp", server.port()))) {
            mirror.start();
            journal.record("p", Action.GRANTS_CHANGED, "c", "given [read group Bürgerbüro\n\"x\"], taken []");
            journal.record("operator", Action.VERIFIED, "", "0 findings");
            await(() -> server.messages().size() == 2);
            LogServer.Message first = server.messages().getFirst();
            assertThat(first.priority()).as("log audit, notice").isEqualTo(13 * 8 + 5);
            assertThat(first.program()).isEqualTo("fundstelle");
            assertThat(first.kind()).isEqualTo("GRANTS_CHANGED");
            assertThat(first.host())
                    .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname"))
                            .strip())
                    .isNotEqualTo("localhost");
            Journal.Entry entry = new JsonMapper().readValue(first.text(), Journal.Entry.class);
            assertThat(entry)
                    .isEqualTo(journal.newest(Optional.empty(), Optional.empty(), 2)
                            .getLast());
            assertThat(OffsetDateTime.parse(first.time()).toInstant()).isEqualTo(Instant.ofEpochMilli(entry.at()));
        }
    }

    @Test
    void sendsDatagrams() throws Exception {
        try (LogServer server = LogServer.datagrams();
                Mirror mirror = mirror(address("udp", server.port()))) {
            mirror.start();
            journal.record("p", Action.PERSON_CHANGED, "q", "🐕".repeat(5000)); // as long as a result can get
            journal.record("p", Action.VERIFIED, "", "done");
            await(() -> server.messages().size() == 2);
            assertThat(server.messages())
                    .extracting(LogServer.Message::kind)
                    .containsExactly("PERSON_CHANGED", "VERIFIED");
        }
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileTheServerIsAway() throws Exception {
        int port;
        try (LogServer server = LogServer.stream(ServerSocketFactory.getDefault(), 0)) {
            port = server.port();
            try (Mirror mirror = mirror(address("tcp", port))) {
                mirror.start();
                record(3);
                await(() -> server.messages().size() == 3);
            }
        }
        record(700);
        try (Mirror mirror = mirror(address("tcp", port))) {
            mirror.start();
            tombstone("d1");
            await(() -> Files.exists(list)); // rounds go on without the server
            record(5);
            try (LogServer server = LogServer.stream(ServerSocketFactory.getDefault(), port)) {
                await(() -> server.messages().size() >= 705);
                assertThat(server.messages().stream().map(MirrorTest::id))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(4, 708).boxed().toList());
            }
        }
    }

    @Test
    void aServerThatTakesNothingHoldsUpNeitherTheNoteNorTheEnd() throws Exception {
        record(3000);
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deaf.setReceiveBufferSize(1024);
            Mirror mirror = mirror(address("tcp", deaf.getLocalPort()));
            mirror.start();
            await(() -> Mirror.witness(note).equals(Optional.of(journal.head())));
            journal.record("p", Action.VERIFIED, "", "done");
            await(() -> Mirror.witness(note).equals(Optional.of(journal.head())));
            long start = System.nanoTime();
            mirror.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void sendsOverTlsToTheServerWhoseCertificateTheInHouseCaSigned() throws Exception {
        Certified right = certified("right", "dns:localhost");
        try (LogServer server = LogServer.stream(right.server(), 0);
                Mirror mirror = mirror(
                        Optional.of(URI.create("tls://localhost:" + server.port())),
                        Optional.of(right.certificate()))) {
            mirror.start();
            record(3);
            await(() -> server.messages().size() == 3);
        }
    }

    @Test
    void sendsNothingToAServerOfAnotherNameOrAnotherCa() throws Exception {
        Certified wrong = certified("wrong", "dns:other.example");
        Certified right = certified("right", "dns:localhost");
        record(3);
        try (LogServer elsewhere = LogServer.stream(wrong.server(), 0);
                LogServer unknown = LogServer.stream(right.server(), 0)) {
            Syslog other =
                    new Syslog(URI.create("tls://localhost:" + elsewhere.port()), Optional.of(wrong.certificate()));
            Syslog foreign =
                    new Syslog(URI.create("tls://localhost:" + unknown.port()), Optional.of(wrong.certificate()));
            Syslog defaults = new Syslog(URI.create("tls://localhost:" + unknown.port()), Optional.empty());
            List<Journal.Entry> entries = journal.newest(Optional.empty(), Optional.empty(), 3);
            for (Syslog syslog : List.of(other, foreign, defaults)) {
                assertThatThrownBy(() -> syslog.send(entries)).isInstanceOf(javax.net.ssl.SSLException.class);
            }
            assertThat(elsewhere.messages()).isEmpty();
            assertThat(unknown.messages()).isEmpty();
        }
    }

    private Mirror mirror(Optional<URI> syslog) throws IOException {
        return mirror(syslog, Optional.empty());
    }

    private Mirror mirror(Optional<URI> syslog, Optional<Path> certificates) throws IOException {
        return new Mirror(database, journal, note, list, syslog, certificates);
    }

    private static Optional<URI> address(String scheme, int port) {
        return Optional.of(URI.create(scheme + "://127.0.0.1:" + port));
    }

    private void record(int number) {
        database.change(handle -> {
            for (int count = 0; count < number; count++) {
                journal.append(handle, "p", Action.VERIFIED, "", "0 findings");
            }
        });
    }

    private void tombstone(String document) {
        database.change(handle -> Tombstones.add(handle, Tombstones.Kind.DOCUMENT, List.of(document), 1));
    }

    /// A whole new chain in the place of the old one, longer than it was.
    private void forge() {
        database.change(handle -> {
            handle.execute("DROP TRIGGER journal_is_shortened_only_by_retention");
            handle.execute("DELETE FROM journal");
            for (int count = 0; count < 5; count++) {
                journal.append(handle, "innocent", Action.VERIFIED, "", "0 findings");
            }
        });
    }

    private static long id(LogServer.Message message) {
        try {
            return new JsonMapper().readTree(message.text()).path("id").asLong();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    /// @param certificate what a client must trust
    private record Certified(ServerSocketFactory server, Path certificate) {}

    /// A key with a certificate that signs itself.
    private Certified certified(String name, String host) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Path certificate = folder.resolve(name + ".pem");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + host);
        keytool("-exportcert", "-rfc", "-keystore", store.toString(), "-alias", name, "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Certified(context.getServerSocketFactory(), certificate);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }
}
