// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.oidc.OpenIdConnect;
import de.fundstelle.config.Settings;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All routes of the interface, each from the class that serves it.
final class InterfaceRoutes {

    private InterfaceRoutes() {}

    static List<Route> of(Server.Parts parts, Identification identification, Callers callers) {
        Reach reach = new Reach(parts.collections(), parts.ingest().library());
        Predicate<Call> signedIn = identification::lasts;
        Patience patience = new Patience(parts.attempts(), parts.journal(), callers::of);
        Settings.Access access = parts.settings().access();
        PublicRoutes.Info info = new PublicRoutes.Info(
                parts.settings().authority().name(),
                parts.info().version(),
                parts.info().chat(),
                parts.info().sample(),
                access.minPasswordLength(),
                parts.ingest().largestFile(),
                parts.connect().map(issuer -> access.oidc().label()));
        return Stream.of(
                        new PublicRoutes(
                                        info,
                                        parts.people(),
                                        parts.directory(),
                                        parts.sessions(),
                                        identification,
                                        patience,
                                        parts.setup(),
                                        parts.ingest()::standsStill)
                                .routes(),
                        new SessionRoutes(
                                        parts.people(),
                                        parts.sessions(),
                                        identification,
                                        parts.connect().map(OpenIdConnect::provider))
                                .routes(),
                        new OidcRoutes(
                                        parts.connect(),
                                        parts.identities(),
                                        parts.sessions(),
                                        identification,
                                        parts.journal())
                                .routes(),
                        new AccountRoutes(parts.people(), parts.sessions(), parts.keys(), parts.disclosure(), patience)
                                .routes(),
                        new CollectionRoutes(
                                        parts.collections(), parts.people(), parts.ingest(), parts.removal(), reach)
                                .routes(),
                        new DocumentRoutes(parts.ingest(), parts.dated(), reach, parts.removal()).routes(),
                        new FactRoutes(parts.ingest(), parts.dated(), reach).routes(),
                        new ImportRoutes(parts.ingest(), reach, signedIn).routes(),
                        new RunRoutes(parts.ingest(), reach, signedIn).routes(),
                        new SourceRoutes(parts.ingest(), reach, parts.removal()).routes(),
                        new SearchRoutes(
                                        parts.retriever(),
                                        parts.dated(),
                                        reach,
                                        parts.people(),
                                        parts.approvals(),
                                        access.employeeProtection(),
                                        parts.usage(),
                                        parts.journal())
                                .routes(),
                        new ConversationRoutes(parts.conversations(), reach, parts.usage(), signedIn).routes(),
                        new WatchedFolderRoutes(parts.sources(), parts.collections()).routes(),
                        new AdministrationRoutes(parts.people(), parts.state()).routes(),
                        new AuditRoutes(
                                        parts.journal(),
                                        parts.retention(),
                                        parts.usage(),
                                        parts.people(),
                                        parts.approvals())
                                .routes(),
                        new EvaluationRoutes(
                                        parts.evaluations(),
                                        parts.settings().retrieve().vectorWeight(),
                                        parts.state())
                                .routes(),
                        new OperatorRoutes(parts.verification(), parts.backup(), parts.journal()).routes())
                .flatMap(List::stream)
                .toList();
    }
}
