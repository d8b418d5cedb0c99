// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.config.Settings;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The server's certificate, read anew when its files change: connections that exist go on, new ones get the new one.
///
/// Files that cannot be used leave the old certificate in place and are told once.
final class Certificates implements AutoCloseable {

    /// Between two looks at the files.
    static final Duration PERIOD = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(Certificates.class.getName());
    private static final Duration WARN_BEFORE = Duration.ofDays(21);
    private static final Duration WARN_EVERY = Duration.ofDays(1);

    /// Older ones are broken (RFC 8996).
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    private final Settings.Tls files;
    private final Clock clock;
    private final SSLContext context;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Pair pair;
    private String seen;
    private Instant warned = Instant.EPOCH;

    /// The problem that was told last.
    private String told = "";

    /// What new handshakes get, and what those get that began before the last change.
    private record Pair(KeyMaterial current, KeyMaterial former, int number) {

        String alias() {
            return "server-" + number;
        }

        KeyMaterial named(String alias) {
            return alias.equals(alias()) ? current : former;
        }
    }

    private Certificates(Settings.Tls files, Clock clock) throws IOException {
        this.files = files;
        this.clock = clock;
        this.seen = KeyMaterial.fingerprint(files);
        KeyMaterial first = KeyMaterial.read(files);
        this.pair = new Pair(first, first, 0);
        this.context = context(new Current());
    }

    /// Reads the files, and looks at them again every so often.
    ///
    /// @throws IOException if they cannot be used; the message says why and what to do
    static Certificates open(Settings.Tls files, Clock clock, Duration period) throws IOException {
        Certificates certificates;
        try {
            certificates = new Certificates(files, clock);
        } catch (IOException e) {
            throw new IOException("server.tls: " + e.getMessage(), e);
        }
        certificates.warnOfExpiry();
        Thread.ofVirtual().name("certificates").start(() -> certificates.watch(period));
        return certificates;
    }

    /// For the web server.
    Tls tls() {
        return Tls.builder().sslContext(context).build();
    }

    private void watch(Duration period) {
        try {
            while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            String now = KeyMaterial.fingerprint(files);
            if (!now.equals(seen)) {
                seen = now;
                told = "";
                pair = new Pair(KeyMaterial.read(files), pair.current(), pair.number() + 1);
                warned = Instant.EPOCH;
                LOG.log(
                        Level.INFO,
                        "the server has a new certificate, valid until {0}",
                        pair.current().expiry());
            }
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(told)) {
                told = problem;
                LOG.log(Level.WARNING, "the new certificate cannot be used, the old one stays: {0}", problem);
            }
        }
        warnOfExpiry();
    }

    private void warnOfExpiry() {
        Instant now = clock.instant();
        Instant expiry = pair.current().expiry();
        if (now.plus(WARN_BEFORE).isBefore(expiry) || now.minus(WARN_EVERY).isBefore(warned)) {
            return;
        }
        warned = now;
        LOG.log(
                Level.WARNING,
                "the server''s certificate {0} {1}; put a new one into {2}, no restart is needed",
                expiry.isAfter(now) ? "is valid only until" : "has been invalid since",
                expiry,
                files.certificateFile().orElseThrow());
    }

    private static SSLContext context(KeyManager keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return ServerSockets.context(context, PROTOCOLS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /// Hands out the certificate of the moment.
    private final class Current extends X509ExtendedKeyManager {

        private @Nullable String alias(String keyType) {
            Pair now = pair;
            String algorithm = now.current().certificate().getPublicKey().getAlgorithm();
            boolean fits = keyType.equals(algorithm)
                    || keyType.startsWith(algorithm + "_")
                    || (algorithm.equals("EdDSA") && keyType.startsWith("Ed"))
                    || (algorithm.equals("RSA") && keyType.equals("RSASSA-PSS"));
            return fits ? now.alias() : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(keyType);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(keyType);
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            String alias = alias(keyType);
            return alias == null ? null : new String[] {alias};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return pair.named(alias).chain().toArray(new X509Certificate[0]);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return pair.named(alias).key();
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
