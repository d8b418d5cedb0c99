// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Approvals;
import de.fundstelle.access.Attempts;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Keys;
import de.fundstelle.access.People;
import de.fundstelle.access.Sessions;
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
import de.fundstelle.retrieve.Retriever;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The web server: every route there is, the limits around them and the headers on them.
public final class Server implements AutoCloseable {

    /// Files of one request, measured in the largest single file.
    private static final int LARGEST_FILES_PER_REQUEST = 16;

    private static final int LONGEST_HEADERS = 32 << 10;
    private static final int LONGEST_FIRST_LINE = 16 << 10;
    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Map<HeaderName, String> HEADERS = Map.of(
            HeaderNames.create("Content-Security-Policy"),
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'",
            HeaderNames.create("X-Content-Type-Options"),
            "nosniff",
            HeaderNames.create("Referrer-Policy"),
            "no-referrer",
            HeaderNames.create("X-Frame-Options"),
            "DENY");

    private final WebServer server;
    private final String host;
    private final List<Route> routes;

    private Server(WebServer server, String host, List<Route> routes) {
        this.server = server;
        this.host = host;
        this.routes = routes;
    }

    /// The parts that answer requests.
    ///
    /// @param connect the issuer of OpenID Connect, if there is one
    /// @param operatorToken the secret by which the command line on this machine is known
    public record Parts(
            Settings settings,
            PublicInfo info,
            People people,
            Sessions sessions,
            Keys keys,
            Attempts attempts,
            Optional<OpenIdConnect> connect,
            Approvals approvals,
            Collections collections,
            Ingest ingest,
            Retriever retriever,
            Conversations conversations,
            Removal removal,
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
        Identification identification = new Identification(
                parts.sessions(),
                parts.keys(),
                parts.operatorToken(),
                settings.behindHttps(),
                parts.settings().access().sessionLimit());
        List<Route> routes = routes(parts, identification);
        WebServer server = WebServer.builder()
                .host(settings.address())
                .port(settings.port())
                .maxTcpConnections(settings.maxConnections())
                .maxConcurrentRequests(settings.maxConnections())
                .maxPayloadSize(parts.settings().ingest().maxSize() * LARGEST_FILES_PER_REQUEST)
                .idleConnectionTimeout(IDLE_CONNECTION)
                .shutdownGracePeriod(GRACE)
                .shutdownHook(false)
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(LONGEST_HEADERS)
                        .maxPrologueLength(LONGEST_FIRST_LINE)
                        .build())
                .routing(routing -> route(routing, routes, new Gatekeeper(identification)))
                .build()
                .start();
        if (!server.isRunning()) {
            throw new IOException(
                    "listening on %s, port %d, failed: another program may be using it; end that, or choose "
                                    .formatted(settings.address(), settings.port())
                            + "another port in FUNDSTELLE_SERVER_PORT");
        }
        return new Server(server, settings.address(), routes);
    }

    private static void route(HttpRouting.Builder routing, List<Route> routes, Gatekeeper gatekeeper) {
        routing.addFilter((chain, request, response) -> {
            HEADERS.forEach((name, value) -> response.header(HeaderValues.create(name, value)));
            chain.proceed();
        });
        routes.forEach(route -> routing.route(route.method(), route.path(), gatekeeper.guard(route)));
        routing.get(
                "/*",
                gatekeeper.guard(
                        Route.open(Method.GET, "/*", call -> PageRoutes.serve(call.request(), call.response()))));
    }

    private static List<Route> routes(Parts parts, Identification identification) {
        Reach reach = new Reach(parts.collections(), parts.ingest().library());
        Predicate<Call> signedIn = identification::lasts;
        Patience patience = new Patience(
                parts.attempts(),
                parts.journal(),
                request -> request.remotePeer().host());
        Settings.Access access = parts.settings().access();
        PublicRoutes.Info info = new PublicRoutes.Info(
                parts.settings().authority().name(),
                parts.info().version(),
                parts.info().chat(),
                parts.info().sample(),
                access.minPasswordLength(),
                parts.connect().map(issuer -> access.oidc().label()));
        return Stream.of(
                        new PublicRoutes(
                                        info, parts.people(), parts.sessions(), identification, patience, parts.setup())
                                .routes(),
                        new SessionRoutes(
                                        parts.people(),
                                        parts.sessions(),
                                        identification,
                                        parts.connect().map(OpenIdConnect::provider))
                                .routes(),
                        new OidcRoutes(
                                        parts.connect(),
                                        parts.people(),
                                        parts.sessions(),
                                        identification,
                                        parts.journal(),
                                        parts.settings().server().behindHttps())
                                .routes(),
                        new AccountRoutes(parts.people(), parts.sessions(), parts.keys(), parts.disclosure(), patience)
                                .routes(),
                        new CollectionRoutes(
                                        parts.collections(), parts.people(), parts.ingest(), parts.removal(), reach)
                                .routes(),
                        new DocumentRoutes(parts.ingest(), reach, parts.removal()).routes(),
                        new ImportRoutes(parts.ingest(), reach, signedIn).routes(),
                        new SourceRoutes(parts.ingest(), reach, parts.removal()).routes(),
                        new SearchRoutes(
                                        parts.retriever(),
                                        reach,
                                        parts.people(),
                                        parts.approvals(),
                                        access.employeeProtection(),
                                        parts.usage(),
                                        parts.journal())
                                .routes(),
                        new ConversationRoutes(parts.conversations(), reach, parts.usage(), signedIn).routes(),
                        new AdministrationRoutes(parts.people(), parts.state()).routes(),
                        new AuditRoutes(
                                        parts.journal(),
                                        parts.retention(),
                                        parts.usage(),
                                        parts.people(),
                                        parts.approvals())
                                .routes(),
                        new OperatorRoutes(parts.verification(), parts.backup(), parts.journal()).routes())
                .flatMap(List::stream)
                .toList();
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
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
