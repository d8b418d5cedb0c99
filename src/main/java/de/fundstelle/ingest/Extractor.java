// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.config.Settings;
import de.fundstelle.ingest.reader.Frame;
import de.fundstelle.ingest.reader.ReadRequest;
import de.fundstelle.ingest.reader.ReadRequest.Unpacking;
import de.fundstelle.ingest.reader.RecognizedPage;
import de.fundstelle.ingest.reader.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads foreign files in processes of their own, which are ended when a file takes too long.
///
/// May be used by many threads; as many files are read at a time as there are readers, the others wait. Pages are
/// recognized by as many processes again, behind everything else that the machine has to do.
public final class Extractor implements AutoCloseable {

    /// As much text as a book of 4 000 pages has; more is cut, with a note.
    static final int MOST_CHARACTERS = 10_000_000;

    /// Packages inside packages.
    static final int DEEPEST = 10;

    /// Documents that may come out of one file, over all levels.
    static final int MOST_PARTS = 1_000;

    /// Bytes of all of them.
    static final long MOST_UNPACKED = 2L << 30;

    /// A page takes about three seconds; a drawing as large as a wall may take twenty.
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(60);

    private final Settings.Ingest settings;
    private final Originals originals;
    private final ReaderPool readers;
    private final ReaderPool recognizers;

    /// Starts nothing yet; a reader starts with its first file.
    ///
    /// @param temporary folder for the readers' own files
    /// @param originals receives what lies inside the files that are read
    public Extractor(Settings.Ingest settings, Path temporary, Originals originals) {
        this.settings = settings;
        this.originals = originals;
        long memory = settings.readerMemory();
        this.readers = new ReaderPool(settings.readers(), temporary, "reader", new ReaderLaunch.Manner(memory, false));
        this.recognizers =
                new ReaderPool(settings.readers(), temporary, "recognizer", new ReaderLaunch.Manner(memory, true));
    }

    /// What is known of a file before it is read.
    ///
    /// @param name what the person called it; its ending helps to tell the format
    /// @param recognized a JSON list of the pages that were recognized, see [RecognizedPage]; empty if there are
    /// none
    /// @param unpacking what may be taken out of it
    public record Known(String name, String recognized, Unpacking unpacking) {

        /// A file that nobody has read before.
        public static Known fresh(String name) {
            return new Known(name, "", new Unpacking(false, DEEPEST, MOST_PARTS, MOST_UNPACKED));
        }
    }

    /// Reads one file; waits for a free reader.
    ///
    /// @throws InterruptedException if the caller is interrupted; the reading is ended
    public Extraction extract(Path original, Known known) throws InterruptedException {
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
        return readers.ask(
                folder -> request(original, known, folder), this::answer, Extractor::refused, settings.timeLimit());
    }

    /// Recognizes one page of a file; waits for a free process. Nothing if that went wrong.
    public Optional<RecognizedPage> recognize(Path original, int page) throws InterruptedException {
        ReadRequest request = new ReadRequest(
                original.toAbsolutePath().toString(),
                "",
                MOST_CHARACTERS,
                new ReadRequest.Recognition(settings.ocr().languages(), 1, null),
                new Unpacking(false, 0, 0, 0),
                page);
        return recognizers
                .ask(
                        folder -> request,
                        folder -> frame -> Optional.ofNullable(frame.page())
                                .filter(found -> found.number() == page)
                                .map(List::of),
                        refusal -> List.<RecognizedPage>of(),
                        PAGE_LIMIT)
                .stream()
                .findFirst();
    }

    /// How many pages are recognized at a time.
    int recognizers() {
        return settings.readers();
    }

    /// Ends the processes that recognize pages, until there are some again.
    void restRecognizers() {
        recognizers.rest();
    }

    /// Ends all readers, also those that are at work.
    @Override
    public void close() {
        readers.close();
        recognizers.close();
    }

    private ReadRequest request(Path original, Known known, Path folder) throws IOException {
        Settings.Ocr ocr = settings.ocr();
        String recognized = null;
        if (!known.recognized().isEmpty()) {
            Path file = folder.resolve("recognized.json");
            Files.writeString(file, known.recognized());
            recognized = file.toAbsolutePath().toString();
        }
        return new ReadRequest(
                original.toAbsolutePath().toString(),
                known.name(),
                MOST_CHARACTERS,
                new ReadRequest.Recognition(ocr.enabled() ? ocr.languages() : List.of(), ocr.maxPages(), recognized),
                known.unpacking(),
                null);
    }

    private ReaderProcess.Answer<Extraction> answer(Path folder) {
        Assembly assembly = new Assembly();
        return frame -> {
            if (frame.pieces() != null) {
                assembly.add(frame.pieces());
            }
            return frame.ending() == null
                    ? Optional.empty()
                    : Optional.of(assembly.finish(frame.ending(), received(frame.ending(), folder)));
        };
    }

    /// Takes over what the reader has put into its folder; anything else that it names is a lie.
    private List<Extraction.Part> received(Frame.Ending ending, Path folder) throws IOException {
        if (ending.parts().size() > MOST_PARTS) {
            throw new IOException(
                    "a reader names %d parts".formatted(ending.parts().size()));
        }
        List<Extraction.Part> parts = new ArrayList<>();
        for (Frame.Part part : ending.parts()) {
            if (!part.file().matches("part-\\d{1,4}")
                    || part.name().isBlank()
                    || part.name().length() > 1_000) {
                throw new IOException("a reader names a part that cannot be one");
            }
            Path file = folder.resolve(part.file());
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("a reader names a part that is not there");
            }
            try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                originals
                        .receive(content, MOST_UNPACKED)
                        .ifPresent(arrived -> parts.add(new Extraction.Part(part.name(), arrived)));
            }
        }
        return parts;
    }

    static Extraction refused(Refusal refusal) {
        return new Extraction.Unreadable(refusal.reason(), refusal.advice());
    }
}
