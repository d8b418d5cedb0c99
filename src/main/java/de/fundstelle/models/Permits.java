// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The queue in front of a model server: so many work at once, the others wait, and askers take turns.
///
/// Somebody with ten questions waits no shorter for the second than somebody with one waits for the first.
/// A permit is handed from its holder to the next in line under the lock; nobody can overtake and none gets lost.
public final class Permits {

    /// How often the estimate of the wait is told anew when the place stays the same.
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    /// What one answer is thought to take before the first was measured.
    private static final Duration FIRST_GUESS = Duration.ofSeconds(15);

    /// The weight of the newest duration in the moving mean.
    private static final double NEWEST = 0.2;

    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Who waits, by asker; the asker whose turn is next comes first. No asker has an empty line.
    private final Map<String, Deque<Waiter>> lines = new LinkedHashMap<>();

    private final int slots;
    private int free;
    private int waiting;
    private double meanNanos = FIRST_GUESS.toNanos();

    /// @param slots how many may work at once
    /// @param maxWaiting how many may wait for that
    public Permits(int slots, int maxWaiting) {
        if (slots < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("no queue has %d slots and %d places".formatted(slots, maxWaiting));
        }
        this.slots = slots;
        this.free = slots;
        this.maxWaiting = maxWaiting;
    }

    /// A place in line.
    ///
    /// @param number counts from 1
    /// @param seconds an estimate of the wait
    public record Place(int number, long seconds) {}

    /// Waits for a turn, telling the place in line whenever it changes, on the calling thread.
    ///
    /// Interrupting the thread leaves the line at once.
    ///
    /// @param asker the queue is fair between askers
    /// @throws QueueFull if too many wait already
    public Permit acquire(String asker, Consumer<Place> told) throws InterruptedException, QueueFull {
        Waiter waiter = new Waiter(asker);
        if (enter(waiter)) {
            return new Permit();
        }
        boolean taken = false;
        try {
            await(waiter, told);
            taken = true;
            return new Permit();
        } finally {
            if (!taken) {
                leave(waiter);
            }
        }
    }

    /// How many wait at this moment.
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the waiter got a permit at once; otherwise it stands in line now.
    private boolean enter(Waiter waiter) throws QueueFull {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            if (waiting >= maxWaiting) {
                throw new QueueFull(waiting);
            }
            lines.computeIfAbsent(waiter.asker, asker -> new ArrayDeque<>()).addLast(waiter);
            waiting++;
            changed.signalAll();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter waiter, Consumer<Place> told) throws InterruptedException {
        Place last = new Place(0, 0);
        while (true) {
            Place place;
            lock.lockInterruptibly();
            try {
                long patience = TELL_EVERY.toNanos();
                while (!waiter.granted && place(waiter).number == last.number && patience > 0) {
                    patience = changed.awaitNanos(patience);
                }
                if (waiter.granted) {
                    return;
                }
                place = place(waiter);
            } finally {
                lock.unlock();
            }
            if (!place.equals(last)) {
                told.accept(place);
                last = place;
            }
        }
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.granted) {
                passOn();
                return;
            }
            Deque<Waiter> line = lines.get(waiter.asker);
            if (line != null && line.remove(waiter)) {
                waiting--;
                if (line.isEmpty()) {
                    lines.remove(waiter.asker);
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives a permit to the next in line, or keeps it free.
    private void passOn() {
        Iterator<Map.Entry<String, Deque<Waiter>>> turns = lines.entrySet().iterator();
        if (!turns.hasNext()) {
            free++;
            return;
        }
        Map.Entry<String, Deque<Waiter>> turn = turns.next();
        String asker = turn.getKey();
        Deque<Waiter> line = turn.getValue();
        turns.remove();
        line.removeFirst().granted = true;
        waiting--;
        if (!line.isEmpty()) {
            lines.put(asker, line);
        }
        changed.signalAll();
    }

    /// The turn in which the waiter comes, if nobody joins or leaves.
    private Place place(Waiter waiter) {
        int own = 0;
        for (Waiter other : lines.getOrDefault(waiter.asker, new ArrayDeque<>())) {
            if (other == waiter) {
                break;
            }
            own++;
        }
        int before = own;
        boolean earlierInTurn = true;
        for (Map.Entry<String, Deque<Waiter>> line : lines.entrySet()) {
            if (line.getKey().equals(waiter.asker)) {
                earlierInTurn = false;
            } else {
                before += Math.min(line.getValue().size(), earlierInTurn ? own + 1 : own);
            }
        }
        int number = before + 1;
        long seconds = Math.max(1, Math.round(number * meanNanos / slots / TimeUnit.SECONDS.toNanos(1)));
        return new Place(number, seconds);
    }

    private static final class Waiter {

        private final String asker;
        private boolean granted;

        Waiter(String asker) {
            this.asker = asker;
        }
    }

    /// The right to keep the model server busy; closing it passes it on.
    public final class Permit implements AutoCloseable {

        private final long since = System.nanoTime();
        private boolean closed;

        private Permit() {}

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    meanNanos += NEWEST * (System.nanoTime() - since - meanNanos);
                    passOn();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
