// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Approvals;
import de.fundstelle.access.Attempts;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Identities;
import de.fundstelle.access.Keys;
import de.fundstelle.access.People;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.ldap.DirectoryAccounts;
import de.fundstelle.access.oidc.OpenIdConnect;
import de.fundstelle.audit.Journal;
import de.fundstelle.backup.Backup;
import de.fundstelle.backup.Verification;
import de.fundstelle.chat.Conversations;
import de.fundstelle.config.Settings;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.retention.Disclosure;
import de.fundstelle.retention.Removal;
import de.fundstelle.retention.Retention;
import de.fundstelle.retention.Usage;
import de.fundstelle.retrieve.Dated;
import de.fundstelle.retrieve.Evaluations;
import de.fundstelle.retrieve.Retriever;
import de.fundstelle.sources.Sources;
import io.helidon.http.Method;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The web server: every route there is, the limits around them and the headers on them.
public final class Server implements AutoCloseable {

    /// Files of one request, measured in the largest single file.
    private static final int LARGEST_FILES_PER_REQUEST = 16;

    private static final int LONGEST_HEADERS = 32 << 10;
    private static final int LONGEST_FIRST_LINE = 16 << 10;
    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// The socket of the command line on this machine, where the other one speaks HTTPS or is not on loopback.
    private static final String OPERATOR_SOCKET = "operator";

    private static final String LOOPBACK = "127.0.0.1";

    /// Addresses that a command on this machine reaches from loopback, where alone its token is believed.
    private static final Set<String> BESIDE_LOOPBACK = Set.of(LOOPBACK, "0.0.0.0", "::", "::1", "localhost");

    private final WebServer server;
    private final String host;
    private final List<Route> routes;
    private final Connections connections;
    private final Optional<Certificates> certificates;

    private Server(
            WebServer server,
            String host,
            List<Route> routes,
            Connections connections,
            Optional<Certificates> certificates) {
        this.server = server;
        this.host = host;
        this.routes = routes;
        this.connections = connections;
        this.certificates = certificates;
    }

    /// The parts that answer requests.
    ///
    /// @param connect the issuer of OpenID Connect, if there is one
    /// @param operatorToken the secret by which the command line on this machine is known
    public record Parts(
            Settings settings,
            PublicInfo info,
            People people,
            Identities identities,
            Optional<DirectoryAccounts> directory,
            Sessions sessions,
            Keys keys,
            Attempts attempts,
            Optional<OpenIdConnect> connect,
            Approvals approvals,
            Collections collections,
            Ingest ingest,
            Retriever retriever,
            Dated dated,
            Evaluations evaluations,
            Conversations conversations,
            Removal removal,
            Sources sources,
            Retention retention,
            Usage usage,
            Disclosure disclosure,
            Verification verification,
            Backup backup,
            Journal journal,
            SetupCode setup,
            String operatorToken,
            Supplier<SystemState> state) {}

    /// What the page knows before anybody signs in.
    ///
    /// @param chat whether a model writes answers
    /// @param sample whether all of this is a demonstration that forgets everything
    public record PublicInfo(String version, boolean chat, boolean sample) {}

