// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Upload;
import de.fundstelle.sources.Counts.Fate;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares the files that a walk comes by with what is known, and reads those that are not known as they are.
final class ScanVisitor implements Walk.Visitor {

    /// Changes within the granularity of a file system's clock cannot be told from none; so young files are compared
    /// by content the next time.
    private static final Duration YOUNG = Duration.ofSeconds(2);

    private static final int MOST_UNMAPPED = 100;

    private final Scan.Work work;
    private final Plan plan;
    private final Ingest ingest;
    private final Arriving arriving;
    private final FileTree tree;
    private final Path root;
    private final Clock clock;
    private final List<String> seen = new ArrayList<>();
    private final Map<String, Skip> skips = new HashMap<>();
    private final List<String> unmapped = new ArrayList<>();
    private final List<String> emptied = new ArrayList<>();
    private int unlistable;

    ScanVisitor(Scan.Work work, Plan plan, Ingest ingest, Arriving arriving, FileTree tree, Path root, Clock clock) {
        this.work = work;
        this.plan = plan;
        this.ingest = ingest;
        this.arriving = arriving;
        this.tree = tree;
        this.root = root;
        this.clock = clock;
    }

    @Override
    public boolean enter(String path, String shown) {
        Optional<Skip> unwanted = Unwanted.folder(FilePath.name(shown));
        if (unwanted.isPresent() || plan.leavesOut(shown)) {
            skipped(path, shown, unwanted.orElse(Skip.EXCLUDED), 0);
            return false;
        }
        boolean wanted = plan.leadsInto(shown);
        boolean asks = Plan.parent(shown).isEmpty() || plan.closed().contains(shown);
        if (!wanted && asks && unmapped.size() < MOST_UNMAPPED) {
            unmapped.add(shown);
        }
        return wanted;
    }

    @Override
    public void files(FileTree.Folder in, List<Found> files) throws IOException, Stopped {
        List<Found> wanted = new ArrayList<>();
        for (Found file : files) {
            Optional<Skip> why = plan.leavesOut(file.shown())
                    ? Optional.of(Skip.EXCLUDED)
                    : Unwanted.file(FilePath.name(file.shown()));
            if (plan.collection(Plan.parent(file.shown())).isPresent()) {
                why.ifPresentOrElse(
                        skip -> skipped(file.path(), file.shown(), skip, file.size()), () -> wanted.add(file));
            }
        }
        Map<String, Known> known =
                work.files().of(wanted.stream().map(Found::path).toList());
        for (Found file : wanted) {
            String collection = plan.collection(Plan.parent(file.shown())).orElseThrow();
            compare(in, file, collection, Optional.ofNullable(known.get(file.path())));
        }
    }

    private void compare(FileTree.Folder in, Found file, String collection, Optional<Known> known)
            throws IOException, Stopped {
        boolean tooLarge = ingest.isTooLarge(file.size());
        boolean asBefore = known.filter(before -> before.looksLike(file) && before.isOf(collection))
                .filter(before -> (before.state() == Known.State.REFUSED) == tooLarge)
                .isPresent();
        if (asBefore) {
            seen(file.path());
            work.counting().add(tooLarge ? Fate.REFUSED : Fate.UNCHANGED);
        } else if (tooLarge) {
            arriving.add(file, collection, keyed(file, ingest.tooLarge(name(file))), known, file.modified());
        } else {
            read(in, file, collection, known);
        }
    }

    private String name(Found file) {
        return Scan.Work.documentName(file.shown());
    }

    private Upload keyed(Found file, Upload upload) {
        return upload.bySource(work.key(file.path()), Map.of());
    }

    private void read(FileTree.Folder in, Found file, String collection, Optional<Known> known)
            throws IOException, Stopped {
        if (work.ending().getAsBoolean()) {
            throw new Stopped();
        }
        Optional<Upload> received = received(in, file);
        if (received.isEmpty()) {
            return;
        }
        Upload upload = received.get();
        if (upload.content().isEmpty() || !unchangedMeanwhile(in, file, upload)) {
            ingest.discard(List.of(upload));
            work.counting().add(Fate.CHANGING);
            known.ifPresent(before -> seen(before.path()));
            return;
        }
        String hash = upload.content().orElseThrow().hash();
        long modified = settled(file.modified());
        Known now =
                new Known(file.path(), file.size(), modified, hash, Known.State.TAKEN, null, collection, null, null);
        Optional<Known> same = known.filter(before -> hash.equals(before.hash()) && before.isOf(collection));
        if (same.isPresent()) {
            ingest.discard(List.of(upload));
            work.files().save(work.scan(), List.of(of(now, same.get())));
            work.counting().add(Fate.UNCHANGED);
            return;
        }
        boolean isKnown = known.flatMap(Known::documentIfAny).isPresent();
        Optional<Known> old = isKnown ? Optional.empty() : renamedFrom(file, collection, hash);
        if (old.isPresent()) {
            ingest.discard(List.of(upload));
            arriving.rename(old.get(), of(now, old.get()));
        } else {
            arriving.add(file, collection, upload, known, modified);
        }
    }

