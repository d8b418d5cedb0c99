// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.index.PassageIndex;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/// Puts documents into the index and takes them out again, so that none comes back that was deleted meanwhile.
final class Indexing {

    private final PassageIndex index;
    private final Predicate<String> known;
    private final Deletion deletion;

    /// Held while a document goes into the index, exclusively while some are deleted or the index is repaired.
    private final ReentrantReadWriteLock deleting = new ReentrantReadWriteLock(true);

    /// @param known whether a document is still there
    /// @param deletion forgets documents everywhere but in the index
    Indexing(PassageIndex index, Predicate<String> known, Deletion deletion) {
        this.index = index;
        this.known = known;
        this.deletion = deletion;
    }

    /// Forgets documents for whoever wants it.
    @FunctionalInterface
    interface Deletion {
        void delete(String actor, Collection<String> documents);
    }

    /// Nothing, if the document was deleted meanwhile: an index that commits by chance would show it again.
    ///
    /// @return the opening of the index that it was written to
    long put(Document document, List<Passage> passages) throws IOException {
        deleting.readLock().lock();
        try {
            long opening = index.opening();
            if (known.test(document.id())) {
                index.replace(document, passages);
            }
            return opening;
        } finally {
            deleting.readLock().unlock();
        }
    }

    /// Commits; gives the opening that was committed.
    long commit() throws IOException {
        return index.commit();
    }

    /// Takes documents out for good that nobody knows any more.
    void remove(Collection<String> documents) throws IOException {
        long opening = index.opening();
        for (String document : documents) {
            index.remove(document);
        }
        index.commit(opening);
    }

    /// Removes documents from the index and then everywhere else; what is being read of them does not get in any more.
    ///
    /// In this order a failure leaves documents that can still be seen and deleted once more, never words without
    /// one.
    void forget(String actor, List<String> documents) throws IOException {
        undisturbed(() -> {
            remove(documents);
            deletion.delete(actor, documents);
            return documents.size();
        });
    }

    /// Work on the index that nothing else may come between.
    @FunctionalInterface
    interface Alone {
        int run() throws IOException;
    }

    int undisturbed(Alone work) throws IOException {
        deleting.writeLock().lock();
        try {
            return work.run();
        } finally {
            deleting.writeLock().unlock();
        }
    }
}
