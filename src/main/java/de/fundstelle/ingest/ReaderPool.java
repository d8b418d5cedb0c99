// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.ingest.reader.ReadRequest;
import de.fundstelle.ingest.reader.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Processes that read foreign files, each of which is ended when one takes too long.
///
/// May be used by many threads; as many requests are answered at a time as there are processes, the others wait.
final class ReaderPool implements AutoCloseable {

    /// A reader that is silent for this long hangs; one that works tells so every second.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(55);

    private static final Duration LOOK = Duration.ofMillis(250);

    /// The one that worked last goes first: its code is warm.
    private final BlockingDeque<ReaderProcess> idle;
    private final List<ReaderProcess> all = new ArrayList<>();
    private final ExecutorService exchanges;
    private final LongSupplier nanos;

    /// Starts nothing yet; a process starts with its first request.
    ///
    /// @param temporary folder for the processes' own files
    /// @param name of the processes' folders
    ReaderPool(int size, Path temporary, String name, ReaderLaunch.Manner manner) {
        this(size, temporary, name, manner, System::nanoTime);
    }

    /// @param nanos a clock that only goes forward
    ReaderPool(int size, Path temporary, String name, ReaderLaunch.Manner manner, LongSupplier nanos) {
        this.nanos = nanos;
        this.idle = new LinkedBlockingDeque<>(size);
        for (int i = 0; i < size; i++) {
            ReaderProcess reader = new ReaderProcess(temporary.resolve(name + "-" + i), manner, nanos);
            all.add(reader);
            idle.add(reader);
        }
        this.exchanges = Executors.newFixedThreadPool(
                size, Thread.ofPlatform().daemon().name(name + "-exchange-", 0).factory());
    }

    /// What is asked, once it is known which process will answer.
    @FunctionalInterface
    interface Question {
        /// What this process is asked.
        ///
        /// @param folder of the process, emptied after the answer
        ReadRequest of(Path folder) throws IOException;
    }

    /// Asks the next process that is free.
    ///
    /// @param refused what a file is that could not be read
    /// @throws InterruptedException if the caller is interrupted; the reading is ended
    <T> T ask(
            Question question,
            Function<Path, ReaderProcess.Answer<T>> answer,
            Function<Refusal, T> refused,
            Duration limit)
            throws InterruptedException {
        ReaderProcess reader = idle.take();
        try {
            return exchange(reader, question, answer, refused, limit);
        } finally {
            reader.tidy();
            idle.addFirst(reader);
        }
    }

    private <T> T exchange(
            ReaderProcess reader,
            Question question,
            Function<Path, ReaderProcess.Answer<T>> answer,
            Function<Refusal, T> refused,
            Duration limit)
            throws InterruptedException {
        long number = reader.listen();
        Future<T> exchange =
                exchanges.submit(() -> reader.ask(number, question, answer.apply(reader.folder()), refused));
        long end = nanos.getAsLong() + limit.toNanos();
        boolean finished = false;
        try {
            while (true) {
                try {
                    T result = exchange.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    finished = true;
                    return result;
                } catch (TimeoutException e) {
                    if (nanos.getAsLong() > end || reader.silence().compareTo(LONGEST_SILENCE) > 0) {
                        return refused.apply(Refusal.TOO_SLOW);
                    }
                } catch (ExecutionException e) {
                    throw new IllegalStateException("reading a file failed unexpectedly", e.getCause());
                }
            }
        } finally {
            if (!finished) {
                reader.kill();
                exchange.cancel(true);
            }
        }
    }

    /// Ends the processes that have nothing to do; the next request starts one again.
    void rest() {
        List<ReaderProcess> resting = new ArrayList<>();
        idle.drainTo(resting);
        resting.forEach(ReaderProcess::kill);
        idle.addAll(resting);
    }

    /// Ends all processes, also those that are at work.
    @Override
    public void close() {
        exchanges.shutdownNow();
        all.forEach(ReaderProcess::close);
    }
}
