// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/// One connection; its deadline is in [System#nanoTime], and 0 while we wait for nothing.
final class ClientConnection {

    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private final SocketChannel channel;
    private final Optional<InetAddress> address;
    private volatile long deadline;

    ClientConnection(SocketChannel channel, Optional<InetAddress> address) {
        this.channel = channel;
        this.address = address;
    }

    /// The client has so long from now on.
    void await(Duration limit) {
        awaitUntil(System.nanoTime() + limit.toNanos());
    }

    /// @param moment in [System#nanoTime]
    void awaitUntil(long moment) {
        deadline = moment == 0 ? 1 : moment;
    }

    /// We wait for nothing.
    void rest() {
        deadline = 0;
    }

    Optional<InetAddress> address() {
        return address;
    }

    boolean late(long now) {
        long end = deadline;
        return end != 0 && now - end > 0;
    }

    boolean open() {
        return channel.isOpen();
    }

    void cut() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }
}
