// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The clock over one request: it closes the answer when the server is silent for too long.
///
/// Until [#arrived] the server has `first` in all; from then on it may pause for `idle`.
/// No request lasts longer than [#LONGEST].
final class Watch {

    /// Longer than any answer within the usual limits takes, even on a processor instead of a graphics card.
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Duration first;
    private final Duration idle;
    private final ScheduledExecutorService clock;
    private final long started = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();

    private long last = started;
    private boolean begun;
    private boolean over;
    private @Nullable Silence verdict;
    private @Nullable Closeable body;
    private @Nullable ScheduledFuture<?> alarm;

    Watch(Duration first, Duration idle, ScheduledExecutorService clock) {
        this.first = first;
        this.idle = idle;
        this.clock = clock;
    }

    /// How long to wait for the head of the response, in nanoseconds.
    long patience() {
        return Math.max(0, first.toNanos() - (System.nanoTime() - started));
    }

    /// Watches over the body of the response from now on.
    void guard(Closeable body) {
        lock.lock();
        try {
            this.body = body;
            this.last = System.nanoTime();
            setAlarm();
        } finally {
            lock.unlock();
        }
    }

    /// Some bytes came.
    void touched() {
        lock.lock();
        try {
            last = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /// What was waited for has begun.
    void arrived() {
        lock.lock();
        try {
            if (!begun) {
                begun = true;
                last = System.nanoTime();
                setAlarm();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Closes the body at once, whoever reads it.
    void abort() {
        Closeable open;
        lock.lock();
        try {
            open = body;
            body = null;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            close(open);
        }
    }

    /// Ends the watch, when the request has ended.
    void stop() {
        lock.lock();
        try {
            over = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Why this watch ended the request, if it did.
    Optional<Silence> verdict() {
        lock.lock();
        try {
            return Optional.ofNullable(verdict);
        } finally {
            lock.unlock();
        }
    }

    Silence noHead() {
        return new Silence("the server did not begin to answer within " + seconds(first));
    }

    private void ring() {
        lock.lock();
        try {
            if (over || verdict != null) {
                return;
            }
            if (remaining() > 0) {
                setAlarm();
                return;
            }
            verdict = new Silence(reason());
        } finally {
            lock.unlock();
        }
        abort();
    }

    private String reason() {
        if (System.nanoTime() - started >= LONGEST.toNanos()) {
            return "the server was not done within " + seconds(LONGEST);
        }
        return begun
                ? "the server fell silent for %s in the middle of its answer".formatted(seconds(idle))
                : "the server sent no word within %s".formatted(seconds(first));
    }

    private void setAlarm() {
        if (over) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = clock.schedule(this::ring, Math.max(1, remaining()), TimeUnit.NANOSECONDS);
    }

    private long remaining() {
        long now = System.nanoTime();
        long patience = begun ? idle.toNanos() - (now - last) : first.toNanos() - (now - started);
        return Math.min(patience, LONGEST.toNanos() - (now - started));
    }

    private static void close(Closeable body) {
        try {
            body.close();
        } catch (IOException e) {
            System.getLogger(Watch.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing the answer of a model server", e);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
