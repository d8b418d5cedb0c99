// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Upload;
import de.fundstelle.retention.Removal;
import de.fundstelle.sources.Counts.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Hands files over to [Ingest] in portions, and waits while too many of the source are still to be read.
final class Arriving {

    /// Files of one portion; each lies on the disk as it arrived until it is accepted.
    private static final int MOST = 100;

    private static final long MOST_BYTES = 256L << 20;

    /// Imports of one source that wait to be read; others want to bring something, too.
    static final int MOST_WAITING = 500;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Scan.Work work;
    private final Ingest ingest;
    private final Removal removal;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, Renaming> renamings = new LinkedHashMap<>();
    /// One scan is one import of each collection.
    private final Map<String, String> runs = new HashMap<>();

    private long bytes;

    /// A file on its way in.
    ///
    /// @param before what was known of it
    private record Arrival(Found file, String collection, Upload upload, Optional<Known> before, Known after) {}

    private record Renaming(Known from, Known to, Ingest.Move move) {}

    Arriving(Scan.Work work, Ingest ingest, Removal removal) {
        this.work = work;
        this.ingest = ingest;
        this.removal = removal;
    }

    /// A file that was read into an upload, or was refused.
    ///
    /// @param modified nanoseconds since 1970, or -1 where its content must be compared next time
    void add(Found file, String collection, Upload upload, Optional<Known> before, long modified)
            throws IOException, Stopped {
        boolean refused = upload.refusal().isPresent();
        Known after = new Known(
                file.path(),
                file.size(),
                modified,
                upload.content().map(content -> content.hash()).orElse(null),
                refused ? Known.State.REFUSED : Known.State.TAKEN,
                refused ? Skip.TOO_LARGE.reason() : null,
                collection,
                null,
                null);
        arrivals.add(new Arrival(file, collection, upload, before, after));
        bytes += upload.content().map(content -> content.size()).orElse(0L);
        if (arrivals.size() >= MOST || bytes >= MOST_BYTES) {
            accept();
        }
    }

    /// A file that is known under another path, where it is gone.
    void rename(Known from, Known to) throws IOException {
        renamings.put(
                from.path(),
                new Renaming(
                        from,
                        to,
                        new Ingest.Move(
                                from.documentIfAny().orElseThrow(),
                                work.key(to.path()),
                                Scan.Work.documentName(FilePath.shown(to.path())))));
        if (renamings.size() >= MOST) {
            acceptRenamings();
        }
    }

    boolean isRenamed(Known from) {
        return renamings.containsKey(from.path());
    }

    /// Hands over what is left.
    void finish() throws IOException, Stopped {
        accept();
        acceptRenamings();
    }

    private void accept() throws IOException, Stopped {
        if (arrivals.isEmpty()) {
            return;
        }
        waitForReaders();
        Map<String, List<Arrival>> portions = new LinkedHashMap<>();
        arrivals.forEach(arrival -> portions.computeIfAbsent(arrival.collection(), name -> new ArrayList<>())
                .add(arrival));
        for (Map.Entry<String, List<Arrival>> portion : portions.entrySet()) {
            accept(portion.getKey(), portion.getValue());
            arrivals.removeAll(portion.getValue());
        }
        bytes = 0;
    }

    private void accept(String collection, List<Arrival> portion) throws IOException, Stopped {
        String begun = runs.get(collection);
        if (begun != null && ingest.runs().isCancelled(begun)) {
            throw new Stopped();
        }
        List<Upload> uploads = portion.stream().map(Arrival::upload).toList();
        Upload.Batch batch = new Upload.Batch(Optional.ofNullable(begun), work.rootName());
        List<Import> imports = ingest.accept(Scan.ACTOR, collection, batch, uploads);
        runs.put(collection, Objects.requireNonNull(imports.getFirst().run()));
        List<Known> rows = new ArrayList<>();
        List<String> leaving = new ArrayList<>();
        for (int number = 0; number < portion.size(); number++) {
            Arrival arrival = portion.get(number);
            Known after = arrival.after();
            String document = imports.get(number).document();
            rows.add(new Known(
                    after.path(),
                    after.size(),
                    after.modified(),
                    after.hash(),
                    after.state(),
                    after.reason(),
                    collection,
                    document,
                    null));
            arrival.before()
                    .flatMap(Known::documentIfAny)
                    .filter(before ->
                            !before.equals(document) && !arrival.before().get().isOf(collection))
                    .ifPresent(leaving::add);
            work.counting().add(fate(arrival));
        }
        work.files().save(work.scan(), rows);
        if (!leaving.isEmpty()) {
            removal.documents(Scan.ACTOR, leaving);
        }
    }

    private static Fate fate(Arrival arrival) {
        if (arrival.upload().refusal().isPresent()) {
            return Fate.REFUSED;
        }
        return arrival.before().flatMap(Known::documentIfAny).isPresent() ? Fate.CHANGED : Fate.ADDED;
    }

    private void waitForReaders() throws Stopped {
        try {
            long seen = 0;
            while (work.files().waiting() + arrivals.size() > MOST_WAITING) {
                if (work.ending().getAsBoolean()) {
                    throw new Stopped();
                }
                seen = ingest.progress().await(seen, LONGEST_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /// A document that is just being read keeps its old name until the next scan.
    private void acceptRenamings() throws IOException {
        if (renamings.isEmpty()) {
            return;
        }
        Set<String> moved = new HashSet<>(
                ingest.move(renamings.values().stream().map(Renaming::move).toList()));
        for (Renaming renaming : renamings.values()) {
            if (moved.contains(renaming.move().document())) {
                work.files().move(work.scan(), renaming.from().path(), renaming.to());
                work.counting().add(Fate.RENAMED);
            } else {
                work.files().seen(work.scan(), List.of(renaming.from().path()));
                work.counting().add(Fate.CHANGING);
            }
        }
        renamings.clear();
    }

    /// Forgets what was not handed over, because the scan ends early.
    void discard() throws IOException {
        ingest.discard(arrivals.stream().map(Arrival::upload).toList());
        arrivals.clear();
        renamings.clear();
    }
}
