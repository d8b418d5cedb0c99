// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.models.Embeddings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Embeds queries beside the search by word, within a limit of time; without a vector the words alone decide.
final class QueryEmbedding implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(QueryEmbedding.class.getName());

    /// Nobody waits longer for a vector that only refines the order.
    static final Duration LONGEST = Duration.ofSeconds(2);

    /// As many as the model computes at once.
    private static final int THREADS = 2;

    /// Queries in line; further ones are answered by word alone.
    private static final int MOST_WAITING = 64;

    /// One warning in this time is enough for a model that is down.
    private static final long WARNING_NANOS = Duration.ofMinutes(1).toNanos();

    private final Embeddings embeddings;
    private final ThreadPoolExecutor threads;
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARNING_NANOS);

    QueryEmbedding(Embeddings embeddings) {
        this.embeddings = embeddings;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("query-embedding-", 0).factory());
    }

    /// A vector and what computing it took; no record, because arrays have no value equality.
    static final class Vector {

        private final float[] numbers;
        private final double millis;

        private Vector(float[] numbers, double millis) {
            this.numbers = numbers;
            this.millis = millis;
        }

        float[] numbers() {
            return numbers;
        }

        double millis() {
            return millis;
        }
    }

    /// Begins to embed a query.
    Future<Vector> begin(String query) {
        FutureTask<Vector> task = new FutureTask<>(() -> {
            long start = System.nanoTime();
            float[] numbers = embeddings.embedQuery(query);
            return new Vector(numbers, (System.nanoTime() - start) / 1e6);
        });
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.cancel(false);
        }
        return task;
    }

    /// The vector, or nothing if it fails or takes too long.
    Optional<Vector> await(Future<Vector> begun) throws InterruptedException {
        if (begun.isCancelled()) {
            warn("too many queries wait for it");
            return Optional.empty();
        }
        try {
            return Optional.of(begun.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            begun.cancel(true);
            warn("it took longer than " + LONGEST.toMillis() + " ms");
        } catch (ExecutionException e) {
            String reason = String.valueOf(e.getCause());
            warn(reason);
        } catch (InterruptedException e) {
            begun.cancel(true);
            throw e;
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void warn(String reason) {
        long now = System.nanoTime();
        long last = lastWarning.get();
        if (now - last >= WARNING_NANOS && lastWarning.compareAndSet(last, now)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "queries are answered by word alone, the embedding model {0} does not serve: {1}",
                    embeddings.name(),
                    reason);
        }
    }
}
