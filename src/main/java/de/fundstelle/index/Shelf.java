// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// One Lucene index in one folder: its writer, and the searchers of what is committed.
///
/// Searchers are never blocked: they keep the state that they acquired while commits and merges go on, and also when
/// the writer is opened again.
final class Shelf implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Shelf.class.getName());

    /// New passages in memory before they are written to disk; both indexes together leave a heap of 512 MB room.
    private static final double BUFFER_MEGABYTES = 24;

    /// Larger segments would make a merge of 100 000 passages last minutes.
    private static final double LARGEST_SEGMENT_MEGABYTES = 1024;

    private final Directory directory;
    private final Configured configured;
    private volatile IndexWriter writer;
    private volatile SearcherManager searchers;

    private Shelf(Directory directory, Configured configured) throws IOException {
        this.directory = directory;
        this.configured = configured;
        IndexWriter opened = null;
        try {
            opened = new IndexWriter(directory, configure(configured));
            opened.commit();
            writer = opened;
            searchers = new SearcherManager(opened, null);
        } catch (IOException | RuntimeException e) {
            closeQuietly(opened);
            directory.close();
            throw e;
        }
    }

    /// Opens the index in a folder, and makes an empty one where there is none or where it is damaged.
    static Shelf open(Path folder, Disk disk, Configured configured) throws IOException {
        Files.createDirectories(folder);
        try {
            return new Shelf(disk.open(folder), configured);
        } catch (LockObtainFailedException e) {
            throw new IOException(
                    "opening the index %s: another process holds it; end that process first".formatted(folder), e);
        } catch (IOException | RuntimeException e) { // Lucene reports damage in many ways, unchecked ones included
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the index " + folder + " is damaged and is made anew; its documents are read in again",
                    e);
            removeTree(folder);
            Files.createDirectories(folder);
            return new Shelf(disk.open(folder), configured);
        }
    }

    /// What an index is written to.
    @FunctionalInterface
    interface Disk {
        Directory open(Path folder) throws IOException;
    }

    /// What distinguishes one index from another: analyzer and codec.
    interface Configured {
        IndexWriterConfig config();
    }

    IndexWriter writer() {
        return writer;
    }

    /// Whether it can be written to: Lucene closes a writer whose disk has failed.
    boolean isWritable() {
        return writer.isOpen();
    }

    /// Opens the writer again at its last commit; what was written since is lost.
    ///
    /// @throws IOException if the disk fails still; then nobody can write, and this can be tried again
    void reopen() throws IOException {
        writer.rollback();
        IndexWriter fresh = new IndexWriter(directory, configure(configured));
        SearcherManager before = searchers;
        try {
            searchers = new SearcherManager(fresh, null);
        } catch (IOException | RuntimeException e) {
            closeQuietly(fresh);
            throw e;
        }
        writer = fresh;
        before.close();
    }

    /// Makes what was written durable, then visible.
    void commit() throws IOException {
        if (writer.hasUncommittedChanges()) {
            writer.commit();
        }
        searchers.maybeRefreshBlocking();
    }

    IndexSearcher acquire() throws IOException {
        while (true) {
            SearcherManager now = searchers;
            try {
                return now.acquire();
            } catch (AlreadyClosedException e) {
                if (now == searchers) { // otherwise the index was just opened again
                    throw e;
                }
            }
        }
    }

    /// Whichever writer the searcher came from.
    void release(IndexSearcher searcher) throws IOException {
        searcher.getIndexReader().decRef();
    }

    int size() throws IOException {
        IndexSearcher searcher = acquire();
        try {
            return searcher.getIndexReader().numDocs();
        } finally {
            release(searcher);
        }
    }

    @Override
    public void close() throws IOException {
        IndexWriter last = writer;
        try (directory;
                last) {
            searchers.close();
        }
    }

    static void removeTree(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private static IndexWriterConfig configure(Configured configured) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setMaxMergedSegmentMB(LARGEST_SEGMENT_MEGABYTES);
        merges.setForceMergeDeletesPctAllowed(0);
        return configured
                .config()
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergePolicy(merges)
                .setCommitOnClose(true);
    }

    private static void closeQuietly(@Nullable IndexWriter writer) {
        if (writer == null) {
            return;
        }
        try {
            writer.rollback();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing an index that could not be opened", e);
        }
    }
}
