// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes those who wait for something to happen in the library.
///
/// Thread-safe. A waiter remembers the number it saw last, so that nothing is missed in between.
public final class Progress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long number;

    void happened() {
        lock.lock();
        try {
            number++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something happened after the number given, or the time is over; gives the number of now.
    public long await(long seen, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (number == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return number;
        } finally {
            lock.unlock();
        }
    }
}
