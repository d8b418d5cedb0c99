// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The connections that exist, each with the moment at which it is cut off if its client is too slow until then.
///
/// Helidon 4.5 has no time limits for reading: a client that sends one byte a minute keeps its connection for ever.
/// Here a clock runs exactly while we wait for the client: for its handshake and the head of a request, and for a
/// body while somebody reads it. Nothing runs while an answer is written, however long that takes.
final class Connections implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    /// Where files are brought.
    private static final Pattern UPLOADS = Pattern.compile("/api/collections/[^/]+/documents(?:/.*)?");

    private final Limits limits;
    private final Callers callers;
    private final Map<SocketAddress, ClientConnection> lines = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Connections(Limits limits, Callers callers) {
        this.limits = limits;
        this.callers = callers;
    }

    /// How long we wait for a client, and how many connections one address may have.
    ///
    /// @param head from the connection to the end of the first request's head, the TLS handshake included
    /// @param idle from an answer to the end of the next request's head
    /// @param body for a whole body without files
    /// @param pause for the next byte of an upload
    /// @param leastRate bytes per second of an upload, on average of the time we waited for it
    /// @param rateAfter how long an upload may be slower than that
    /// @param perAddress connections of one address that is no trusted proxy
    /// @param period between two looks at the clock
    record Limits(
            Duration head,
            Duration idle,
            Duration body,
            Duration pause,
            int leastRate,
            Duration rateAfter,
            int perAddress,
            Duration period) {

        /// Half of all connections: then one machine alone cannot keep the others out.
        static Limits of(int maxConnections) {
            return new Limits(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    128,
                    Duration.ofMinutes(2),
                    maxConnections / 2,
                    Duration.ofMillis(500));
        }
    }

    static Connections open(Limits limits, Callers callers) {
        Connections connections = new Connections(limits, callers);
        Thread.ofVirtual().name("connections").start(connections::watch);
        return connections;
    }

    /// What the web server does with each connection it accepts.
    SocketOptions accepting() {
        return new AcceptingOptions(SocketOptions.create(), this::accept);
    }

    /// Tells where a request stands.
    Http1ConnectionListener requests() {
        return new Http1ConnectionListener() {
            @Override
            public void headers(ConnectionContext context, Headers headers) {
                line(context.remotePeer().address()).ifPresent(ClientConnection::rest);
            }
        };
    }

    /// Limits the body of a request while somebody reads it; call this before the body is looked at.
    ///
    /// @return what is to be done when the answer is written: the next request may come then
    Runnable limit(ServerRequest request, ServerResponse response) {
        Optional<ClientConnection> line = line(request.remotePeer().address());
        limitBody(line, request, response);
        return () -> line.ifPresent(open -> open.await(limits.idle()));
    }

    private void limitBody(Optional<ClientConnection> line, ServerRequest request, ServerResponse response) {
        boolean upload = UPLOADS.matcher(request.path().path()).matches();
        long declared = request.headers().contentLength().orElse(0);
        boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        if (!chunked && declared == 0) {
            return;
        }
        AtomicBoolean read = new AtomicBoolean();
        request.streamFilter(in -> new TimedBody(in, line, limits, upload, () -> read.set(true)));
        if (chunked || declared > TimedBody.LARGEST) {
            // Else the rest of what nobody wants would be fetched before the next request.
            response.beforeSend(() -> {
                if (!read.get()) {
                    response.header(HeaderValues.CONNECTION_CLOSE);
                }
            });
        }
    }

    /// None if the connection is closed already; the library knows no address then.
    private Optional<ClientConnection> line(@Nullable SocketAddress peer) {
        return peer == null ? Optional.empty() : Optional.ofNullable(lines.get(peer));
    }

    private void watch() {
        try {
            while (!closed.await(limits.period().toMillis(), TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                lines.values().stream().filter(line -> line.late(now)).forEach(ClientConnection::cut);
                lines.values().removeIf(line -> !line.open());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(SocketChannel channel) {
        try {
            SocketAddress peer = channel.getRemoteAddress();
            ClientConnection line = new ClientConnection(channel, Callers.address(peer));
            line.await(limits.head());
            lines.values().removeIf(known -> !known.open());
            if (tooMany(line)) {
                line.cut();
                return;
            }
            lines.put(peer, line);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client left before it was greeted", e);
        }
    }

    private boolean tooMany(ClientConnection one) {
        return one.address()
                .filter(address -> !callers.trusts(address))
                .map(address -> lines.values().stream()
                                .filter(line -> line.address().equals(one.address()))
                                .count()
                        >= limits.perAddress())
                .orElse(false);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
