// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.audit.Journal;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Readers;
import de.fundstelle.facts.Facts;
import de.fundstelle.index.Candidate;
import de.fundstelle.index.FullDisk;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.index.QueryWords;
import de.fundstelle.index.Search;
import de.fundstelle.store.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A data directory with one collection, opened and closed as often as a test likes.
final class Workshop implements AutoCloseable {

    static final String COLLECTION = "c1";
    private static final Readers READERS = new Readers(Set.of("right-1"));
    private static final Settings.Ingest SETTINGS = new Settings.Ingest(
            1 << 20, 1, 256L << 20, Duration.ofSeconds(60), new Settings.Ocr(false, List.of("deu"), 1));

    final Path folder;
    final Database database;
    final Originals originals;
    final PassageIndex index;
    final Journal journal;
    final Ledger ledger;
    final Library library;

    /// Documents that were said to be gone from their packages.
    final List<String> vanished = new CopyOnWriteArrayList<>();

    private Workshop(Path folder, BooleanSupplier full) throws IOException {
        this.folder = folder;
        database = Database.open(folder.resolve("test.db"));
        originals = new Originals(folder.resolve("originals"));
        index = FullDisk.open(folder.resolve("index"), full);
        journal = new Journal(database, Clock.systemUTC());
        ledger = new Ledger(database, Clock.systemUTC(), journal, new Facts(database, Clock.systemUTC(), journal));
        library = new Library(database);
        database.change(handle -> handle.execute("""
                INSERT INTO collection (id, name, access_right, contact, sample, created)
                VALUES ('c1', 'Satzungen', 'right-1', '', 0, 1) ON CONFLICT DO NOTHING"""));
    }

    static Workshop open(Path folder) throws IOException {
        return open(folder, () -> false);
    }

    /// As above, on a disk for the index that takes nothing more whenever somebody says so.
    static Workshop open(Path folder, BooleanSupplier full) throws IOException {
        return new Workshop(folder, full);
    }

    Ingest ingest() throws IOException {
        return new Ingest(
                SETTINGS,
                Files.createTempDirectory(folder, "tmp-"),
                originals,
                database,
                index,
                Optional.empty(),
                Clock.systemUTC(),
                new Journal(database, Clock.systemUTC()),
                vanished::addAll);
    }

    /// A file that arrived and was not yet accepted by anybody.
    Upload upload(String name, String text) throws IOException {
        return Upload.of(name, originals.receive(bytes(text), 1 << 20).orElseThrow());
    }

    /// Takes a file in without anybody who reads it; gives the document.
    String accept(String name, String text) throws IOException {
        Upload upload = upload(name, text);
        originals.place(upload.content().orElseThrow());
        return library.withIds(ledger.accept("test", COLLECTION, Upload.Batch.of(List.of()), List.of(upload)))
                .getFirst()
                .document();
    }

    List<LibraryDocument> documents() {
        return library.documents(new Library.Filter(List.of(COLLECTION), Optional.empty(), "", 100));
    }

    LibraryDocument document(String id) {
        return library.document(id).orElseThrow();
    }

    /// Names of the documents that a word finds.
    Set<String> found(String word) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Search search = index.search(READERS, Set.of(COLLECTION))) {
            for (Candidate candidate : search.byWords(new QueryWords(word), 10)) {
                names.add(search.passage(candidate).document().name());
            }
        }
        return names;
    }

    static List<Import> send(Ingest ingest, String... namesAndTexts) throws IOException {
        Upload[] uploads = new Upload[namesAndTexts.length / 2];
        for (int number = 0; number < uploads.length; number++) {
            uploads[number] = ingest.receive(namesAndTexts[2 * number], bytes(namesAndTexts[2 * number + 1]));
        }
        return ingest.accept("test", COLLECTION, Arrays.asList(uploads));
    }

    /// Waits until nothing is waiting or being read any more.
    static void settle(Ingest ingest) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long seen = 0;
        while (ingest.library().waiting() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still waiting for " + ingest.library().waiting() + " imports");
            }
            seen = ingest.progress().await(seen, Duration.ofSeconds(1));
        }
    }

    static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        index.close();
        database.close();
    }
}
