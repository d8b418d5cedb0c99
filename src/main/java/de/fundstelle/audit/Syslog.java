// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import com.cloudbees.syslog.Facility;
import com.cloudbees.syslog.Severity;
import com.cloudbees.syslog.SyslogMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sends entries of the journal to a log server: RFC 5424 over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425).
///
/// The library writes the messages; the connection is ours because its own does not compare the server's name
/// with its certificate.
final class Syslog {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int PLAIN_PORT = 514;
    private static final int TLS_PORT = 6514;

    private final URI server;
    private final String host;

    Syslog(URI server) throws IOException {
        this.server = server;
        this.host = InetAddress.getLoopbackAddress().getHostName();
    }

    /// Sends entries in their order; when this returns they were handed to the network.
    void send(List<Journal.Entry> entries) throws IOException {
        switch (String.valueOf(server.getScheme())) {
            case "udp" -> datagrams(entries);
            default -> stream(entries);
        }
    }

    private void datagrams(List<Journal.Entry> entries) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (Journal.Entry entry : entries) {
                byte[] bytes = message(entry).toRfc5424SyslogMessage().getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(server.getHost(), port())));
            }
        }
    }

    private void stream(List<Journal.Entry> entries) throws IOException {
        try (Socket socket = connect()) {
            StringBuilder messages = new StringBuilder();
            for (Journal.Entry entry : entries) {
                String text = message(entry).toRfc5424SyslogMessage();
                messages.append(text.getBytes(StandardCharsets.UTF_8).length)
                        .append(' ')
                        .append(text);
            }
            socket.getOutputStream().write(messages.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        boolean connected = false;
        try {
            plain.connect(new InetSocketAddress(server.getHost(), port()), (int) CONNECT.toMillis());
            plain.setSoTimeout((int) CONNECT.toMillis());
            Socket socket = secure() ? secured(plain) : plain;
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                plain.close();
            }
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, server.getHost(), port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private boolean secure() {
        return "tls".equals(server.getScheme());
    }

    private int port() {
        return server.getPort() > 0 ? server.getPort() : secure() ? TLS_PORT : PLAIN_PORT;
    }

    private SyslogMessage message(Journal.Entry entry) {
        return new SyslogMessage()
                .withFacility(Facility.AUDIT)
                .withSeverity(Severity.NOTICE)
                .withTimestamp(entry.at())
                .withHostname(host)
                .withAppName("fundstelle")
                .withMsgId(entry.action())
                .withMsg(entry.line());
    }
}
