// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// A TLS context whose sockets know nothing but the given protocols and close the connection beneath them.
///
/// Helidon 4.5 asks for sockets that do neither; its other way, by channels, looks up the name of every client in the
/// network before it says hello.
final class ServerSockets extends SSLContextSpi {

    private final SSLContext context;
    private final Set<String> protocols;

    private ServerSockets(SSLContext context, Set<String> protocols) {
        this.context = context;
        this.protocols = protocols;
    }

    static SSLContext context(SSLContext context, Set<String> protocols) {
        return new SSLContext(new ServerSockets(context, protocols), context.getProvider(), context.getProtocol()) {};
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return new Factory(context.getSocketFactory(), protocols.toArray(new String[0]));
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
        throw new IllegalStateException("this context is initialised");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return context.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return context.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return context.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return context.getClientSessionContext();
    }

    private static final class Factory extends SSLSocketFactory {

        private final SSLSocketFactory factory;
        private final String[] protocols;

        Factory(SSLSocketFactory factory, String[] protocols) {
            this.factory = factory;
            this.protocols = protocols;
        }

        @Override
        public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose)
                throws IOException {
            SSLSocket secure = (SSLSocket) factory.createSocket(socket, consumed, true);
            secure.setEnabledProtocols(protocols);
            return secure;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return factory.createSocket(socket, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return factory.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return factory.createSocket(host, port, localHost, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return factory.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return factory.createSocket(host, port, localHost, localPort);
        }
    }
}