    /// Starts to listen.
    ///
    /// @throws IOException if that is impossible; the web server itself says so in the log only
    public static Server start(Parts parts) throws IOException {
        Settings.Server settings = parts.settings().server();
        Exposure.check(settings);
        boolean ownTls = settings.tls().certificateFile().isPresent();
        boolean https = ownTls || settings.behindHttps();
        Identification identification = new Identification(
                parts.sessions(),
                parts.keys(),
                parts.operatorToken(),
                https,
                parts.settings().access().sessionLimit());
        Callers callers = new Callers(settings.trustedProxies());
        List<Route> routes = InterfaceRoutes.of(parts, identification, callers);
        Optional<Certificates> certificates = ownTls
                ? Optional.of(Certificates.open(settings.tls(), Clock.systemUTC(), Certificates.PERIOD))
                : Optional.empty();
        Connections connections = Connections.open(Connections.Limits.of(settings.maxConnections()), callers);
        Headers headers = new Headers(https, callers);
        Gatekeeper gatekeeper = new Gatekeeper(identification);
        Consumer<HttpRouting.Builder> routing = to -> route(to, routes, gatekeeper, headers, connections);
        WebServer server = started(settings, parts, certificates, connections, headers, routing);
        if (!server.isRunning()) {
            connections.close();
            certificates.ifPresent(Certificates::close);
            throw new IOException(
                    "listening on %s, port %d, failed: another program may be using it; end that, or choose "
                                    .formatted(settings.address(), settings.port())
                            + "another port in FUNDSTELLE_SERVER_PORT");
        }
        return new Server(server, settings.address(), routes, connections, certificates);
    }

    private static WebServer started(
            Settings.Server settings,
            Parts parts,
            Optional<Certificates> certificates,
            Connections connections,
            Headers headers,
            Consumer<HttpRouting.Builder> routing) {
        long largest = parts.settings().ingest().maxSize() * LARGEST_FILES_PER_REQUEST;
        var builder = WebServer.builder()
                .host(settings.address())
                .port(settings.port())
                .shutdownHook(false)
                .routing(routing);
        limit(builder, settings.maxConnections(), largest, connections, headers);
        certificates.ifPresent(own -> builder.tls(own.tls()).useNio(false)); // see ServerSockets
        if (certificates.isPresent() || !BESIDE_LOOPBACK.contains(settings.address())) {
            builder.putSocket(OPERATOR_SOCKET, socket -> {
                socket.host(LOOPBACK).port(0).routing(operators -> {
                    operators.addFilter(new OperatorsOnly(parts.operatorToken()));
                    routing.accept(operators);
                });
                limit(socket, settings.maxConnections(), largest, connections, headers);
            });
        }
        return builder.build().start();
    }

    /// Helidon's own defaults are unlimited.
    static void limit(
            ListenerConfig.BuilderBase<?, ?> socket,
            int maxConnections,
            long largestBody,
            Connections connections,
            Headers headers) {
        socket.maxTcpConnections(maxConnections)
                .maxConcurrentRequests(maxConnections)
                .maxPayloadSize(largestBody)
                .idleConnectionTimeout(IDLE_CONNECTION)
                .shutdownGracePeriod(GRACE)
                .connectionOptions(connections.accepting())
                .directHandlers(headers.direct())
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(LONGEST_HEADERS)
                        .maxPrologueLength(LONGEST_FIRST_LINE)
                        .addReceiveListener(connections.requests())
                        .build());
    }

    private static void route(
            HttpRouting.Builder routing,
            List<Route> routes,
            Gatekeeper gatekeeper,
            Headers headers,
            Connections connections) {
        routing.addFilter((chain, request, response) -> {
            headers.put(request, response);
            Runnable answered = connections.limit(request, response);
            try {
                chain.proceed();
            } finally {
                answered.run();
            }
        });
        routes.forEach(route -> routing.route(route.method(), route.path(), gatekeeper.guard(route)));
        routing.get(
                "/*",
                gatekeeper.guard(
                        Route.open(Method.GET, "/*", call -> PageRoutes.serve(call.request(), call.response()))));
    }

    /// Every route of the interface.
    List<Route> routes() {
        return routes;
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    /// An address that a browser on this machine can open.
    public String address() {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String scheme = certificates.isPresent() ? "https://" : "http://";
        return scheme + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port();
    }

    /// The address that the command line on this machine uses: always plain HTTP from loopback.
    public String operatorAddress() {
        int own = server.port(OPERATOR_SOCKET);
        return own > 0 ? "http://" + LOOPBACK + ":" + own : address();
    }

    @Override
    public void close() {
        server.stop();
        connections.close();
        certificates.ifPresent(Certificates::close);
    }
}
