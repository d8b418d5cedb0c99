// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/// The reading process: takes requests on standard input, answers on standard output, one file after the other.
///
/// It ends as soon as its standard input does, even in the middle of a file.
public final class ReaderMain {

    private static final System.Logger LOG = System.getLogger(ReaderMain.class.getName());
    private static final Duration PULSE = Duration.ofSeconds(1);

    /// Pieces of this many characters travel in one frame.
    private static final int BATCH = 100_000;

    private final DataOutputStream out;
    private final FileReading reading;
    private long lastPulse = System.nanoTime();

    private ReaderMain(DataOutputStream out) {
        this.out = out;
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        this.reading = new FileReading(new Formats(), new Tesseract(folder), folder, this::pulse);
    }

    /// Serves until standard input ends.
    public static void main(String[] arguments) throws Exception {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Libraries print; what they print must not get between the frames.
        System.setOut(System.err);
        BlockingQueue<ReadRequest> requests = new SynchronousQueue<>();
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        Thread.ofPlatform().daemon().name("requests").start(() -> receive(in, requests));
        ReaderMain main = new ReaderMain(out);
        while (!Thread.currentThread().isInterrupted()) {
            main.answer(requests.take());
        }
    }

    private static void receive(DataInputStream in, BlockingQueue<ReadRequest> requests) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                requests.put(Frames.read(in, ReadRequest.class));
            }
        } catch (EOFException e) {
            // The server has closed us, or is gone: nobody waits for an answer any more.
            Runtime.getRuntime().halt(0);
        } catch (IOException | InterruptedException e) {
            LOG.log(Level.ERROR, "reading a request failed; the reader ends", e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void answer(ReadRequest request) throws IOException {
        try {
            if (request.page() == null) {
                FileReading.Words words = reading.read(request);
                send(words.pieces());
                Frames.write(out, Frame.ending(words.ending()));
            } else {
                Frames.write(out, Frame.recognized(reading.recognize(request, request.page())));
            }
        } catch (RefusedException e) {
            Frames.write(out, Frame.refusing(e.refusal()));
        }
    }

    private void send(List<Piece> pieces) throws IOException {
        List<Piece> batch = new ArrayList<>();
        int characters = 0;
        for (Piece piece : pieces) {
            batch.add(piece);
            characters += piece.text().length();
            if (characters >= BATCH || batch.size() >= BATCH / 50) {
                Frames.write(out, Frame.of(batch));
                batch.clear();
                characters = 0;
            }
        }
        Frames.write(out, Frame.of(batch));
    }

    private void pulse() {
        long now = System.nanoTime();
        if (now - lastPulse > PULSE.toNanos()) {
            lastPulse = now;
            try {
                Frames.write(out, Frame.pulse());
            } catch (IOException e) {
                throw new UncheckedIOException("telling the server that the reading goes on", e);
            }
        }
    }
}
