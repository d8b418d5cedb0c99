// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.audit;

import com.cloudbees.syslog.Facility;
import com.cloudbees.syslog.Severity;
import com.cloudbees.syslog.SyslogMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Sends entries of the journal to a log server: RFC 5424 over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425).
///
/// The library writes the messages; the connection is ours because its own does not compare the server's name
/// with its certificate.
final class Syslog {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int PLAIN_PORT = 514;
    private static final int TLS_PORT = 6514;

    /// A log server says nothing; more bytes than that are not waited for.
    private static final int MOST_REPLY = 1 << 16;

    /// What a header has in the place of a name that is not known.
    private static final String UNKNOWN = "-";

    private final URI server;
    private final SSLSocketFactory secure;
    private final String host;

    /// Prepares to send.
    ///
    /// @param certificates PEM of the CA that the server's certificate comes from; else those that Java trusts
    /// count
    Syslog(URI server, Optional<Path> certificates) throws IOException {
        this.server = server;
        this.secure = certificates.isPresent()
                ? trusting(certificates.get())
                : (SSLSocketFactory) SSLSocketFactory.getDefault();
        this.host = host();
    }

    /// As the kernel knows this machine: asking for its own address would ask a name server.
    private static String host() throws IOException {
        Path name = Path.of("/proc/sys/kernel/hostname");
        String host = Files.isReadable(name) ? Files.readString(name).strip() : UNKNOWN;
        return host.matches("[!-~]{1,255}") ? host : UNKNOWN;
    }

    private static SSLSocketFactory trusting(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "reading certificates from '%s' in journal.syslog-ca-file: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Sends entries in their order; when this returns they were handed to the network.
    void send(List<Journal.Entry> entries) throws IOException {
        switch (String.valueOf(server.getScheme())) {
            case "udp" -> datagrams(entries);
            default -> stream(entries);
        }
    }

    private void datagrams(List<Journal.Entry> entries) throws IOException {
        InetSocketAddress address = address();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (Journal.Entry entry : entries) {
                byte[] bytes = message(entry).toRfc5424SyslogMessage().getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(bytes, bytes.length, address));
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
            if (!encrypted()) {
                awaitEnd(socket);
            }
        }
    }

    /// The protocol knows no receipt: a server that reads to the end and closes has taken all, one that is gone resets.
    private static void awaitEnd(Socket socket) throws IOException {
        socket.shutdownOutput();
        try {
            socket.getInputStream().skip(MOST_REPLY);
        } catch (SocketTimeoutException e) {
            // it keeps the connection; more cannot be known
        }
    }

    private InetSocketAddress address() throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(server.getHost(), port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(server.getHost());
        }
        return address;
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        boolean connected = false;
        try {
            plain.connect(address(), (int) CONNECT.toMillis());
            plain.setSoTimeout((int) CONNECT.toMillis());
            Socket socket = encrypted() ? secured(plain) : plain;
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                plain.close();
            }
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) secure.createSocket(plain, server.getHost(), port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private boolean encrypted() {
        return "tls".equals(server.getScheme());
    }

    private int port() {
        return server.getPort() > 0 ? server.getPort() : encrypted() ? TLS_PORT : PLAIN_PORT;
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
