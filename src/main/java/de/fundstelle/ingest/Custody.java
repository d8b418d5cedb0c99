// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Keeps the originals on the disk and the rows that need them in step: none is removed that somebody has just brought.
final class Custody {

    private final Originals originals;
    private final Ledger ledger;

    /// Held while originals get or lose their last document.
    private final ReentrantLock placing = new ReentrantLock(true);

    Custody(Originals originals, Ledger ledger) {
        this.originals = originals;
        this.ledger = ledger;
    }

    /// Work that ends with rows for originals that are in their places.
    @FunctionalInterface
    private interface Placed<T> {
        T write() throws IOException;
    }

    /// Places what was uploaded and writes it down; gives the identifiers of the imports.
    List<String> accept(String actor, String collection, Upload.Batch batch, List<Upload> uploads) throws IOException {
        return placing(() -> {
            for (Upload upload : uploads) {
                if (upload.content().isPresent()) {
                    originals.place(upload.content().get());
                }
            }
            return ledger.accept(actor, collection, batch, uploads);
        });
    }

    /// Places what was found inside files that were read, and writes down what became of these.
    ///
    /// @param placed hashes of parts that are in their places already, since an earlier attempt to write this down
    Ledger.Finished finish(Collection<Outcome> outcomes, State read, Set<String> placed) throws IOException {
        return placing(() -> {
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Outcome.Read done) {
                    for (Extraction.Part part : done.parts()) {
                        place(part.content(), done.work().again(), placed);
                    }
                }
            }
            return ledger.finish(outcomes, read);
        });
    }

    private void place(Originals.Arrived content, boolean known, Set<String> placed) throws IOException {
        if (known || !placed.add(content.hash())) {
            originals.discard(content);
        } else {
            originals.place(content);
        }
    }

    /// Forgets originals that no row needs.
    void release(Supplier<List<String>> forgotten) throws IOException {
        placing.lock();
        try {
            for (String hash : forgotten.get()) {
                originals.remove(hash);
            }
        } finally {
            placing.unlock();
        }
    }

    private <T> T placing(Placed<T> work) throws IOException {
        placing.lock();
        try {
            return work.write();
        } finally {
            placing.unlock();
        }
    }
}
