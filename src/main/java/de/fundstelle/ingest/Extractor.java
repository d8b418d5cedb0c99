// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.config.Settings;
import de.fundstelle.ingest.reader.ReadRequest;
import de.fundstelle.ingest.reader.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads foreign files in processes of their own, which are ended when a file takes too long.
///
/// May be used by many threads; as many files are read at a time as there are readers, the others wait.
public final class Extractor implements AutoCloseable {

    /// As much text as a book of 4 000 pages has; more is cut, with a note.
    static final int MOST_CHARACTERS = 10_000_000;

    /// A reader that is silent for this long hangs; one that works tells so every second.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    private static final Duration LOOK = Duration.ofMillis(250);

    /// The part of the time limit that recognition of pictures may use, so that its results are not lost.
    private static final double SHARE_OF_RECOGNITION = 0.75;

    private final Settings.Ingest settings;
    private final BlockingQueue<ReaderProcess> idle;
    private final List<ReaderProcess> all = new ArrayList<>();
    private final ExecutorService exchanges;

    /// Starts nothing yet; a reader starts with its first file.
    ///
    /// @param temporary folder for the readers' own files
    public Extractor(Settings.Ingest settings, Path temporary) {
        this.settings = settings;
        this.idle = new ArrayBlockingQueue<>(settings.readers());
        for (int i = 0; i < settings.readers(); i++) {
            ReaderProcess reader = new ReaderProcess(temporary.resolve("reader-" + i), settings.readerMemory());
            all.add(reader);
            idle.add(reader);
        }
        this.exchanges = Executors.newFixedThreadPool(
                settings.readers(),
                Thread.ofPlatform().daemon().name("reader-exchange-", 0).factory());
    }

    /// Reads one file; waits for a free reader.
    ///
    /// @param name what the person called the file; its ending helps to tell the format
    /// @throws InterruptedException if the caller is interrupted; the reading is ended
    public Extraction extract(Path original, String name) throws InterruptedException {
        try {
            long size = Files.size(original);
            if (size == 0) {
                return refused(Refusal.EMPTY);
            }
            if (size > settings.maxSize()) {
                return refused(Refusal.TOO_LARGE);
            }
        } catch (IOException e) {
            return refused(Refusal.VANISHED);
        }
        ReaderProcess reader = idle.take();
        try {
            return exchange(reader, request(original, name));
        } finally {
            reader.tidy();
            idle.add(reader);
        }
    }

    /// Ends all readers, also those that are at work.
    @Override
    public void close() {
        exchanges.shutdownNow();
        all.forEach(ReaderProcess::kill);
    }

    private Extraction exchange(ReaderProcess reader, ReadRequest request) throws InterruptedException {
        Future<Extraction> answer = exchanges.submit(() -> reader.read(request));
        long end = System.nanoTime() + settings.timeLimit().toNanos();
        boolean finished = false;
        try {
            while (true) {
                try {
                    Extraction extraction = answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    finished = true;
                    return extraction;
                } catch (TimeoutException e) {
                    if (System.nanoTime() > end || reader.silence().compareTo(LONGEST_SILENCE) > 0) {
                        return refused(Refusal.TOO_SLOW);
                    }
                } catch (ExecutionException e) {
                    throw new IllegalStateException("reading " + request.name() + " failed unexpectedly", e.getCause());
                }
            }
        } finally {
            if (!finished) {
                reader.kill();
                answer.cancel(true);
            }
        }
    }

    private ReadRequest request(Path original, String name) {
        Settings.Ocr ocr = settings.ocr();
        return new ReadRequest(
                original.toAbsolutePath().toString(),
                name,
                MOST_CHARACTERS,
                new ReadRequest.Recognition(ocr.enabled() ? ocr.languages() : List.of(), ocr.maxPages(), (int)
                        (settings.timeLimit().toSeconds() * SHARE_OF_RECOGNITION)));
    }

    static Extraction refused(Refusal refusal) {
        return new Extraction.Unreadable(refusal.reason(), refusal.advice());
    }
}
