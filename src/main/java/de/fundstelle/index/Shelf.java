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
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// One Lucene index in one folder: its writer, and the searchers of what is committed.
///
/// Searchers are never blocked: they keep the state that they acquired while commits and merges go on.
final class Shelf implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Shelf.class.getName());

    /// New passages in memory before they are written to disk; both indexes together leave a heap of 512 MB room.
    private static final double BUFFER_MEGABYTES = 24;

    /// Larger segments would make a merge of 100 000 passages last minutes.
    private static final double LARGEST_SEGMENT_MEGABYTES = 1024;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private Shelf(Path folder, IndexWriterConfig config) throws IOException {
        directory = FSDirectory.open(folder);
        IndexWriter opened = null;
        try {
            opened = new IndexWriter(directory, config);
            opened.commit();
            writer = opened;
            searchers = new SearcherManager(writer, null);
        } catch (IOException | RuntimeException e) {
            closeQuietly(opened);
            directory.close();
            throw e;
        }
    }

    /// Opens the index in a folder, and makes an empty one where there is none or where it is damaged.
    static Shelf open(Path folder, Configured configured) throws IOException {
        Files.createDirectories(folder);
        try {
            return new Shelf(folder, configure(configured));
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
            return new Shelf(folder, configure(configured));
        }
    }

    /// What distinguishes one index from another: analyzer and codec.
    interface Configured {
        IndexWriterConfig config();
    }

    IndexWriter writer() {
        return writer;
    }

    /// Makes what was written durable, then visible.
    void commit() throws IOException {
        if (writer.hasUncommittedChanges()) {
            writer.commit();
        }
        searchers.maybeRefreshBlocking();
    }

    IndexSearcher acquire() throws IOException {
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
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
        try (directory;
                writer) {
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
