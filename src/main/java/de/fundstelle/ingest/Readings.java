// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Identifier;
import de.fundstelle.document.Passage;
import de.fundstelle.facts.SelfDescription;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.ingest.reader.ReadRequest.Unpacking;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads that turn waiting imports into passages.
///
/// Each waits for a reader process most of the time; splitting and indexing are all they compute themselves.
final class Readings implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Readings.class.getName());

    /// Imports claimed in one transaction, per thread: enough to keep the database out of the way of small files.
    private static final int CLAIMED_PER_THREAD = 8;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Originals originals;
    private final Recognitions recognitions;
    private final Extractor extractor;
    private final Indexing indexing;
    private final Committer committer;
    private final Standstill standstill;
    private final int threads;
    private final Bell bell = new Bell();

    private final Deque<Work> claimed = new ArrayDeque<>();
    private final List<Thread> running = new ArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();

    Readings(
            Ledger ledger,
            Originals originals,
            Recognitions recognitions,
            Extractor extractor,
            Indexing indexing,
            Committer committer,
            Standstill standstill,
            int threads) {
        this.ledger = ledger;
        this.originals = originals;
        this.recognitions = recognitions;
        this.extractor = extractor;
        this.indexing = indexing;
        this.committer = committer;
        this.standstill = standstill;
        this.threads = threads;
    }

    void start() {
        for (int number = 1; number <= threads; number++) {
            running.add(Thread.ofPlatform().name("reading-" + number).start(this::run));
        }
    }

    /// Says that there is something to claim.
    void wake() {
        bell.ring();
    }

    /// Whether a file is being read.
    boolean busy() {
        return attempts.get() > 0;
    }

    private void run() {
        try {
            while (!bell.over()) {
                try {
                    Optional<Work> work = bell.take(this::next);
                    if (work.isPresent()) {
                        attempts.incrementAndGet();
                        try {
                            attempt(work.get());
                        } finally {
                            attempts.decrementAndGet();
                        }
                    }
                } catch (RuntimeException e) { // without its threads nothing would be read until the next start
                    standstill.began("claiming what is to be read", e);
                    bell.pause(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "nobody interrupts this thread, it would break the index", e);
        }
    }

    private Optional<Work> next() {
        if (claimed.isEmpty()) {
            claimed.addAll(ledger.claim(threads * CLAIMED_PER_THREAD));
        }
        if (claimed.isEmpty() && !busy()) {
            committer.hurry();
        }
        return Optional.ofNullable(claimed.poll());
    }

    private void attempt(Work work) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Extraction extraction = extractor.extract(originals.path(work.original()), known(work));
            if (!bell.over()) {
                committer.add(done(work, extraction, start));
            }
        } catch (IOException e) {
            standstill.began("putting a document into the index", e);
            bell.guarded(() -> claimed.add(work));
            bell.pause(AFTER_FAILURE);
        } catch (RuntimeException e) { // the edge of one document: the others are read all the same
            if (bell.over()) {
                return; // the reader was taken away, the file is not to blame; it is read again at the next start
            }
            String id = Identifier.fresh();
            LOG.log(Level.ERROR, "reading the import " + work.importId() + " failed; told as " + id, e);
            committer.add(Committer.Done.of(new Outcome.Refused(
                    work,
                    new Extraction.Unreadable(
                            "Beim Lesen ist ein unerwarteter Fehler aufgetreten (Kennung %s).".formatted(id),
                            "Melden Sie die Kennung Ihrer IT; im Protokoll steht dazu mehr."),
                    seconds(start))));
        }
    }

    private Extractor.Known known(Work work) {
        Outcome.Lineage lineage = work.lineage();
        return new Extractor.Known(
                work.name(),
                recognitions.recognized(work.original()),
                new Unpacking(
                        lineage.depth() > 0,
                        Extractor.DEEPEST - lineage.depth(),
                        Math.max(0, Extractor.MOST_PARTS - lineage.parts()),
                        Math.max(0, Extractor.MOST_UNPACKED - lineage.bytes())));
    }

    private Committer.Done done(Work work, Extraction extraction, long start) throws IOException {
        return switch (extraction) {
            case Extraction.Unreadable why -> Committer.Done.of(new Outcome.Refused(work, why, seconds(start)));
            case Extraction.Extracted read ->
                read.waitsForPages()
                        ? Committer.Done.of(new Outcome.Parked(work, read.pagesLeft()))
                        : indexed(work, read, start);
        };
    }

    private Committer.Done indexed(Work work, Extraction.Extracted read, long start) throws IOException {
        String version = Identifier.fresh();
        SelfDescription stated = SelfDescription.of(read.text(), read.title());
        String title = ledger.title(work, stated);
        List<Passage> passages = Splitter.split(work.document(version, title), read.text());
        Outcome.Read outcome = new Outcome.Read(
                work,
                version,
                title,
                read.text(),
                read.notes(),
                read.parts(),
                read.pagesLeft(),
                stated,
                passages.size(),
                seconds(start));
        boolean put = false;
        try {
            long opening = indexing.put(outcome.document(), passages);
            put = true;
            return new Committer.Done(outcome, opening);
        } finally {
            if (!put) { // the file will be read again, and what lies in it will arrive again
                discard(read.parts());
            }
        }
    }

    private void discard(List<Extraction.Part> parts) throws IOException {
        for (Extraction.Part part : parts) {
            originals.discard(part.content());
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Ends the threads; what they were reading is read again at the next start.
    @Override
    public void close() {
        bell.end();
        extractor.close();
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
