// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Server-sent events of one request.
///
/// The request's thread is the only writer; what is told happens on a second thread.
/// A reader who left is noticed at the next write, and a comment is written at least every 250 ms:
/// then the second thread is interrupted, whatever it waits for.
final class EventStream {

    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

    private static final Duration HEARTBEAT = Duration.ofMillis(250);

    /// Between two looks whether the person may still listen.
    private static final Duration CHECK = Duration.ofSeconds(1);

    /// Events that may wait for a slow reader.
    private static final int MOST_WAITING = 256;

    /// A reader who takes nothing for so long is gone; nobody else waits for a model on their account.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OutputStream out;
    private final BooleanSupplier allowed;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_WAITING);

    private EventStream(OutputStream out, BooleanSupplier allowed) {
        this.out = out;
        this.allowed = allowed;
    }

    /// An event with its data, which becomes JSON.
    record Event(String name, Object data) {}

    /// Where events are put; waits while the reader is slow, and ends when it is too slow.
    @FunctionalInterface
    interface Sink {
        void put(Event event) throws InterruptedException;
    }

    /// What tells the events.
    @FunctionalInterface
    interface Teller {
        void tell(Sink sink) throws InterruptedException;
    }

    /// Answers a call with events until the teller ends, the reader leaves or may no longer listen.
    static void answer(Call call, BooleanSupplier allowed, Teller teller) throws InterruptedException {
        try (OutputStream out = call.stream("text/event-stream; charset=utf-8")) {
            new EventStream(out, allowed).run(teller);
        } catch (IOException | UncheckedIOException | CloseConnectionException e) {
            LOG.log(Level.DEBUG, "the reader left", e);
        }
    }

    private void run(Teller teller) throws IOException, InterruptedException {
        Thread writing = Thread.currentThread();
        Thread telling = Thread.ofVirtual().name("telling").start(() -> {
            try {
                teller.tell(event -> put(event, writing));
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "nobody listens any more");
            }
        });
        try {
            write(telling);
        } finally {
            telling.interrupt();
            telling.join();
        }
    }

    private void put(Event event, Thread writing) throws InterruptedException {
        if (!events.offer(event, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            writing.interrupt(); // closes the connection that it waits for
            throw new InterruptedException("the reader takes nothing");
        }
    }

    private void write(Thread telling) throws IOException, InterruptedException {
        long check = System.nanoTime() + CHECK.toNanos();
        while (true) {
            boolean ended = !telling.isAlive();
            Event event = events.poll(ended ? 0 : HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null && ended) {
                return;
            }
            if (System.nanoTime() > check) {
                if (!allowed.getAsBoolean()) {
                    return;
                }
                check = System.nanoTime() + CHECK.toNanos();
            }
            String text = event == null
                    ? ":\n\n"
                    : "event: %s\ndata: %s\n\n".formatted(event.name(), Json.text(event.data()));
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
