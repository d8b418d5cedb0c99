// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// The directory server: every connection it gives has TLS 1.2 or newer and a certificate for the server's name.
///
/// Thread-safe. A name with several addresses, as an Active Directory domain has, is tried address by address.
final class Endpoint extends ServerSet {

    /// Addresses of one name to try; each costs the time to connect.
    private static final int MOST_ADDRESSES = 4;

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    /// Entries are small: we ask for few attributes.
    private static final int LARGEST_MESSAGE_BYTES = 4 << 20;

    private final String host;
    private final int port;
    private final boolean startTls;
    private final SSLSocketFactory tls;
    private final LDAPConnectionOptions options;

    /// @param connect for a connection, its handshake included
    /// @param response for the answer to one request
    Endpoint(URI url, Optional<Path> caFile, Duration connect, Duration response) throws IOException {
        host = host(url);
        startTls = switch (String.valueOf(url.getScheme())) {
            case "ldaps" -> false;
            case "ldap" -> true;
            default -> throw new IOException("access.ldap.url: ldaps:// or ldap:// is needed");
        };
        port = url.getPort() > 0 ? url.getPort() : startTls ? 389 : 636;
        tls = trusting(caFile).getSocketFactory();
        options = options(connect, response);
    }

    private static String host(URI url) throws IOException {
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            throw new IOException("access.ldap.url: a host is needed, as in ldaps://dc1.stadt.example");
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host; // IPv6
    }

    private static LDAPConnectionOptions options(Duration connect, Duration response) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) connect.toMillis());
        options.setResponseTimeoutMillis(response.toMillis());
        options.setAbandonOnTimeout(true);
        options.setFollowReferrals(false);
        options.setUseSynchronousMode(true); // one request at a time per connection, no reader thread each
        options.setBindWithDNRequiresPassword(true);
        options.setMaxMessageSize(LARGEST_MESSAGE_BYTES);
        options.setSSLSocketVerifier(new Identity());
        return options;
    }

    /// The CA of the file and no other; without a file those that Java knows.
    private static SSLContext trusting(Optional<Path> caFile) throws IOException {
        try {
            KeyStore store = caFile.isPresent() ? authorities(caFile.get()) : null;
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "reading access.ldap.ca-file%s: %s; it needs certificates in PEM form"
                            .formatted(caFile.map(" '%s'"::formatted).orElse(""), e.getMessage()),
                    e);
        }
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream pem = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    @Override
    public LDAPConnection getConnection() throws LDAPException {
        LDAPException first = null;
        InetAddress[] addresses = addresses();
        for (int i = 0; i < Math.min(addresses.length, MOST_ADDRESSES); i++) {
            try {
                return connect(addresses[i]);
            } catch (LDAPException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new LDAPException(ResultCode.CONNECT_ERROR, "no address") : first;
    }

    private InetAddress[] addresses() throws LDAPException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "the host name has no address", e);
        }
    }

    private LDAPConnection connect(InetAddress address) throws LDAPException {
        LDAPConnection connection = new LDAPConnection(
                startTls ? SocketFactory.getDefault() : new HastyTls(tls, options.getConnectTimeoutMillis()),
                options.duplicate());
        boolean secure = false;
        try {
            connection.connect(host, address, port, options.getConnectTimeoutMillis());
            if (startTls) {
                startTls(connection);
            }
            secure = connection.getSSLSession() != null;
            if (!secure) {
                throw new LDAPException(ResultCode.CONNECT_ERROR, "no TLS");
            }
            return connection;
        } finally {
            if (!secure) {
                connection.close();
            }
        }
    }

    private void startTls(LDAPConnection connection) throws LDAPException {
        StartTLSExtendedRequest request = new StartTLSExtendedRequest(tls);
        request.setResponseTimeoutMillis((long) options.getConnectTimeoutMillis());
        try {
            ExtendedResult result = connection.processExtendedOperation(request);
            if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new NoStartTls();
            }
        } catch (LDAPException e) {
            throw e.getResultCode().isClientSideResultCode() ? e : new NoStartTls();
        }
    }

    /// Sockets whose handshake ends in time: the library waits for ever for a server that accepts and says nothing.
    private static final class HastyTls extends SocketFactory {

        private final SSLSocketFactory tls;
        private final int millis;

        HastyTls(SSLSocketFactory tls, int millis) {
            this.tls = tls;
            this.millis = millis;
        }

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = tls.createSocket();
            socket.setSoTimeout(millis); // the library sets it anew for each answer
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw unconnectedOnly();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            throw unconnectedOnly();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw unconnectedOnly();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            throw unconnectedOnly();
        }

        private static IOException unconnectedOnly() {
            return new IOException("only unconnected sockets are made here, so that connecting has its limit");
        }
    }

    /// The certificate is for another host.
    static final class WrongHost extends LDAPException {
        private static final long serialVersionUID = 1;

        WrongHost(LDAPException cause) {
            super(ResultCode.CONNECT_ERROR, "the certificate is not for this host", cause);
        }
    }

    /// The server will not begin to speak TLS.
    static final class NoStartTls extends LDAPException {
        private static final long serialVersionUID = 1;

        NoStartTls() {
            super(ResultCode.CONNECT_ERROR, "no StartTLS");
        }
    }

    /// Checks host name and protocol, after the JDK has checked the chain.
    private static final class Identity extends SSLSocketVerifier {

        private final SSLSocketVerifier names = new HostNameSSLSocketVerifier(true);

        @Override
        public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
            if (!PROTOCOLS.contains(socket.getSession().getProtocol())) {
                throw new LDAPException(ResultCode.CONNECT_ERROR, "TLS is older than 1.2");
            }
            try {
                names.verifySSLSocket(host, port, socket);
            } catch (LDAPException e) {
                throw new WrongHost(e);
            }
        }
    }
}
