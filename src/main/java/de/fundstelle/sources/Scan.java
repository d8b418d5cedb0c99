// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.ingest.FileName;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.retention.Removal;
import de.fundstelle.sources.Counts.Counting;
import de.fundstelle.sources.ScanRecord.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One look through a source: brings what is new or changed, follows what was renamed, takes along what is gone.
///
/// Whatever cannot be told for certain leaves everything as it is.
final class Scan {

    /// Who acts, in the journal.
    static final String ACTOR = "system";

    private final Work work;
    private final Source source;
    private final FileTree tree;
    private final Ingest ingest;
    private final Removal removal;
    private final Clock clock;
    private final List<String> warnings = new ArrayList<>();
    private List<String> unmapped = List.of();
    private List<String> emptied = List.of();
    private boolean ask;
    private String store = "";

    /// What all parts of a scan share.
    ///
    /// @param scan its number
    /// @param rootName what people call the source
    record Work(String source, String rootName, int scan, KnownFiles files, Counting counting, BooleanSupplier ending) {

        /// What identifies the document of a file in its collection.
        String key(String path) {
            return source + "/" + path;
        }

        static String documentName(String shown) {
            return FileName.last(shown);
        }
    }

    Scan(Work work, Source source, FileTree tree, Ingest ingest, Removal removal, Clock clock) {
        this.work = work;
        this.source = source;
        this.tree = tree;
        this.ingest = ingest;
        this.removal = removal;
        this.clock = clock;
    }

    /// @throws IOException if our own disk or index fails; what the source does wrong is an outcome
    Outcome run() throws IOException, Stopped {
        work.files().recallGivenUp();
        int before = work.files().documents();
        store = tree.store(source.root());
        if (otherStore(store)) {
            warnings.add("Der Ordner liegt auf etwas anderem als bisher (vorher „%s“, jetzt „%s“). "
                            .formatted(source.store(), store)
                    + "Es wird nichts aufgenommen und nichts entfernt. "
                    + "Stimmt das so, bestätigen Sie die Zuordnung noch einmal.");
            return Outcome.MOVED;
        }
        Optional<Integer> entries = walk();
        if (entries.isEmpty()) {
            return unreachable();
        }
        if (entries.get() == 0 && before > 0) {
            warnings.add("Der Ordner ist leer und war es vorher nicht. Es wird nichts entfernt. "
                    + "Prüfen Sie, ob die Freigabe eingebunden ist.");
            return Outcome.EMPTY;
        }
        if (!stillThere()) {
            return unreachable();
        }
        settle(before);
        return Outcome.DONE;
    }

    private boolean otherStore(String now) {
        String last = source.store();
        return last != null && !last.isEmpty() && !now.isEmpty() && !last.equals(now);
    }

    private Outcome unreachable() {
        warnings.add("Der Ordner ist nicht erreichbar. Es wird nichts entfernt. "
                + "Prüfen Sie, ob die Freigabe eingebunden ist und ob Fundstelle sie lesen darf.");
        return Outcome.UNREACHABLE;
    }

    /// How many entries the root has; nothing if it cannot be listed.
    private Optional<Integer> walk() throws IOException, Stopped {
        Arriving arriving = new Arriving(work, ingest, removal);
        ScanVisitor visitor = new ScanVisitor(work, source.plan(), ingest, arriving, tree, source.root(), clock);
        boolean finished = false;
        try {
            Optional<FileTree.Folder> root = root();
            if (root.isEmpty()) {
                return Optional.empty();
            }
            Walk walk = new Walk(visitor, work.ending());
            int entries;
            try (FileTree.Folder folder = root.get()) {
                entries = walk.through(folder);
            } catch (Walk.RootLost e) {
                return Optional.empty();
            }
            visitor.finish();
            arriving.finish();
            finished = true;
            unmapped = visitor.unmapped();
            emptied = visitor.emptied();
            if (visitor.unlistable() > 0) {
                warnings.add("%d Ordner oder Dateien sind nicht lesbar; was daraus aufgenommen war, bleibt."
                        .formatted(visitor.unlistable()));
            }
            return Optional.of(entries);
        } finally {
            if (!finished) {
                arriving.discard();
            }
        }
    }

    private Optional<FileTree.Folder> root() {
        try {
            return Optional.of(tree.open(source.root()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// A share can go away while it is being looked through; then everything below seems to be gone.
    private boolean stillThere() {
        try (FileTree.Folder folder = tree.open(source.root())) {
            boolean any = !folder.next(1).isEmpty();
            return store.equals(tree.store(source.root()))
                    && (any || work.files().documents() == 0);
        } catch (IOException e) {
            return false;
        }
    }

    private void settle(int before) throws IOException, Stopped {
        Path root = source.root();
        Vanishing vanishing = new Vanishing(work, tree, root, source.plan(), removal);
        vanishing.look();
        if (source.answered()) {
            vanishing.removeGone(work.scan() - 1);
        }
        List<String> suspicious = vanishing.suspicious(emptied);
        suspicious.forEach(folder -> warnings.add(
                ("Im Ordner „%s“ liegt nichts mehr. " + "Prüfen Sie, ob dort etwas eingebunden sein sollte.")
                        .formatted(folder)));
        boolean asked = source.asked() != null && !source.answered();
        ask = vanishing.mustAsk(before, asked, !suspicious.isEmpty());
        if (ask) {
            warnings.add("%d von %d Dateien sind verschwunden. Ihre Unterlagen bleiben, bis Sie entscheiden."
                    .formatted(work.files().goneNumber(), before));
        } else {
            vanishing.removeGone(work.scan());
        }
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<String> unmapped() {
        return unmapped;
    }

    /// What the files lie on.
    String store() {
        return store;
    }

    /// Whether a person must say what becomes of vanished files.
    boolean asks() {
        return ask;
    }
}
