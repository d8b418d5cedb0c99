// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.ingest.Recognitions.Page;
import de.fundstelle.ingest.reader.RecognizedPage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The threads that have pages recognized, one page at a time, behind everything else that the machine has to do.
///
/// Each waits for a process of its own nearly all of the time; readers of text are never kept from their work.
final class Recognizing implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Recognizing.class.getName());

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Recognitions recognitions;
    private final Originals originals;
    private final Extractor extractor;
    private final Runnable afterwards;
    private final Bell bell = new Bell();
    private final Set<Page> taken = new HashSet<>();
    private final List<Thread> running = new ArrayList<>();

    /// @param afterwards called after each page
    Recognizing(Recognitions recognitions, Originals originals, Extractor extractor, Runnable afterwards) {
        this.recognitions = recognitions;
        this.originals = originals;
        this.extractor = extractor;
        this.afterwards = afterwards;
    }

    void start() {
        for (int number = 1; number <= extractor.recognizers(); number++) {
            running.add(Thread.ofPlatform().name("recognizing-" + number).start(this::run));
        }
    }

    /// Says that there may be a page to recognize.
    void wake() {
        bell.ring();
    }

    private void run() {
        try {
            Optional<Page> page = bell.take(this::next);
            while (page.isPresent()) {
                attempt(page.get());
                page = bell.take(this::next);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "nobody interrupts this thread, pages would stay unread", e);
        }
    }

    private Optional<Page> next() {
        try {
            Optional<Page> next = recognitions.next(taken);
            next.ifPresent(taken::add);
            if (taken.isEmpty()) {
                extractor.restRecognizers();
            }
            return next;
        } catch (RuntimeException e) { // without its threads nothing would be recognized until the next start
            LOG.log(Level.ERROR, "the database cannot be read; trying again", e);
            return Optional.empty();
        }
    }

    private void attempt(Page page) throws InterruptedException {
        try {
            // A reader that failed was perhaps the victim of another; a page that fails twice is to blame itself.
            Optional<RecognizedPage> found = recognize(page);
            if (found.isEmpty() && !bell.over()) {
                found = recognize(page);
            }
            if (!bell.over()) {
                recognitions.keep(page.original(), found.orElse(RecognizedPage.failed(page.number())));
                afterwards.run();
            }
        } catch (RuntimeException e) { // one page; it is tried again after the others
            if (!bell.over()) {
                LOG.log(Level.ERROR, "recognizing a page failed; is the disk full? Trying again", e);
                bell.pause(AFTER_FAILURE);
            }
        } finally {
            bell.guarded(() -> taken.remove(page));
        }
    }

    private Optional<RecognizedPage> recognize(Page page) throws InterruptedException {
        return extractor.recognize(originals.path(page.original()), page.number());
    }

    /// Says that the program ends; what is being recognized is recognized again after the next start.
    void end() {
        bell.end();
    }

    /// Waits for the threads, whose processes have been ended.
    @Override
    public void close() {
        end();
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
