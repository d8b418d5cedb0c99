// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.config.Network;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a slow, greedy or large client gets; with shorter times than in earnest, on bare sockets.
@Timeout(60)
class LimitsTest {

    private static final Duration HEAD = Duration.ofMillis(600);
    private static final Duration BODY = Duration.ofMillis(600);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String UPLOAD = "/api/collections/c/documents";

    private Connections connections = Connections.open(limits(8, 1), new Callers(List.of()));
    private WebServer server = start();

    private static Connections.Limits limits(int perAddress, int leastRate) {
        return new Connections.Limits(
                HEAD, HEAD, BODY, PAUSE, leastRate, Duration.ofMillis(1500), perAddress, Duration.ofMillis(20));
    }

    @BeforeEach
    void running() {
        assertThat(server.isRunning()).isTrue();
    }

    @AfterEach
    void stop() {
        server.stop();
        connections.close();
    }

    private void restart(Connections.Limits limits, List<Network> trusted) {
        stop();
        connections = Connections.open(limits, new Callers(trusted));
        server = start();
    }

    private WebServer start() {
        var builder = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false);
        Server.limit(builder, 12, 4 << 20, connections, new Headers(false, new Callers(List.of())));
        Connections mine = connections;
        return builder.routing(routing -> {
                    routing.addFilter((chain, request, response) -> {
                        Runnable answered = mine.limit(request, response);
                        try {
                            chain.proceed();
                        } finally {
                            answered.run();
                        }
                    });
                    routing.get("/health/live", (request, response) -> response.send("UP"));
                    routing.post(
                            "/unread",
                            (request, response) -> response.status(401).send("no"));
                    routing.post("/*", (request, response) -> {
                        try (InputStream in = request.content().inputStream()) {
                            response.send("read " + in.readAllBytes().length);
                        } catch (Problem problem) {
                            response.status(problem.status()).send("refused");
                        } catch (IOException e) {
                            response.send("cut");
                        }
                    });
                    routing.get("/stream", (request, response) -> {
                        try (OutputStream out = response.outputStream()) {
                            for (int event = 0; event < 20; event++) {
                                LockSupport.parkNanos(HEAD.toNanos() / 5);
                                out.write(("event " + event + "\n").getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            }
                        }
                    });
                })
                .build()
                .start();
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()), 5000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String request(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    /// All that comes until the server closes; a reset is an end, too.
    private static String rest(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                text.append((char) next);
            }
        } catch (java.net.SocketException e) {
            text.append("(reset)");
        }
        return text.toString();
    }

    /// Sends piece after piece with a pause, until the server closes or all is sent; whether it closed.
    private static boolean trickle(Socket socket, String pieces, Duration pause) {
        try {
            for (int at = 0; at < pieces.length(); at++) {
                send(socket, pieces.substring(at, at + 1));
                LockSupport.parkNanos(pause.toNanos());
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void closesAConnectionThatSaysNothing() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            assertThat(rest(socket)).doesNotContain("200");
        }
    }

    @Test
    void closesAConnectionWhoseHeadDripsInBytes() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            String endless = "GET /health/live HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(100);
            assertThat(trickle(socket, endless, Duration.ofMillis(20))).isTrue();
        }
    }

    @Test
    void closesAConnectionThatDripsItsSecondHead() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("GET", "/health/live", ""));
            assertThat(socket.getInputStream().read()).isPositive();
            String endless = "GET /health/live HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(100);
            assertThat(trickle(socket, endless, Duration.ofMillis(20))).isTrue();
        }
    }

    @Test
    void closesAConnectionWhoseBodyDripsInBytes() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("POST", "/json", "Content-Length: 5000\r\n"));
            assertThat(trickle(socket, "x".repeat(500), Duration.ofMillis(20))).isTrue();
        }
    }

    @Test
    void closesAnUploadThatStops() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("POST", UPLOAD, "Content-Length: 5000\r\n") + "beginning");
            assertThat(rest(socket)).doesNotContain("read");
        }
    }

    @Test
    void takesAnUploadOverASlowLineAsLongAsBytesFlow() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("POST", UPLOAD, "Content-Length: 60\r\nConnection: close\r\n"));
            assertThat(trickle(socket, "x".repeat(60), Duration.ofMillis(40))).isFalse();
            assertThat(rest(socket)).contains("200", "read 60");
        }
    }

    @Test
    void closesAnUploadThatDripsForEver() throws Exception {
        restart(limits(8, 1000), List.of());
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("POST", UPLOAD, "Content-Length: 5000\r\n"));
            assertThat(trickle(socket, "x".repeat(500), Duration.ofMillis(20))).isTrue();
        }
    }

    @Test
    void doesNotCutAnAnswerHoweverLongItTakes() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("GET", "/stream", "Connection: close\r\n"));
            assertThat(rest(socket)).contains("event 0", "event 19");
        }
    }

    @Test
    void takesLargeBodiesWhereFilesAreBroughtOnly() throws Exception {
        int large = (1 << 20) + 1;
        for (boolean chunked : new boolean[] {false, true}) {
            String headers = (chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + large + "\r\n")
                    + "Connection: close\r\n";
            String body = "x".repeat(large);
            String sent = chunked ? Integer.toHexString(large) + "\r\n" + body + "\r\n0\r\n\r\n" : body;
            try (Socket socket = connect("127.0.0.1")) {
                send(socket, request("POST", UPLOAD, headers) + sent);
                assertThat(rest(socket)).contains("read " + large);
            }
            try (Socket socket = connect("127.0.0.1")) {
                send(socket, request("POST", "/json", headers) + sent);
                assertThat(rest(socket)).contains(" 413 ").doesNotContain("read");
            }
        }
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("POST", UPLOAD, "Content-Length: " + (5 << 20) + "\r\n"));
            assertThat(rest(socket)).contains(" 413 ");
        }
    }

    @Test
    void doesNotFetchALargeBodyThatNobodyWants() throws Exception {
        try (Socket socket = connect("127.0.0.1")) {
            send(socket, request("POST", "/unread", "Content-Length: 3000000\r\n"));
            assertThat(rest(socket).toLowerCase(java.util.Locale.ROOT)).contains(" 401 ", "connection: close");
        }
    }

    @Test
    void refusesLongFirstLinesAndHeads() throws Exception {
        for (String request : List.of(
                request("GET", "/" + "a".repeat(17 << 10), ""),
                request("GET", "/health/live", "X: " + "a".repeat(33 << 10) + "\r\n"))) {
            try (Socket socket = connect("127.0.0.1")) {
                send(socket, request);
                // What is not read any more may reset the connection before the answer is.
                assertThat(rest(socket))
                        .containsAnyOf(" 400 ", " 414 ", " 431 ", "(reset)")
                        .doesNotContain(" 200 ");
            }
        }
    }

    @Test
    void answersOthersWhileOneAddressTakesAllItCanGet() throws Exception {
        restart(limits(6, 1), List.of());
        List<Socket> greedy = new ArrayList<>();
        try {
            for (int many = 0; many < 30; many++) {
                greedy.add(connect("127.0.0.2"));
            }
            try (Socket other = connect("127.0.0.3")) {
                send(other, request("GET", "/health/live", "Connection: close\r\n"));
                assertThat(rest(other)).contains(" 200 ", "UP");
            }
            assertThat(rest(greedy.getLast())).as("the last one is turned away").doesNotContain("200");
        } finally {
            for (Socket socket : greedy) {
                socket.close();
            }
        }
    }

    @Test
    void doesNotCountTheConnectionsOfATrustedProxy() throws Exception {
        restart(limits(2, 1), List.of(Network.parse("127.0.0.2").orElseThrow()));
        List<Socket> proxy = new ArrayList<>();
        try {
            for (int many = 0; many < 6; many++) {
                proxy.add(connect("127.0.0.2"));
            }
            send(proxy.getLast(), request("GET", "/health/live", "Connection: close\r\n"));
            assertThat(rest(proxy.getLast())).contains(" 200 ");
        } finally {
            for (Socket socket : proxy) {
                socket.close();
            }
        }
    }
}
