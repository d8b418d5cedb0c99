// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Keys;
import de.fundstelle.access.People;
import de.fundstelle.access.Scope;
import de.fundstelle.access.Sessions;
import de.fundstelle.access.Sessions.Session;
import de.fundstelle.access.Task;
import de.fundstelle.retention.Disclosure;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A person's own account: password, sessions, keys, and everything that is kept about them.
final class AccountRoutes {

    private final People people;
    private final Sessions sessions;
    private final Keys keys;
    private final Disclosure disclosure;
    private final Patience patience;

    AccountRoutes(People people, Sessions sessions, Keys keys, Disclosure disclosure, Patience patience) {
        this.people = people;
        this.sessions = sessions;
        this.keys = keys;
        this.disclosure = disclosure;
        this.patience = patience;
    }

    private record NewPassword(
            @Nullable String old, @Nullable String password) {}

    private record ShownSession(String id, String browser, long begun, boolean current) {}

    private record AllSessions(List<ShownSession> sessions) {}

    private record NewKey(
            @Nullable String name,
            @Nullable Set<String> scopes,
            @Nullable Integer days) {}

    private record ShownKey(
            String id,
            String name,
            Set<String> scopes,
            long made,
            long expires,
            @Nullable String key) {
        static ShownKey of(Keys.Key key, @Nullable String secret) {
            Set<String> scopes = new TreeSet<>();
            key.scopes().forEach(scope -> scopes.add(scope.key()));
            return new ShownKey(key.id(), key.name(), scopes, key.made(), key.expires(), secret);
        }
    }

    /// @param longestDays how long a new key can be good for
    private record AllKeys(List<ShownKey> keys, long longestDays) {}

    List<Route> routes() {
        return List.of(
                Route.put("/api/session/password", Task.OWN_ACCOUNT, this::changePassword),
                Route.get("/api/sessions", Task.OWN_ACCOUNT, this::listSessions),
                Route.delete("/api/sessions", Task.OWN_ACCOUNT, this::endOtherSessions),
                Route.delete("/api/sessions/{id}", Task.OWN_ACCOUNT, this::endSession),
                Route.get("/api/keys", Task.OWN_ACCOUNT, this::listKeys),
                Route.post("/api/keys", Task.OWN_ACCOUNT, this::makeKey),
                Route.delete("/api/keys/{id}", Task.OWN_ACCOUNT, this::revokeKey),
                Route.get("/api/account/export", Task.OWN_ACCOUNT, this::export));
    }

    private static Session session(Call call) {
        return call.session().orElseThrow(() -> new IllegalStateException("only a session is good for an account"));
    }

    /// Whoever found an open browser must not guess the password here either.
    private void changePassword(Call call) throws IOException {
        NewPassword wanted = call.json(NewPassword.class);
        String old = PublicRoutes.required(wanted.old(), "old");
        String password = PublicRoutes.required(wanted.password(), "password");
        patience.require(call, call.person().name());
        People.Result result = people.changePassword(
                call.person(), old, password, session(call).token());
        switch (result) {
            case People.Result.Done done -> call.sendNothing();
            case People.Result.Refused refused -> {
                if (refused.equals(People.WRONG_PASSWORD)) {
                    patience.failed(
                            call,
                            call.person().name(),
                            Optional.of(call.person().id()));
                }
                throw Problem.refused(refused.advice());
            }
        }
    }

    private void listSessions(Call call) {
        String current = session(call).id();
        call.send(new AllSessions(sessions.list(call.person()).stream()
                .map(one -> new ShownSession(
                        one.id(), one.browser(), one.begun(), one.id().equals(current)))
                .toList()));
    }

    private void endOtherSessions(Call call) {
        sessions.endOthers(call.person(), session(call).token());
        call.sendNothing();
    }

    private void endSession(Call call) {
        if (!sessions.end(call.person(), call.path("id"))) {
            throw Problem.unknown();
        }
        call.sendNothing();
    }

    private void listKeys(Call call) {
        call.send(new AllKeys(
                keys.list(call.person()).stream()
                        .map(key -> ShownKey.of(key, null))
                        .toList(),
                keys.limit().toDays()));
    }

    private void makeKey(Call call) throws IOException {
        NewKey wanted = call.json(NewKey.class);
        Keys.Made made = keys.make(
                call.person(),
                PublicRoutes.required(wanted.name(), "name"),
                scopes(Optional.ofNullable(wanted.scopes()).orElse(Set.of())),
                Optional.ofNullable(wanted.days()).map(Duration::ofDays));
        switch (made) {
            case Keys.Made.Done done -> call.send(201, ShownKey.of(done.key(), done.secret()));
            case Keys.Made.Refused refused -> throw Problem.refused(refused.advice());
        }
    }

    private static Set<Scope> scopes(Set<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names) {
            scopes.add(Scope.ofKey(name)
                    .orElseThrow(() -> Problem.refused(
                            "Ein Schlüssel gilt für read, contribute oder manage, nicht für „%s“.".formatted(name))));
        }
        return scopes;
    }

    private void revokeKey(Call call) {
        if (!keys.revoke(call.person(), call.path("id"))) {
            throw Problem.unknown();
        }
        call.sendNothing();
    }

    /// Everything that is kept about the person, for a program or for reading.
    private void export(Call call) throws IOException {
        boolean html = call.query("format").filter("html"::equals).isPresent();
        Disclosure.Everything everything = disclosure.of(call.person());
        byte[] bytes = html ? everything.html().getBytes(StandardCharsets.UTF_8) : everything.json();
        call.attachment("fundstelle-meine-daten." + (html ? "html" : "json"));
        call.header(HeaderNames.CONTENT_LENGTH, String.valueOf(bytes.length));
        try (OutputStream out = call.stream(html ? "text/html; charset=utf-8" : "application/json; charset=utf-8")) {
            out.write(bytes);
        }
    }
}
