// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Passage;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.models.Embeddings;
import de.fundstelle.models.ModelFailure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Gives vectors to passages in the background; they are found by their words meanwhile.
///
/// While files are read, most of the machine is theirs: what can be found by its words at all comes first.
final class Embedder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Embedder.class.getName());

    /// Passages of one call: well under a second in process, so that a question never waits long behind it.
    private static final int BATCH = 16;

    /// Passages between two commits of the vectors.
    private static final int PASSAGES_PER_COMMIT = 1024;

    /// How long to rest after a batch while files are read, in times of what the batch took.
    private static final int REST = 4;

    /// The longest such rest: a slow model is not slowed down any further than this.
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final PassageIndex index;
    private final Embeddings embeddings;
    private final Ledger ledger;
    private final BooleanSupplier reading;
    private final Runnable afterwards;
    private final Duration afterFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Set<String> touched = new HashSet<>();
    private final Thread thread;
    private boolean woken = true;
    private volatile boolean closing;

    Embedder(PassageIndex index, Embeddings embeddings, Ledger ledger, BooleanSupplier reading, Runnable afterwards) {
        this(index, embeddings, ledger, reading, afterwards, AFTER_FAILURE);
    }

    /// @param reading whether files are being read
    /// @param afterFailure how long a model that failed is left alone
    Embedder(
            PassageIndex index,
            Embeddings embeddings,
            Ledger ledger,
            BooleanSupplier reading,
            Runnable afterwards,
            Duration afterFailure) {
        this.reading = reading;
        this.afterFailure = afterFailure;
        this.index = index;
        this.embeddings = embeddings;
        this.ledger = ledger;
        this.afterwards = afterwards;
        this.thread = Thread.ofPlatform().name("embedder").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Says that there are passages without vectors.
    void wake() {
        lock.lock();
        try {
            woken = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            boolean open = false;
            while (!closing) {
                await(LONGEST_WAIT);
                try {
                    if (!open) {
                        open();
                        open = true;
                    }
                    embedAll();
                } catch (ModelFailure | IOException | RuntimeException e) {
                    LOG.log(Level.WARNING, "embedding passages failed, search goes on by words; trying again", e);
                    pause();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "nobody interrupts this thread, it would break the index", e);
        }
    }

    /// The dimension of a model on a server is known only once that server answers.
    private void open() throws ModelFailure, IOException, InterruptedException {
        index.useVectors(embeddings.name(), embeddings.dimension());
    }

    private void embedAll() throws ModelFailure, IOException, InterruptedException {
        List<Passage> passages = index.withoutVectors(PASSAGES_PER_COMMIT);
        while (!passages.isEmpty() && !closing) {
            for (int start = 0; start < passages.size() && !closing; start += BATCH) {
                long began = System.nanoTime();
                embed(passages.subList(start, Math.min(start + BATCH, passages.size())));
                if (reading.getAsBoolean()) {
                    rest(Math.min(LONGEST_REST.toNanos(), REST * (System.nanoTime() - began)));
                }
            }
            index.commit();
            settle();
            passages = index.withoutVectors(PASSAGES_PER_COMMIT);
        }
        // Passages may get their vectors before the ledger knows that they were read. Nothing is complete that is not
        // on the disk: a commit before may have failed.
        index.commit();
        touched.addAll(ledger.searchable());
        settle();
    }

    private void embed(List<Passage> batch) throws ModelFailure, IOException, InterruptedException {
        List<Optional<float[]>> vectors =
                embeddings.embed(batch.stream().map(PassageIndex::meaningful).toList());
        Map<Passage, float[]> found = new HashMap<>();
        List<Passage> impossible = new ArrayList<>();
        for (int number = 0; number < batch.size(); number++) {
            Passage passage = batch.get(number);
            vectors.get(number).ifPresentOrElse(vector -> found.put(passage, vector), () -> impossible.add(passage));
            touched.add(passage.document().id());
        }
        index.addVectors(found);
        index.giveUpVectors(impossible);
    }

    /// Writes down which documents are complete now.
    private void settle() {
        Set<String> complete = new HashSet<>(touched);
        complete.removeAll(index.documentsWithoutVectors(touched));
        if (!complete.isEmpty()) {
            ledger.complete(complete);
            touched.removeAll(complete);
        }
        afterwards.run();
    }

    private void await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!woken && !closing && left > 0) {
                left = arrived.awaitNanos(left);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /// Ends early when the program does.
    private void rest(long nanoseconds) throws InterruptedException {
        lock.lock();
        try {
            long left = nanoseconds;
            while (!closing && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        rest(afterFailure.toNanos());
        lock.lock();
        try {
            woken = true;
        } finally {
            lock.unlock();
        }
    }

    /// Ends after the batch at hand.
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
