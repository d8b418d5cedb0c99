// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Person;
import de.fundstelle.access.Task;
import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.Run;
import io.helidon.http.HeaderNames;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Imports of many files: how far they are, pausing, giving up, repeating, and their report.
final class RunRoutes {

    private static final int STANDARD = 20;
    private static final int MOST = 200;

    /// What a spreadsheet would take for a formula.
    private static final String FORMULAS = "=+-@\t\r";

    private final Ingest ingest;
    private final Reach reach;
    private final Predicate<Call> stillSignedIn;

    RunRoutes(Ingest ingest, Reach reach, Predicate<Call> stillSignedIn) {
        this.ingest = ingest;
        this.reach = reach;
        this.stillSignedIn = stillSignedIn;
    }

    private record All(List<Shown.TheRun> runs) {}

    private record Repeated(int repeated) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/runs", Task.READ, this::list),
                Route.get("/api/runs/{id}", Task.READ, call -> call.send(Shown.TheRun.of(run(call)))),
                Route.get("/api/runs/{id}/report", Task.READ, this::report),
                Route.post("/api/runs/{id}/pause", Task.CONTRIBUTE, this::pause),
                Route.post("/api/runs/{id}/resume", Task.CONTRIBUTE, this::resume),
                Route.post("/api/runs/{id}/cancel", Task.CONTRIBUTE, this::cancel),
                Route.post("/api/runs/{id}/repeat", Task.CONTRIBUTE, this::repeat));
    }

    private void list(Call call) throws InterruptedException {
        List<String> collections = readable(call.person(), call);
        int limit = call.limit(STANDARD, MOST);
        if (call.header(HeaderNames.ACCEPT)
                .filter(type -> type.contains("text/event-stream"))
                .isEmpty()) {
            call.send(all(collections, limit));
            return;
        }
        BooleanSupplier allowed =
                () -> stillSignedIn.test(call) && readable(call.person(), call).equals(collections);
        EventStream.answer(call, allowed, sink -> follow(collections, limit, sink));
    }

    private List<String> readable(Person person, Call call) {
        return reach.listed(person, call.queries("collection")).stream()
                .map(Collection::id)
                .toList();
    }

    private All all(List<String> collections, int limit) {
        return new All(ingest.runs().newest(collections, limit).stream()
                .map(Shown.TheRun::of)
                .toList());
    }

    /// Tells how far the imports are whenever that has changed, at most twice a second.
    private void follow(List<String> collections, int limit, EventStream.Sink sink) throws InterruptedException {
        long seen = -1;
        @Nullable All told = null;
        while (true) {
            All now = all(collections, limit);
            if (!now.equals(told)) {
                told = now;
                sink.put(new EventStream.Event("runs", now));
            }
            seen = ingest.progress().await(seen, Duration.ofSeconds(1));
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private Run run(Call call) {
        Run run = ingest.runs().run(call.path("id")).orElseThrow(Problem::unknown);
        reach.collection(call.person(), run.collection());
        return run;
    }

    /// An import into a collection that the person may fill.
    private String own(Call call) {
        Run run = ingest.runs().run(call.path("id")).orElseThrow(Problem::unknown);
        reach.contributed(call.person(), run.collection());
        return run.id();
    }

    private void pause(Call call) {
        ingest.runs().pause(call.person().id(), own(call));
        told(call);
    }

    private void resume(Call call) {
        ingest.runs().resume(call.person().id(), own(call));
        told(call);
    }

    private void cancel(Call call) {
        ingest.runs().cancel(call.person().id(), own(call));
        told(call);
    }

    private void told(Call call) {
        ingest.wake();
        call.send(Shown.TheRun.of(ingest.runs().run(call.path("id")).orElseThrow(Problem::unknown)));
    }

    private void repeat(Call call) {
        int repeated = ingest.runs().repeat(call.person().id(), own(call));
        ingest.wake();
        call.send(new Repeated(repeated));
    }

    /// One line per file, for a spreadsheet: semicolons and a byte order mark, as German ones expect.
    private void report(Call call) throws IOException {
        Run run = run(call);
        call.attachment("import-" + run.id() + ".csv");
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(call.stream("text/csv; charset=utf-8"), StandardCharsets.UTF_8))) {
            out.write("\uFEFF");
            line(out, Stream.of("Datei", "Ergebnis", "Grund", "Rat", "Größe in Byte", "Sekunden", "Textstellen"));
            int offset = 0;
            List<Import> imports = ingest.library().importsOf(run.id(), Optional.empty(), offset, Library.MOST);
            while (!imports.isEmpty()) {
                for (Import one : imports) {
                    line(out, cells(one));
                }
                offset += imports.size();
                imports = ingest.library().importsOf(run.id(), Optional.empty(), offset, Library.MOST);
            }
        }
    }

    private static Stream<String> cells(Import one) {
        return Stream.of(
                one.name(),
                german(one),
                Objects.requireNonNullElse(one.reason(), ""),
                Objects.requireNonNullElse(one.advice(), ""),
                String.valueOf(one.size()),
                one.seconds() == null ? "" : "%.1f".formatted(one.seconds()).replace('.', ','),
                one.passages() == null ? "" : String.valueOf(one.passages()));
    }

    private static String german(Import one) {
        return switch (one.state()) {
            case WAITING -> "wartet";
            case READING -> "wird gelesen";
            case SEARCHABLE, COMPLETE -> "aufgenommen";
            case UNCHANGED -> "unverändert";
            case REFUSED -> "nicht aufgenommen";
        };
    }

    private static void line(BufferedWriter out, Stream<String> cells) throws IOException {
        out.write(cells.map(RunRoutes::quoted).collect(Collectors.joining(";")));
        out.write("\r\n");
    }

    private static String quoted(String cell) {
        boolean formula = !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
    }
}
