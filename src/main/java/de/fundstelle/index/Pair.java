// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/// The index of words and the one of vectors, as one thing to write to.
///
/// Lucene closes an index whose disk fails, a full one for instance. The next change opens both again at their last
/// commits; what was written since is lost, and the number of the opening says so.
final class Pair implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Pair.class.getName());

    /// Documents that are changed at a time, at most.
    private static final int SIDE_BY_SIDE = 64;

    private final Shelf words;
    private final Missing missing = new Missing();

    /// Shared by changes of single documents and by commits, which Lucene makes side by side; held alone by all others.
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock(true);

    /// Keeps two changes of one document apart.
    private final List<ReentrantLock> documents =
            Stream.generate(ReentrantLock::new).limit(SIDE_BY_SIDE).toList();

    private volatile @Nullable Vectors vectors;

    /// How often it was opened; guarded by `writing`.
    private long opening = 1;

    Pair(Shelf words) {
        this.words = words;
    }

    Shelf words() {
        return words;
    }

    /// Absent until a model is known.
    @Nullable
    Vectors vectors() {
        return vectors;
    }

    /// What waits for its vector.
    Missing missing() {
        return missing;
    }

    /// A change of the pair.
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /// Makes a change while no other is made; gives the number of the opening that it was made in.
    ///
    /// @throws IOException also while the disk fails still
    long write(Change change) throws IOException {
        writing.writeLock().lock();
        try {
            openAgain();
            change.make();
            return opening;
        } catch (AlreadyClosedException e) {
            throw failed(e);
        } finally {
            writing.writeLock().unlock();
        }
    }

    /// Makes a change of one document, while other documents are changed too.
    ///
    /// @throws IOException also while the disk fails still
    void write(String document, Change change) throws IOException {
        Lock own = documents.get(Math.floorMod(document.hashCode(), SIDE_BY_SIDE));
        besides(() -> {
            own.lock();
            try {
                change.make();
            } finally {
                own.unlock();
            }
        });
    }

    /// The number of the opening that is written to now.
    ///
    /// @throws IOException while the disk fails still
    long opening() throws IOException {
        return besides(() -> {});
    }

    /// Makes all finished changes durable, then visible, while documents are changed; gives the opening's number.
    long commit() throws IOException {
        return besides(() -> {
            words.commit();
            Vectors serving = vectors;
            if (serving != null) {
                serving.shelf().commit();
            }
        });
    }

    /// Makes a change while others of this kind are made; gives the number of the opening that it was made in.
    private long besides(Change change) throws IOException {
        if (!isWritable()) {
            write(() -> {}); // opens it
        }
        writing.readLock().lock();
        try {
            change.make();
            return opening;
        } catch (AlreadyClosedException e) {
            throw failed(e);
        } finally {
            writing.readLock().unlock();
        }
    }

    private static IOException failed(AlreadyClosedException closed) {
        return new IOException("writing the index: its disk has failed; free some space", closed);
    }

    private boolean isWritable() {
        Vectors serving = vectors;
        return words.isWritable() && (serving == null || serving.shelf().isWritable());
    }

    private void openAgain() throws IOException {
        if (isWritable()) {
            return;
        }
        Vectors serving = vectors;
        words.reopen();
        if (serving != null) {
            serving.shelf().reopen();
            compare(serving);
        }
        opening++;
        LOG.log(System.Logger.Level.WARNING, "the index was opened again after its disk had failed");
    }

    /// Takes the vectors of a model into use; part of a change.
    void use(Vectors opened) throws IOException {
        words.commit();
        compare(opened);
        vectors = opened;
    }

    /// Brings vectors in line with the words that are committed, and finds out what is missing.
    private void compare(Vectors with) throws IOException {
        IndexSearcher searcher = words.acquire();
        try {
            with.removeOrphans(searcher);
            Missing found = new Missing();
            with.findMissing(searcher, found);
            missing.become(found);
        } finally {
            words.release(searcher);
        }
    }

    /// Rewrites the segments that hold something that was removed. Changes go on meanwhile.
    void purge() throws IOException {
        try {
            words.writer().forceMergeDeletes(true);
            Vectors serving = vectors;
            if (serving != null) {
                serving.shelf().writer().forceMergeDeletes(true);
            }
        } catch (AlreadyClosedException e) {
            throw new IOException("freeing the disk of what was removed: the disk has failed", e);
        }
    }

    @Override
    public void close() throws IOException {
        writing.writeLock().lock();
        try (words) {
            Vectors serving = vectors;
            if (serving != null) {
                serving.close();
            }
        } finally {
            writing.writeLock().unlock();
        }
    }
}
