// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.retention.Removal;
import de.fundstelle.sources.Counts.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What becomes of documents whose files a scan did not come by.
///
/// A document goes if its file is certainly gone, and not many are at once; or if somebody confirmed that it is not
/// to be taken in any more.
final class Vanishing {

    /// More than one file of so many gone at once is rather a mistake than a wish.
    private static final int MOST_ONE_IN = 5;

    /// People clear small folders every day: in trays, for example.
    private static final int MOST_OF_CLEARED = 10;

    /// Documents that are deleted together.
    private static final int PORTION = 100;

    private final Scan.Work work;
    private final FileTree tree;
    private final Path root;
    private final Plan plan;
    private final Removal removal;

    Vanishing(Scan.Work work, FileTree tree, Path root, Plan plan, Removal removal) {
        this.work = work;
        this.tree = tree;
        this.root = root;
        this.plan = plan;
        this.removal = removal;
    }

    /// Looks at every file that was not seen, and removes what somebody confirmed.
    void look() throws IOException, Stopped {
        String after = "";
        List<Known> rows = work.files().unseen(work.scan(), after);
        while (!rows.isEmpty()) {
            if (work.ending().getAsBoolean()) {
                throw new Stopped();
            }
            look(rows);
            after = rows.getLast().path();
            rows = work.files().unseen(work.scan(), after);
        }
    }

    private void look(List<Known> rows) throws IOException {
        List<Known> unwanted = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (Known row : rows) {
            if (row.document() == null || !plan.covers(FilePath.shown(row.path()))) {
                unwanted.add(row);
            } else {
                judge(row, gone, there);
            }
        }
        remove(unwanted);
        work.files().missed(work.scan(), gone);
        work.files().seen(work.scan(), there);
    }

    /// A file that is there although no listing had it is left for the next scan.
    private void judge(Known row, List<String> gone, List<String> there) {
        try {
            if (tree.gone(root, row.path())) {
                gone.add(row.path());
            } else {
                there.add(row.path());
                work.counting().add(Fate.UNCHANGED);
            }
        } catch (IOException e) {
            work.files().unreadable(work.scan(), row.path());
            work.counting().add(Fate.UNREADABLE);
        }
    }

    /// What is to be done about files that are gone.
    ///
    /// @param before how many files had documents when the scan began
    /// @param suspicious whether one of the folders that they lay in is perhaps not mounted
    /// @return whether a person must be asked
    boolean mustAsk(int before, boolean asked, boolean suspicious) {
        int gone = work.files().goneNumber();
        return gone > 0 && (asked || suspicious || (long) gone * MOST_ONE_IN > before);
    }

    /// Of some folders in which nothing lies any more, those from which so much is gone that they are rather not
    /// mounted than cleared: where something else was mounted, an empty folder is left.
    List<String> suspicious(List<String> emptied) {
        return emptied.stream()
                .filter(folder -> work.files().goneBelow(folder) >= MOST_OF_CLEARED)
                .map(FilePath::shown)
                .toList();
    }

    /// Removes the documents of files that were missed first by or before a scan.
    void removeGone(int scan) throws IOException, Stopped {
        List<Known> rows = work.files().gone(scan, PORTION);
        while (!rows.isEmpty()) {
            if (work.ending().getAsBoolean()) {
                throw new Stopped();
            }
            remove(rows);
            rows = work.files().gone(scan, PORTION);
        }
    }

    private void remove(List<Known> rows) throws IOException {
        for (int from = 0; from < rows.size(); from += PORTION) {
            List<Known> portion = rows.subList(from, Math.min(rows.size(), from + PORTION));
            List<String> documents = portion.stream()
                    .flatMap(row -> row.documentIfAny().stream())
                    .toList();
            if (!documents.isEmpty()) {
                removal.documents(Scan.ACTOR, documents);
                work.counting().add(Fate.REMOVED, documents.size());
            }
            work.files().forget(portion.stream().map(Known::path).toList());
        }
    }
}
