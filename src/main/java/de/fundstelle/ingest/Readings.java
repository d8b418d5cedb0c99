// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.Identifier;
import de.fundstelle.document.Passage;
import de.fundstelle.facts.SelfDescription;
import de.fundstelle.index.PassageIndex;
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
import java.util.concurrent.locks.ReentrantReadWriteLock;

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
    private final PassageIndex index;
    private final Committer committer;
    private final int threads;
    private final Bell bell = new Bell();

    /// Held while a document goes into the index, exclusively while some are deleted or the index is repaired.
    private final ReentrantReadWriteLock deleting = new ReentrantReadWriteLock(true);

    private final Deque<Work> claimed = new ArrayDeque<>();
    private final List<Thread> running = new ArrayList<>();

    Readings(
            Ledger ledger,
            Originals originals,
            Recognitions recognitions,
            Extractor extractor,
            PassageIndex index,
            Committer committer,
            int threads) {
        this.ledger = ledger;
        this.originals = originals;
        this.recognitions = recognitions;
        this.extractor = extractor;
        this.index = index;
        this.committer = committer;
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

    private void run() {
        try {
            while (!bell.over()) {
                try {
                    Optional<Work> work = bell.take(this::next);
                    if (work.isPresent()) {
                        attempt(work.get());
                    }
                } catch (RuntimeException e) { // without its threads nothing would be read until the next start
                    LOG.log(Level.ERROR, "the database cannot be used; is the disk full? Trying again", e);
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
        return Optional.ofNullable(claimed.poll());
    }

    private void attempt(Work work) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Extraction extraction = extractor.extract(originals.path(work.original()), known(work));
            if (!bell.over()) {
                committer.add(outcome(work, extraction, start));
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the index cannot be written; is the disk full? Trying again", e);
            bell.guarded(() -> claimed.add(work));
            bell.pause(AFTER_FAILURE);
        } catch (RuntimeException e) {
            if (bell.over()) {
                return; // the reader was taken away, the file is not to blame; it is read again at the next start
            }
            String id = Identifier.fresh();
            LOG.log(Level.ERROR, "reading the import " + work.importId() + " failed; told as " + id, e);
            committer.add(new Outcome.Refused(
                    work,
                    new Extraction.Unreadable(
                            "Beim Lesen ist ein unerwarteter Fehler aufgetreten (Kennung %s).".formatted(id),
                            "Melden Sie die Kennung Ihrer IT; im Protokoll steht dazu mehr."),
                    seconds(start)));
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

    private Outcome outcome(Work work, Extraction extraction, long start) throws IOException {
        return switch (extraction) {
            case Extraction.Unreadable why -> new Outcome.Refused(work, why, seconds(start));
            case Extraction.Extracted read ->
                read.waitsForPages() ? new Outcome.Parked(work, read.pagesLeft()) : indexed(work, read, start);
        };
    }

    private Outcome indexed(Work work, Extraction.Extracted read, long start) throws IOException {
        String version = Identifier.fresh();
        SelfDescription stated = SelfDescription.of(read.text(), read.title());
        String title = ledger.title(work, stated);
        Document document = new Document(
                work.document(), version, work.name(), title, work.collection(), work.right(), work.sample());
        List<Passage> passages = Splitter.split(document, read.text());
        putIntoIndex(document, passages);
        return new Outcome.Read(
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
    }

    /// Nothing, if the document was deleted meanwhile: an index that commits by chance would show it again.
    private void putIntoIndex(Document document, List<Passage> passages) throws IOException {
        deleting.readLock().lock();
        try {
            if (ledger.knows(document.id())) {
                index.replace(document, passages);
            }
        } finally {
            deleting.readLock().unlock();
        }
    }

    /// Removes documents from the index and then from the ledger; what is being read of them does not get in any more.
    ///
    /// In this order a failure leaves documents that can still be seen and deleted once more, never words without one.
    void forget(String actor, List<String> documents) throws IOException {
        undisturbed(() -> {
            for (String document : documents) {
                index.remove(document);
            }
            index.commit();
            ledger.delete(actor, documents);
            return documents.size();
        });
    }

    /// Work on the index that nothing else may come between.
    @FunctionalInterface
    interface Alone {
        int run() throws IOException;
    }

    int undisturbed(Alone work) throws IOException {
        deleting.writeLock().lock();
        try {
            return work.run();
        } finally {
            deleting.writeLock().unlock();
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
