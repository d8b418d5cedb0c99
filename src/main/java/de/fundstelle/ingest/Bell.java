// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Where threads wait for work: it rings when there may be some, and for the last time when they shall end.
///
/// Thread-safe. What a supplier looks at is guarded by the bell, as is what [#guarded] changes.
final class Bell {

    /// Work may also come without a ring: from another process, or after a failure.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();
    private boolean over;

    /// The next piece of work, as soon as there is one; nothing at the end.
    <T> Optional<T> take(Supplier<Optional<T>> next) throws InterruptedException {
        lock.lock();
        try {
            while (!over) {
                Optional<T> work = next.get();
                if (work.isPresent()) {
                    return work;
                }
                rings.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Changes what a supplier of [#take] looks at.
    void guarded(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /// Says that there may be work.
    void ring() {
        guarded(rings::signalAll);
    }

    /// Waits for a while after a failure, or until the end.
    void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!over && left > 0) {
                left = rings.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether the threads shall end.
    boolean over() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /// Says that the threads shall end.
    void end() {
        guarded(() -> {
            over = true;
            rings.signalAll();
        });
    }
}
