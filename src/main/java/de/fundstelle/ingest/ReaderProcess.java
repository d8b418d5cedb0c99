// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.ingest.reader.Frame;
import de.fundstelle.ingest.reader.Frames;
import de.fundstelle.ingest.reader.Refusal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One place for a reading process: starts it when it is needed, and again when it was ended.
///
/// One thread at a time reads; [#kill] may be called by any thread.
final class ReaderProcess {

    private static final System.Logger LOG = System.getLogger(ReaderProcess.class.getName());

    /// After so many files a process makes way for a fresh one: whatever a library has leaked is gone.
    private static final int FILES_PER_PROCESS = 2_000;

    /// The Java machine ends with this code when it runs out of memory.
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration END = Duration.ofSeconds(5);

    private final Path folder;
    private final ReaderLaunch.Manner manner;
    private final Object lock = new Object();
    private @Nullable Running running;
    private boolean closed;
    /// Number of the question whose asker still waits.
    private long question;
    private final LongSupplier nanos;
    private volatile long lastFrame;

    /// @param nanos a clock that only goes forward
    ReaderProcess(Path folder, ReaderLaunch.Manner manner, LongSupplier nanos) {
        this.folder = folder;
        this.manner = manner;
        this.nanos = nanos;
        this.lastFrame = nanos.getAsLong();
    }

    /// Puts an answer together from frames, and trusts none of them.
    @FunctionalInterface
    interface Answer<T> {
        /// What came of it, once this was the last frame.
        Optional<T> add(Frame frame) throws IOException;
    }

    /// Where the process puts its files.
    Path folder() {
        return folder;
    }

    /// A process and its two ends.
    private static final class Running {
        private final ReaderLaunch.Started started;
        private final DataOutputStream requests;
        private final DataInputStream frames;
        private int files;

        Running(ReaderLaunch.Started started) {
            this.started = started;
            this.requests = new DataOutputStream(started.process().getOutputStream());
            this.frames = new DataInputStream(started.process().getInputStream());
        }
    }

    /// Announces a question: silence counts from now on; before, nobody had asked anything.
    ///
    /// @return number of the question; once the process is killed, nobody waits for the answer any more
    long listen() {
        lastFrame = nanos.getAsLong();
        synchronized (lock) {
            return ++question;
        }
    }

    /// How long nothing has been heard.
    Duration silence() {
        return Duration.ofNanos(nanos.getAsLong() - lastFrame);
    }

    /// Asks for something; whatever the process does, the answer has a defined form.
    ///
    /// @param number of the question, from [#listen]
    <T> T ask(long number, ReaderPool.Question question, Answer<T> answer, Function<Refusal, T> refused) {
        Running current;
        try {
            current = current(number);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "starting a process to read files failed; check memory, processes and the temporary folder {0}: {1}",
                    folder,
                    e.getMessage());
            return refused.apply(Refusal.CRASHED);
        }
        try {
            Frames.write(current.requests, question.of(folder));
            return answered(current, answer, refused);
        } catch (IOException | IllegalArgumentException e) {
            return refused.apply(end(current));
        }
    }

    private <T> T answered(Running current, Answer<T> answer, Function<Refusal, T> refused) throws IOException {
        while (true) {
            Frame frame = Frames.read(current.frames, Frame.class);
            lastFrame = nanos.getAsLong();
            if (frame.refusal() != null) {
                return refused.apply(frame.refusal());
            }
            Optional<T> whole = answer.add(frame);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
    }

    /// Ends the process and everything it has started; a question that has not reached it yet never does.
    void kill() {
        Running ended;
        synchronized (lock) {
            question++;
            ended = running;
            running = null;
        }
        if (ended != null) {
            ended.started.kill();
        }
    }

    /// As above, for good: no other process is started, not even for a question that is on its way already.
    void close() {
        synchronized (lock) {
            closed = true;
        }
        kill();
    }

    /// Removes what the last file has left behind; a process that has served long is ended.
    void tidy() {
        synchronized (lock) {
            if (running != null && running.files >= FILES_PER_PROCESS) {
                running.started.kill();
                running = null;
            }
        }
        try {
            clean(folder);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "emptying {0} failed: {1}", folder, e.getMessage());
        }
    }

    private Running current(long number) throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the program ends, nothing is read any more");
            }
            if (number != question) {
                throw new CancellationException("nobody waits for the answer any more");
            }
            if (running == null || !running.started.process().isAlive()) {
                Files.createDirectories(folder);
                running = new Running(ReaderLaunch.start(folder, manner));
            }
            running.files++;
            return running;
        }
    }

    /// Finds out why a process has stopped to answer, or ends one that says what cannot be.
    private Refusal end(Running current) {
        Process process = current.started.process();
        try {
            boolean ended = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            return ended && process.exitValue() == OUT_OF_MEMORY ? Refusal.TOO_MUCH_MEMORY : Refusal.CRASHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Refusal.TOO_SLOW;
        } finally {
            current.started.kill();
            synchronized (lock) {
                if (running == current) {
                    running = null;
                }
            }
        }
    }

    private static void clean(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.filter(path -> !path.equals(folder)).toList();
        }
        for (Path path : found.reversed()) {
            Files.deleteIfExists(path);
        }
    }
}