    /// The file as it is now, with the document that it has.
    private static Known of(Known now, Known before) {
        return new Known(
                now.path(),
                now.size(),
                now.modified(),
                now.hash(),
                Known.State.TAKEN,
                null,
                now.collection(),
                before.document(),
                null);
    }

    private Optional<Upload> received(FileTree.Folder in, Found file) throws IOException {
        WatchedStream watched;
        try {
            watched = new WatchedStream(in.read(file.name()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone since it was listed
        } catch (IOException e) {
            unreadable(file.path(), file.shown());
            return Optional.empty();
        }
        try (watched) {
            return Optional.of(keyed(file, ingest.receive(name(file), watched)));
        } catch (IOException e) {
            if (watched.failed()) {
                unreadable(file.path(), file.shown());
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean unchangedMeanwhile(FileTree.Folder in, Found file, Upload upload) {
        try {
            var after = in.attributes(file.name());
            return after.isRegularFile()
                    && after.size() == file.size()
                    && Found.modified(after) == file.modified()
                    && upload.content().orElseThrow().size() == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    private long settled(long modified) {
        return modified > (clock.millis() - YOUNG.toMillis()) * 1_000_000L ? -1 : modified;
    }

    /// The file that this one was before, if it is certainly gone there.
    private Optional<Known> renamedFrom(Found file, String collection, String hash) {
        if (ingest.library().bySource(collection, work.key(file.path())).isPresent()) {
            return Optional.empty();
        }
        return work.files().sameContent(work.scan(), hash, collection, file.path()).stream()
                .filter(candidate -> !arriving.isRenamed(candidate) && isGone(candidate))
                .findFirst();
    }

    /// Not, if nobody knows.
    private boolean isGone(Known candidate) {
        try {
            return tree.gone(root, candidate.path());
        } catch (IOException e) {
            return false;
        }
    }

    private void seen(String path) {
        seen.add(path);
        if (seen.size() >= KnownFiles.AT_ONCE) {
            flushSeen();
        }
    }

    private void flushSeen() {
        work.files().seen(work.scan(), seen);
        seen.clear();
    }

    @Override
    public void skipped(String path, String shown, Skip why, long size) {
        work.counting().add(Fate.SKIPPED);
        skips.put(path, why);
        if (skips.size() >= KnownFiles.AT_ONCE) {
            flushSkipped();
        }
    }

    private void flushSkipped() {
        work.files().skipped(work.scan(), skips);
        skips.clear();
    }

    @Override
    public void unreadable(String path, String shown) {
        boolean wanted = plan.collection(Plan.parent(shown)).isPresent() || plan.leadsInto(shown);
        if (plan.leavesOut(shown) || !wanted) {
            return;
        }
        work.files().unreadable(work.scan(), path);
        work.files().seenBelow(work.scan(), path); // what cannot be looked at may be a folder
        work.counting().add(Fate.UNREADABLE);
        unlistable++;
    }

    @Override
    public void unlistable(String path, String shown) {
        work.files().unreadable(work.scan(), path);
        work.files().seenBelow(work.scan(), path);
        work.counting().add(Fate.UNREADABLE);
        unlistable++;
    }

    @Override
    public void empty(String path, String shown) {
        if (work.files().documentsBelow(path) > 0) {
            emptied.add(path);
        }
    }

    /// Folders in which files lay once and nothing lies any more.
    List<String> emptied() {
        return List.copyOf(emptied);
    }

    void finish() {
        flushSeen();
        flushSkipped();
    }

    /// Top folders that no collection is named for.
    List<String> unmapped() {
        return List.copyOf(unmapped);
    }

    int unlistable() {
        return unlistable;
    }
}
