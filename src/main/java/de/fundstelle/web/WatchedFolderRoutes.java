// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collections;
import de.fundstelle.access.Task;
import de.fundstelle.sources.Counts;
import de.fundstelle.sources.Report;
import de.fundstelle.sources.ScanRecord;
import de.fundstelle.sources.Source;
import de.fundstelle.sources.Sources;
import de.fundstelle.sources.Sources.Answer;
import de.fundstelle.sources.Sources.Standing;
import de.fundstelle.sources.Sources.Wish;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Watched folders: what a dry run saw, what goes where, how the scans went. For administrators.
final class WatchedFolderRoutes {

    /// Scans that one source tells of.
    private static final int SCANS = 20;

    private static final int STANDARD = 200;
    private static final Set<String> STANDINGS = Set.of("taken", "refused", "unreadable", "skipped", "kept", "gone");

    private final Sources sources;
    private final Collections collections;

    WatchedFolderRoutes(Sources sources, Collections collections) {
        this.sources = sources;
        this.collections = collections;
    }

    /// @param mappings everything that is taken in; what is absent is not
    private record Wanted(
            @Nullable List<WantedMapping> mappings,
            @Nullable List<String> excludes) {}

    private record WantedMapping(
            @Nullable String folder,
            @Nullable String collection,
            @Nullable String newCollection) {}

    private record Decision(@Nullable Boolean remove) {}

    private record All(List<TheSource> sources) {}

    private record Files(
            List<Sources.Listed> files, @Nullable String next) {}

    /// A folder and where its files go.
    private record TheMapping(String folder, String collection, String collectionName) {}

    private record TheScan(
            int number,
            long started,
            @Nullable Long ended,
            String outcome,
            Counts counts,
            List<String> warnings,
            List<String> unmapped) {

        static TheScan of(ScanRecord scan) {
            return new TheScan(
                    scan.number(),
                    scan.started(),
                    scan.ended(),
                    scan.outcome().key(),
                    scan.counts(),
                    scan.warnings(),
                    scan.unmapped());
        }
    }

    /// @param asked since when somebody is asked whether the documents of vanished files go; absent if nobody is
    /// @param answered whether they said yes, and it is still to be done
    /// @param vanished how many files are asked about
    /// @param mappings and what follows: only where one source is shown
    private record TheSource(
            String id,
            String root,
            String state,
            boolean configured,
            boolean running,
            @Nullable Long asked,
            boolean answered,
            int vanished,
            Map<String, Integer> files,
            Map<String, Integer> documents,
            @Nullable TheScan lastScan,
            @Nullable List<TheMapping> mappings,
            @Nullable List<String> excludes,
            @Nullable Report report,
            @Nullable List<TheScan> scans) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/sources", Task.ADMINISTER, this::list),
                Route.get("/api/sources/{id}", Task.ADMINISTER, call -> call.send(whole(source(call)))),
                Route.get("/api/sources/{id}/files", Task.ADMINISTER, this::files),
                Route.post("/api/sources/{id}/confirm", Task.ADMINISTER, this::confirm),
                Route.post("/api/sources/{id}/scan", Task.ADMINISTER, this::scan),
                Route.post("/api/sources/{id}/decide", Task.ADMINISTER, this::decide),
                Route.post("/api/sources/{id}/pause", Task.ADMINISTER, this::pause),
                Route.post("/api/sources/{id}/resume", Task.ADMINISTER, this::resume));
    }

    private void list(Call call) {
        call.send(new All(sources.all().stream()
                .map(source -> shown(sources.standing(source, 1), false))
                .toList()));
    }

    private Source source(Call call) {
        return sources.find(call.path("id")).orElseThrow(Problem::unknown);
    }

    private TheSource whole(Source source) {
        return shown(sources.standing(source, SCANS), true);
    }

    private TheSource shown(Standing standing, boolean whole) {
        Source source = standing.source();
        List<TheScan> scans = standing.scans().stream().map(TheScan::of).toList();
        return new TheSource(
                source.id(),
                source.root().toString(),
                source.state().key(),
                standing.configured(),
                standing.running(),
                source.asked(),
                source.answered(),
                standing.files().getOrDefault("gone", 0),
                standing.files(),
                standing.documents(),
                scans.isEmpty() ? null : scans.getFirst(),
                whole ? mappings(source) : null,
                whole ? source.excludes() : null,
                whole ? source.report() : null,
                whole ? scans : null);
    }

    private List<TheMapping> mappings(Source source) {
        return source.mapping().entrySet().stream()
                .map(entry -> new TheMapping(
                        entry.getKey(),
                        entry.getValue(),
                        collections
                                .find(entry.getValue())
                                .map(collection -> collection.name())
                                .orElse("")))
                .sorted(Comparator.comparing(TheMapping::folder))
                .toList();
    }

    private void files(Call call) {
        Source source = source(call);
        String standing = call.query("state").orElse("unreadable");
        if (!STANDINGS.contains(standing)) {
            throw Problem.malformed(
                    "state ist taken, refused, unreadable, skipped, kept oder gone, nicht „%s“.".formatted(standing));
        }
        int limit = call.limit(STANDARD, Sources.MOST_LISTED);
        List<Sources.Listed> files =
                sources.files(source, standing, call.query("after").orElse(null), limit);
        call.send(new Files(files, files.size() < limit ? null : files.getLast().after()));
    }

    private void confirm(Call call) throws IOException {
        Source source = source(call);
        Wanted wanted = call.json(Wanted.class);
        List<Wish> wishes = Optional.ofNullable(wanted.mappings()).orElse(List.of()).stream()
                .map(WatchedFolderRoutes::wish)
                .toList();
        Answer answer = sources.confirm(
                call.person().id(),
                source,
                wishes,
                Optional.ofNullable(wanted.excludes()).orElse(List.of()));
        call.send(whole(done(answer, 422)));
    }

    private static Wish wish(WantedMapping wanted) {
        if (wanted.folder() == null) {
            throw Problem.malformed("Zu jeder Zuordnung gehört „folder“; leer steht es für den Ordner selbst.");
        }
        return new Wish(wanted.folder(), wanted.collection(), wanted.newCollection());
    }

    private void scan(Call call) {
        call.send(202, shown(sources.standing(done(sources.scan(source(call)), 409), 1), false));
    }

    private void decide(Call call) throws IOException {
        Source source = source(call);
        Boolean remove = call.json(Decision.class).remove();
        if (remove == null) {
            throw Problem.malformed("Es fehlt „remove“: true entfernt die Unterlagen, false behält sie.");
        }
        call.send(whole(done(sources.decide(call.person().id(), source, remove), 409)));
    }

    private void pause(Call call) {
        call.send(whole(done(sources.pause(call.person().id(), source(call)), 409)));
    }

    private void resume(Call call) {
        call.send(whole(done(sources.resume(call.person().id(), source(call)), 409)));
    }

    private static Source done(Answer answer, int status) {
        return switch (answer) {
            case Answer.Refused refused -> throw new Problem(status, refused.advice());
            case Answer.Done done -> done.source();
        };
    }
}
