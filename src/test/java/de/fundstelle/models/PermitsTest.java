// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.models.Permits.Permit;
import de.fundstelle.models.Permits.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PermitsTest {

    private final BlockingQueue<String> turns = new LinkedBlockingQueue<>();

    @Test
    void letsAskersTakeTurns() throws Exception {
        Permits permits = new Permits(1, 10);
        Permit first = permits.acquire("Anna", place -> {});
        for (String asker : List.of("Anna", "Anna", "Anna", "Bert", "Carla")) {
            join(permits, asker, place -> {});
        }
        first.close();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            order.add(turns.poll(5, TimeUnit.SECONDS));
        }
        assertThat(order).containsExactly("Anna", "Bert", "Carla", "Anna", "Anna");
    }

    @Test
    void tellsThePlaceAsItChanges() throws Exception {
        Permits permits = new Permits(1, 10);
        Permit first = permits.acquire("Anna", place -> {});
        CountDownLatch hold = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try (Permit permit = permits.acquire("Bert", place -> {})) {
                assertThat(permit).isNotNull();
                hold.await();
            } catch (InterruptedException | QueueFull e) {
                throw new IllegalStateException(e);
            }
        });
        waitUntil(() -> permits.waiting() == 1);
        BlockingQueue<Integer> places = new LinkedBlockingQueue<>();
        join(permits, "Carla", place -> places.add(place.number()));
        assertThat(places.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
        first.close();
        assertThat(places.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
        hold.countDown();
        assertThat(turns.poll(5, TimeUnit.SECONDS)).isEqualTo("Carla");
    }

    @Test
    void estimatesTheWaitFromThePlace() throws Exception {
        Permits permits = new Permits(1, 10);
        BlockingQueue<Place> places = new LinkedBlockingQueue<>();
        try (Permit busy = permits.acquire("Anna", place -> {})) {
            assertThat(busy).isNotNull();
            join(permits, "Bert", place -> {});
            join(permits, "Carla", places::add);
            Place second = places.poll(5, TimeUnit.SECONDS);
            assertThat(second).isEqualTo(new Place(2, 30));
        }
    }

    @Test
    void refusesOneMoreThanMayWait() throws Exception {
        Permits permits = new Permits(1, 1);
        try (Permit busy = permits.acquire("Anna", place -> {})) {
            assertThat(busy).isNotNull();
            join(permits, "Bert", place -> {});
            assertThatThrownBy(() -> permits.acquire("Carla", place -> {})).isInstanceOf(QueueFull.class);
        }
        assertThat(turns.poll(5, TimeUnit.SECONDS)).isEqualTo("Bert");
    }

    @Test
    void interruptionLeavesTheLineAtOnce() throws Exception {
        Permits permits = new Permits(1, 10);
        try (Permit busy = permits.acquire("Anna", place -> {})) {
            assertThat(busy).isNotNull();
            Thread waiter = join(permits, "Bert", place -> {});
            waiter.interrupt();
            assertThat(waiter.join(java.time.Duration.ofSeconds(1))).isTrue();
            assertThat(permits.waiting()).isZero();
        }
        permits.acquire("Carla", place -> {}).close();
    }

    @Test
    void closingTwiceFreesOnce() throws Exception {
        Permits permits = new Permits(1, 1);
        Permit permit = permits.acquire("Anna", place -> {});
        permit.close();
        permit.close();
        try (Permit one = permits.acquire("Anna", place -> {})) {
            assertThat(one).isNotNull();
            Thread waiter = join(permits, "Bert", place -> {});
            assertThat(waiter.isAlive()).isTrue();
            assertThat(turns).isEmpty();
        }
    }

    @Test
    void losesNoPermitHoweverOftenWaitersAreInterrupted() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Permits permits = new Permits(3, 1000);
        AtomicInteger inside = new AtomicInteger();
        List<Integer> most = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String asker = "asker " + random.nextInt(7);
            threads.add(Thread.ofVirtual().start(() -> {
                try (Permit permit = permits.acquire(asker, place -> {})) {
                    assertThat(permit).isNotNull();
                    most.add(inside.incrementAndGet());
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                } catch (InterruptedException | QueueFull e) {
                    turns.add("left");
                }
            }));
            if (random.nextBoolean()) {
                threads.get(random.nextInt(threads.size())).interrupt();
            }
        }
        for (Thread thread : threads) {
            assertThat(thread.join(java.time.Duration.ofSeconds(10)))
                    .as("seed %d", seed)
                    .isTrue();
        }
        assertThat(most).as("seed %d", seed).allMatch(count -> count <= 3);
        for (int i = 0; i < 3; i++) {
            assertThat(permits.acquire("after", place -> {}))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    /// Starts a thread that waits for its turn, notes it and gives it back; returns once it stands in line.
    private Thread join(Permits permits, String asker, java.util.function.Consumer<Place> told)
            throws InterruptedException {
        int before = permits.waiting();
        Thread thread = Thread.ofVirtual().start(() -> {
            try (Permit permit = permits.acquire(asker, told)) {
                assertThat(permit).isNotNull();
                turns.add(asker);
            } catch (InterruptedException | QueueFull e) {
                Thread.currentThread().interrupt();
            }
        });
        waitUntil(() -> permits.waiting() == before + 1);
        return thread;
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }
}
