// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Approvals;
import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Task;
import de.fundstelle.audit.Journal;
import de.fundstelle.retention.Retention;
import de.fundstelle.retention.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was done to the system, what was deleted, how much it is used; and the second person's agreement.
final class AuditRoutes {

    private static final int STANDARD = 100;

    private final Journal journal;
    private final Retention retention;
    private final Usage usage;
    private final People people;
    private final Approvals approvals;

    AuditRoutes(Journal journal, Retention retention, Usage usage, People people, Approvals approvals) {
        this.journal = journal;
        this.retention = retention;
        this.usage = usage;
        this.people = people;
        this.approvals = approvals;
    }

    /// @param name of the actor, if there still is one
    /// @param objectName of the person it was done to, if it was one who still is there
    private record ShownEntry(
            long id,
            String at,
            String actor,
            @Nullable String name,
            String action,
            String object,
            @Nullable String objectName,
            String result,
            String hash) {}

    private record Entries(List<ShownEntry> entries, String head) {}

    private record Deletions(List<Retention.Deletion> deletions) {}

    private record AllUsage(List<Usage.Cell> usage) {}

    private record NewApproval(@Nullable String as) {}

    private record Approved(String code, long seconds) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/journal", Task.AUDIT, this::list),
                Route.get("/api/journal/export", Task.AUDIT, this::export),
                Route.get("/api/deletions", Task.AUDIT, call -> call.send(new Deletions(retention.deletions()))),
                Route.get("/api/usage", Task.AUDIT, call -> call.send(new AllUsage(usage.published()))),
                Route.post("/api/approvals", Task.AUDIT, this::approve));
    }

    private void list(Call call) {
        List<ShownEntry> entries =
                journal.newest(before(call), call.query("action"), call.limit(STANDARD, Journal.MOST)).stream()
                        .map(this::shown)
                        .toList();
        call.send(new Entries(entries, journal.head().toString()));
    }

    private static Optional<Long> before(Call call) {
        try {
            return call.query("before").map(Long::parseLong);
        } catch (NumberFormatException e) {
            throw Problem.malformed("before ist die Nummer eines Eintrags.");
        }
    }

    private ShownEntry shown(Journal.Entry entry) {
        return new ShownEntry(
                entry.id(),
                Instant.ofEpochMilli(entry.at()).toString(),
                entry.actor(),
                name(entry.actor()),
                entry.action(),
                entry.object(),
                name(entry.object()),
                entry.result(),
                entry.hash());
    }

    private @Nullable String name(String person) {
        return Shown.orNull(people.member(person).map(member -> member.person().name()));
    }

    /// Every entry as a line of JSON, with the hashes by which anybody can check the chain.
    private void export(Call call) throws IOException {
        long since = since(call);
        journal.record(call.person().id(), Journal.Action.JOURNAL_EXPORTED, "", "begun");
        call.attachment("fundstelle-journal.jsonl");
        try (OutputStream out = call.stream("application/x-ndjson; charset=utf-8")) {
            journal.each(since, entry -> write(out, entry));
        }
    }

    private static long since(Call call) {
        try {
            return call.query("since")
                    .map(day -> LocalDate.parse(day)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli())
                    .orElse(0L);
        } catch (DateTimeParseException e) {
            throw Problem.malformed("since ist ein Tag wie 2027-01-31.");
        }
    }

    private static void write(OutputStream out, Journal.Entry entry) {
        try {
            out.write((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the client left", e);
        }
    }

    private void approve(Call call) throws IOException {
        String name = PublicRoutes.required(call.json(NewApproval.class).as(), "as");
        if (call.session().isEmpty()) {
            throw new Problem(403, "Zustimmen kann nur eine Person, die sich selbst im Browser angemeldet hat.");
        }
        Person subject =
                people.named(name).orElseThrow(() -> Problem.refused("Ein Konto „%s“ gibt es nicht.".formatted(name)));
        String code = approvals.approve(call.person(), subject);
        journal.record(call.person().id(), Journal.Action.SEARCH_IN_NAME_APPROVED, subject.id(), "done");
        call.send(201, new Approved(code, Approvals.LIFE.toSeconds()));
    }
}
