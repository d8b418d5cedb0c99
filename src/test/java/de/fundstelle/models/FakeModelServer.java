// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A model server that speaks real HTTP on the loopback address and misbehaves as it is told.
///
/// Each request takes the next behaviour; the last one stays.
public final class FakeModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What the server does with one request, once it has read it.
    @FunctionalInterface
    public interface Behaviour {
        void play(Connection connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Thread acceptor;
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final BlockingQueue<JsonNode> bodies = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> paths = new LinkedBlockingQueue<>();
    private final BlockingQueue<Connection> cut = new LinkedBlockingQueue<>();

    public FakeModelServer() throws IOException {
        behaviours.add(answer("Guten Tag."));
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = Thread.ofPlatform().daemon().start(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// Plays these in turn, the last one for ever.
    public FakeModelServer then(Behaviour... next) {
        behaviours.clear();
        behaviours.addAll(List.of(next));
        return this;
    }

    public int requests() {
        return requests.get();
    }

    /// What it was sent so far and nobody took with [#body].
    public List<JsonNode> bodies() {
        return List.copyOf(bodies);
    }

    /// The body of the next request that came, waiting for it.
    public JsonNode body() throws InterruptedException {
        JsonNode body = bodies.poll(10, TimeUnit.SECONDS);
        if (body == null) {
            throw new AssertionError("no request came");
        }
        return body;
    }

    public String path() throws InterruptedException {
        return String.valueOf(paths.poll(10, TimeUnit.SECONDS));
    }

    /// Whether, within five seconds, a client closed its connection before the answer was complete.
    public boolean sawClientLeave() throws InterruptedException {
        return cut.poll(5, TimeUnit.SECONDS) != null;
    }

    /// Nobody is listening any more when this returns.
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static Behaviour answer(String... words) {
        return connection -> {
            connection.begin(words);
            connection.done("stop");
        };
    }

    /// Says that these words filled the limit it was given.
    public static Behaviour length(String words) {
        return connection -> {
            connection.begin(words);
            connection.done("length");
        };
    }

    public static Behaviour status(int status, String body) {
        return connection -> connection.plain(status, body);
    }

    /// Accepts the request and says nothing, until the client leaves.
    public static Behaviour silence() {
        return Connection::holdUntilClientLeaves;
    }

    /// Sends a head and these words, then nothing more.
    public static Behaviour stallAfter(String... words) {
        return connection -> {
            connection.begin(words);
            connection.holdUntilClientLeaves();
        };
    }

    /// Ends the stream properly, but without the line that says that it is done.
    public static Behaviour endAfter(String... words) {
        return connection -> {
            connection.begin(words);
            connection.end();
        };
    }

    public static Behaviour resetAfter(String... words) {
        return connection -> {
            connection.begin(words);
            connection.reset();
        };
    }

    /// Sends one line as it stands after these words, and then the rest of a good stream.
    public static Behaviour lineAfter(String line, String... words) {
        return connection -> {
            connection.begin(words);
            connection.line(line);
            connection.word("Rest");
            connection.done("stop");
        };
    }

    /// Writes without an end, whatever limit it was given.
    public static Behaviour endless() {
        return connection -> {
            connection.begin();
            while (true) {
                connection.word("und so weiter ");
            }
        };
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        Connection connection = new Connection(socket);
        try (socket) {
            connection.read();
            Objects.requireNonNull(behaviours.size() > 1 ? behaviours.poll() : behaviours.peek())
                    .play(connection);
        } catch (IOException | UncheckedIOException e) {
            cut.add(connection);
        }
    }

    /// One request and the answer to it.
    public final class Connection {

        private final Socket socket;
        private boolean openAi;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        private void read() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("the client left before its request was complete");
                }
                head.append((char) c);
            }
            String path = head.toString().split(" ", 3)[1];
            openAi = path.startsWith("/v1/");
            int length = head.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            byte[] body = in.readNBytes(length);
            paths.add(path);
            requests.incrementAndGet();
            if (length > 0) {
                bodies.add(JSON.readTree(body));
            }
        }

        void startStream() throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: "
                    + (openAi ? "text/event-stream" : "application/x-ndjson")
                    + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        void begin(String... words) throws IOException {
            startStream();
            for (String word : words) {
                word(word);
            }
        }

        void word(String word) throws IOException {
            line(
                    openAi
                            ? JSON.writeValueAsString(
                                    Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", word)))))
                            : JSON.writeValueAsString(Map.of(
                                    "model",
                                    "fake",
                                    "message",
                                    Map.of("role", "assistant", "content", word),
                                    "done",
                                    false)));
        }

        void thought(String thought) throws IOException {
            line(JSON.writeValueAsString(
                    Map.of("message", Map.of("role", "assistant", "content", "", "thinking", thought), "done", false)));
        }

        void done(String reason) throws IOException {
            if (openAi) {
                line("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
                line("[DONE]");
            } else {
                line("{\"model\":\"fake\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                        + "\"done_reason\":\"" + reason + "\",\"prompt_eval_count\":11,\"eval_count\":7}");
            }
            end();
        }

        void line(String line) throws IOException {
            byte[] bytes = (openAi ? "data: " + line + "\n\n" : line + "\n").getBytes(StandardCharsets.UTF_8);
            OutputStream out = socket.getOutputStream();
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        void end() throws IOException {
            send("0\r\n\r\n");
        }

        void plain(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 " + status
                    + " Fake\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n" + body);
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void holdUntilClientLeaves() throws IOException {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the client left");
            }
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
    }
}
