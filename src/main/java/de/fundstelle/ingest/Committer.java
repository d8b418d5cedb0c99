// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.index.PassageIndex;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Makes what was read durable and visible, in batches: first the index, then one transaction of the ledger.
///
/// A crash between the two leaves imports that are read again; the index then replaces what it has.
final class Committer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Committer.class.getName());

    private static final int MOST_DOCUMENTS = 256;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /// Texts wait in memory for their batch: 8 million characters are 16 MB at the most.
    private static final int MOST_CHARACTERS = 8_000_000;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /// Removed words leave the disk in the next quiet second, or after this time of uninterrupted work.
    private static final Duration LATEST_PURGE = Duration.ofSeconds(20);

    private final PassageIndex index;
    private final Ledger ledger;
    private final Custody custody;
    private final State read;
    private final Consumer<Ledger.Finished> afterwards;
    private final BlockingQueue<Outcome> arrived = new ArrayBlockingQueue<>(MOST_DOCUMENTS);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ending;
    private volatile boolean purge;
    private volatile long purgeAsked;

    /// Starts the thread that commits.
    ///
    /// @param read the state of a document that was read
    /// @param afterwards called after each batch
    Committer(PassageIndex index, Ledger ledger, Custody custody, State read, Consumer<Ledger.Finished> afterwards) {
        this.index = index;
        this.ledger = ledger;
        this.custody = custody;
        this.read = read;
        this.afterwards = afterwards;
        this.thread = Thread.ofPlatform().name("committer").start(this::run);
    }

    /// Hands over what came of a piece of work; waits while too much is waiting already.
    void add(Outcome outcome) throws InterruptedException {
        arrived.put(outcome);
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
                List<Outcome> batch = gather();
                Set<String> placed = new HashSet<>();
                while (!batch.isEmpty() && !commit(batch, placed) && !ending) {
                    Thread.sleep(AFTER_FAILURE);
                }
                if (purge && (batch.isEmpty() || System.nanoTime() - purgeAsked > LATEST_PURGE.toNanos())) {
                    purge = false;
                    purge();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "nobody interrupts this thread, it would break the index", e);
        }
    }

    /// What arrived within a second of the first; empty if nothing arrived at all.
    private List<Outcome> gather() throws InterruptedException {
        List<Outcome> batch = new ArrayList<>();
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        int characters = 0;
        while (batch.size() < MOST_DOCUMENTS && characters < MOST_CHARACTERS) {
            long wait = closing ? 0 : end - System.nanoTime();
            Outcome next = arrived.poll(wait, TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
            characters += characters(next);
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
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "words of removed documents may still be on the disk; trying again after the next removal",
                    e);
        }
    }

    private boolean commit(List<Outcome> batch, Set<String> placed) {
        try {
            index.commit();
            Ledger.Finished finished = custody.finish(batch, read, placed);
            for (String document : finished.orphans()) {
                index.remove(document);
            }
            if (!finished.orphans().isEmpty()) {
                index.commit();
                purgeSoon();
            }
            afterwards.accept(finished);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "writing %d documents down failed; is the disk full? Trying again in %d s"
                            .formatted(batch.size(), AFTER_FAILURE.toSeconds()),
                    e);
            return false;
        }
    }

    /// Ends after all that was handed over is committed; the thread is never interrupted, that would break the index.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
