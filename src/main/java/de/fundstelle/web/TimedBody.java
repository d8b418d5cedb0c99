// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.webserver.ServerConnectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/// The body of a request; reading it waits only as long as its client may take.
final class TimedBody extends FilterInputStream {

    /// Bytes of a body without files; the same as [Json] accepts.
    static final long LARGEST = 1 << 20;

    private final Optional<ClientConnection> line;
    private final Connections.Limits limits;
    private final boolean upload;
    private final Runnable ended;
    private final long start = System.nanoTime();
    private long bytes;
    private long waited;

    /// @param line none if the connection is closed already
    /// @param upload whether it is files, which may be large
    /// @param ended told when the whole body was read
    TimedBody(
            InputStream in,
            Optional<ClientConnection> line,
            Connections.Limits limits,
            boolean upload,
            Runnable ended) {
        super(in);
        this.line = line;
        this.limits = limits;
        this.upload = upload;
        this.ended = ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long before = System.nanoTime();
        Duration limit = upload ? limits.pause() : limits.body();
        line.ifPresent(open -> open.awaitUntil((upload ? before : start) + limit.toNanos()));
        try {
            int count = super.read(target, offset, length);
            count(count, System.nanoTime() - before);
            return count;
        } catch (UncheckedIOException | ServerConnectionException e) {
            throw new IOException("the client sent its body too slowly, or left", e);
        } finally {
            line.ifPresent(ClientConnection::rest);
        }
    }

    private void count(int count, long nanos) throws IOException {
        if (count < 0) {
            ended.run();
            return;
        }
        bytes += count;
        waited += nanos;
        if (!upload && bytes > LARGEST) {
            throw new Problem(413, "Der Text ist zu lang: höchstens 1 MB.");
        }
        if (waited > limits.rateAfter().toNanos()
                && bytes < limits.leastRate() * (waited / Duration.ofSeconds(1).toNanos())) {
            line.ifPresent(ClientConnection::cut);
            throw new IOException("the client sent its files too slowly");
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
    }
}
