// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/// A log server on the loopback address that takes the messages of RFC 5424 apart.
final class LogServer implements AutoCloseable {

    /// `<priority>version time host program process kind data message`, as RFC 5424, section 6, has it.
    private static final Pattern MESSAGE = Pattern.compile(
            "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d)) ([!-~]{1,255}) "
                    + "([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) - (.*)",
            Pattern.DOTALL);

    record Message(int priority, String time, String host, String program, String kind, String text) {}

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AutoCloseable listener;
    private final int port;

    private LogServer(AutoCloseable listener, int port) {
        this.listener = listener;
        this.port = port;
    }

    /// Over TCP, or TLS with a factory that knows a certificate; each message begins with its length.
    static LogServer stream(ServerSocketFactory factory, int port) throws IOException {
        ServerSocket socket = factory.createServerSocket(port, 5, InetAddress.getLoopbackAddress());
        LogServer server = new LogServer(socket, socket.getLocalPort());
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    server.read(client.getInputStream());
                } catch (IOException e) {
                    // a client that is refused, or the end
                }
            }
        });
        return server;
    }

    static LogServer datagrams() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        LogServer server = new LogServer(socket, socket.getLocalPort());
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
                try {
                    socket.receive(packet);
                    server.take(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // the end
                }
            }
        });
        return server;
    }

    private void read(InputStream in) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            ByteArrayOutputStream length = new ByteArrayOutputStream();
            while (next != ' ') {
                length.write(next);
                next = in.read();
            }
            take(new String(
                    in.readNBytes(Integer.parseInt(length.toString(StandardCharsets.US_ASCII))),
                    StandardCharsets.UTF_8));
        }
    }

    private void take(String text) {
        Matcher parts = MESSAGE.matcher(text);
        messages.add(
                parts.matches()
                        ? new Message(
                                Integer.parseInt(parts.group(1)),
                                parts.group(2),
                                parts.group(3),
                                parts.group(4),
                                parts.group(6),
                                parts.group(7))
                        : new Message(-1, "", "", "", "", "not RFC 5424: " + text));
    }

    int port() {
        return port;
    }

    /// What came so far, in the order in which it came.
    List<Message> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() throws IOException {
        try {
            listener.close();
        } catch (Exception e) { // whatever a closeable may throw
            throw new IOException(e);
        }
    }
}
