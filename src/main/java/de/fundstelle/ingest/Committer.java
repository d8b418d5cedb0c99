// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Passage;
import de.fundstelle.index.PassageIndex;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Makes what was read durable and visible, in batches: first the index, then one transaction of the ledger.
///
/// A crash between the two leaves imports that are read again; the index then replaces what it has.
/// What an index lost whose disk failed is put in again from the text at hand.
final class Committer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Committer.class.getName());

    private static final int MOST_DOCUMENTS = 256;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /// Texts wait in memory for their batch: 8 million characters are 16 MB at the most.
    private static final int MOST_CHARACTERS = 8_000_000;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /// Removed words leave the disk in the next quiet second, or after this time of uninterrupted work.
    private static final Duration LATEST_PURGE = Duration.ofSeconds(20);

    /// How often one attempt puts lost documents in again; each time means that the disk has failed once more.
    private static final int MOST_ROUNDS = 3;

    private final PassageIndex index;
    private final Indexing indexing;
    private final Ledger ledger;
    private final Custody custody;
    private final State read;
    private final Consumer<Ledger.Finished> afterwards;
    private final Standstill standstill;
    /// An empty one only wakes.
    private final BlockingQueue<Optional<Done>> arrived = new ArrayBlockingQueue<>(MOST_DOCUMENTS);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ending;
    private volatile boolean purge;
    private volatile long purgeAsked;
    private long purgeFailed;

    /// An outcome, and the opening of the index that its passages were written to; 0 if there are none.
    record Done(Outcome outcome, long opening) {
        static Done of(Outcome outcome) {
            return new Done(outcome, 0);
        }

        private boolean isLostBefore(long committed) {
            return opening != 0 && opening != committed;
        }
    }

    /// @param read the state of a document that was read
    /// @param afterwards called after each batch
    Committer(
            PassageIndex index,
            Indexing indexing,
            Ledger ledger,
            Custody custody,
            State read,
            Standstill standstill,
            Consumer<Ledger.Finished> afterwards) {
        this.index = index;
        this.indexing = indexing;
        this.ledger = ledger;
        this.custody = custody;
        this.read = read;
        this.standstill = standstill;
        this.afterwards = afterwards;
        this.thread = Thread.ofPlatform().name("committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Hands over what came of a piece of work; waits while too much is waiting already.
    void add(Done done) throws InterruptedException {
        arrived.put(Optional.of(done));
    }

    /// Says that nothing else is being read: what has arrived need not wait for more.
    void hurry() {
        arrived.offer(Optional.empty()); // where there is no room for it, nobody waits
    }

    /// Says that something was removed, whose words should leave the disk soon.
    void purgeSoon() {
        if (!purge) {
            purgeAsked = System.nanoTime();
            purge = true;
        }
    }

    /// Says that the program ends: what cannot be written now is read again at the next start.
    void retryNoMore() {
        ending = true;
    }

    private void run() {
        try {
            while (!closing || !arrived.isEmpty()) {
                List<Done> batch = gather();
                if (!batch.isEmpty()) {
                    write(batch);
                }
                if (purge && mayPurge(batch.isEmpty())) {
                    purge = false;
                    purge();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "nobody interrupts this thread, it would break the index", e);
        }
    }

    private boolean mayPurge(boolean quiet) {
        long now = System.nanoTime();
        boolean due = quiet || now - purgeAsked > LATEST_PURGE.toNanos();
        return due && (purgeFailed == 0 || now - purgeFailed > AFTER_FAILURE.toNanos());
    }

    /// What arrived within a second, or until nobody reads any more; empty if nothing arrived at all.
    private List<Done> gather() throws InterruptedException {
        List<Done> batch = new ArrayList<>();
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        int characters = 0;
        while (batch.size() < MOST_DOCUMENTS && characters < MOST_CHARACTERS) {
            long wait = closing ? 0 : end - System.nanoTime();
            Optional<Done> next = arrived.poll(wait, TimeUnit.NANOSECONDS);
            if (next == null || next.isEmpty()) {
                break;
            }
            batch.add(next.get());
            characters += characters(next.get().outcome());
        }
        return batch;
    }

    private static int characters(Outcome outcome) {
        return outcome instanceof Outcome.Read done ? done.text().text().length() : 0;
    }

    private void purge() {
        try {
            index.purge();
            if (!ledger.purge()) {
                purgeSoon();
            }
            purgeFailed = 0;
        } catch (IOException | RuntimeException e) { // Lucene and the database report a full disk either way
            purgeFailed = System.nanoTime();
            purgeSoon();
            LOG.log(Level.WARNING, "words of removed documents may still be on the disk; trying again", e);
        }
    }

    /// Writes a batch down, and then what follows from it, each until it succeeds or the program ends.
    private void write(List<Done> batch) throws InterruptedException {
        List<Done> written = new ArrayList<>(batch);
        Set<String> placed = new HashSet<>();
        Optional<Ledger.Finished> finished = untilItSucceeds(batch.size(), () -> {
            commitIndex(written);
            return custody.finish(written.stream().map(Done::outcome).toList(), read, placed);
        });
        if (finished.isPresent() && !finished.get().orphans().isEmpty()) {
            untilItSucceeds(batch.size(), () -> {
                indexing.remove(finished.get().orphans());
                return finished.get();
            });
            purgeSoon();
        }
        finished.ifPresent(afterwards);
    }

    /// Work that fails while the disk does.
    @FunctionalInterface
    private interface Attempt {
        Ledger.Finished make() throws IOException;
    }

    private Optional<Ledger.Finished> untilItSucceeds(int documents, Attempt attempt) throws InterruptedException {
        while (true) {
            try {
                Ledger.Finished finished = attempt.make();
                standstill.over();
                return Optional.of(finished);
            } catch (IOException | RuntimeException e) { // Lucene and the database report a full disk either way
                standstill.began("writing %d documents down".formatted(documents), e);
            }
            if (ending) {
                return Optional.empty();
            }
            Thread.sleep(AFTER_FAILURE);
        }
    }

    /// Commits the index with all of a batch in it.
    private void commitIndex(List<Done> batch) throws IOException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long committed = indexing.commit();
            if (batch.stream().noneMatch(done -> done.isLostBefore(committed))) {
                return;
            }
            for (int number = 0; number < batch.size(); number++) {
                if (batch.get(number).isLostBefore(committed)
                        && batch.get(number).outcome() instanceof Outcome.Read done) {
                    List<Passage> passages = Splitter.split(done.document(), done.text());
                    batch.set(number, new Done(done, indexing.put(done.document(), passages)));
                }
            }
        }
        throw new IOException("the index has lost what was put into it %d times".formatted(MOST_ROUNDS));
    }

    /// Ends after all that was handed over is committed; the thread is never interrupted, that would break the index.
    @Override
    public void close() {
        closing = true;
        hurry();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
