// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.Caller;
import de.fundstelle.RunningAppliance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Uploads that are larger than allowed end while they arrive, and leave nothing.
@Timeout(120)
class LargeUploadTest {

    private static final int MEGABYTE = 1 << 20;
    private static final long TWO_GIGABYTES = 2L << 30;

    /// The kernel holds some of what a client has sent and nobody has read.
    private static final long ON_THE_WAY = 24L << 20;

    @TempDir
    private static Path data;

    private static RunningAppliance appliance;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        appliance = RunningAppliance.start(
                data, Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none", "FUNDSTELLE_INGEST_MAX_SIZE", "4 MB"));
        key = appliance
                .administrator()
                .post("/api/keys", Map.of("name", "Test"), 201)
                .path("key")
                .asText();
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @Test
    void aRequestThatSaysItIsLargerThanAllRequestsIsRefusedBeforeItsBodyIsRead() throws Exception {
        String collection = appliance.collection("Angekündigt");
        Sent sent = send("POST", path(collection), TWO_GIGABYTES);
        assertThat(sent.answer()).contains(" 413 ");
        assertThat(sent.bytes()).isLessThan(ON_THE_WAY);
        assertNothingIsLeft(collection);
    }

    @Test
    void aFileThatDoesNotEndIsRefusedWhileItArrivesWhereNobodySaysHowLongItIs() throws Exception {
        String collection = appliance.collection("Ohne Länge");
        Sent sent = send("POST", path(collection), -1);
        assertThat(sent.answer()).contains(" 413 ");
        assertThat(sent.bytes()).isLessThan(20L * MEGABYTE + ON_THE_WAY);
        assertNothingIsLeft(collection);
    }

    @Test
    void aFileFarLargerThanAllowedIsRefusedWhileItArrivesWhereTheRequestIsNot() throws Exception {
        String collection = appliance.collection("Datei zu groß");
        Sent sent = send("POST", path(collection), 63L * MEGABYTE);
        assertThat(sent.answer()).contains(" 413 ", "riesig.bin", "4 MB");
        assertThat(sent.bytes()).isLessThan(20L * MEGABYTE + ON_THE_WAY);
        Sent bySource = send("PUT", path(collection) + "/by-source/akte-1", 63L * MEGABYTE);
        assertThat(bySource.answer()).contains(" 413 ", "riesig.bin");
        assertNothingIsLeft(collection);
    }

    @Test
    void aFileThatIsALittleTooLargeIsRefusedByItselfAndTheOthersAreTakenIn() throws Exception {
        Caller admin = appliance.administrator();
        String collection = appliance.collection("Etwas zu groß");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("gross.txt", new byte[6 * MEGABYTE]);
        files.put("gut.txt", "Der Bauhof öffnet am Montag.".getBytes(StandardCharsets.UTF_8));
        JsonNode imports = admin.upload(path(collection), files).path("imports");
        assertThat(imports.at("/0/state").asText()).isEqualTo("refused");
        assertThat(imports.at("/0/reason").asText()).contains("4 MB");
        admin.await(
                "/api/documents/" + imports.at("/1/document").asText(),
                told -> told.path("state").asText().equals("complete"));
        assertThat(admin.get("/api/info").path("largest_file").asLong()).isEqualTo(4L * MEGABYTE);
    }

    private static String path(String collection) {
        return "/api/collections/" + collection + "/documents";
    }

    private static void assertNothingIsLeft(String collection) throws Exception {
        assertThat(appliance
                        .administrator()
                        .get("/api/documents?collection=" + collection)
                        .path("total")
                        .asInt())
                .isZero();
        try (Stream<Path> files = Files.walk(data.resolve("originals"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.getFileName().toString().matches("[0-9a-f]{62}")))
                    .as("files that arrived and were not taken in")
                    .isEmpty();
        }
    }

    /// What a server answered, and how much it took until then.
    private record Sent(String answer, long bytes) {}

    /// Sends a file that does not end by itself, until the server answers or hangs up.
    ///
    /// @param length what the request says about itself; -1 for chunks
    private static Sent send(String method, String path, long length) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setSendBufferSize(64 << 10);
            socket.connect(new InetSocketAddress(
                    appliance.address().getHost(), appliance.address().getPort()));
            socket.setSoTimeout(60_000);
            StringBuilder answer = new StringBuilder();
            Thread reading = Thread.ofVirtual().start(() -> read(socket, answer));
            OutputStream out = socket.getOutputStream();
            String framing = length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
            String head = """
                    %s %s HTTP/1.1\r
                    Host: %s\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=grenze\r
                    %s\r
                    \r
                    """.formatted(method, path, appliance.address().getAuthority(), key, framing);
            out.write(head.getBytes(StandardCharsets.UTF_8));
            String part = "--grenze\r\nContent-Disposition: form-data; name=\"files\"; filename=\"riesig.bin\"\r\n\r\n";
            byte[] some = new byte[64 << 10];
            long sent = 0;
            try {
                write(out, part.getBytes(StandardCharsets.UTF_8), length < 0);
                sent += part.length();
                while (reading.isAlive() && (length < 0 ? sent < TWO_GIGABYTES : sent + some.length <= length)) {
                    write(out, some, length < 0);
                    sent += some.length;
                }
            } catch (IOException e) {
                // the server hangs up after its answer
            }
            reading.join();
            return new Sent(answer.toString(), sent);
        }
    }

    private static void write(OutputStream out, byte[] bytes, boolean chunked) throws IOException {
        if (chunked) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        out.write(bytes);
        if (chunked) {
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void read(Socket socket, StringBuilder answer) {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            answer.append(" [hung up]");
        }
    }
}
