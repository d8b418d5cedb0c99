// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import de.fundstelle.audit.Journal;
import de.fundstelle.config.Settings;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.Originals;
import de.fundstelle.ingest.Upload;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the same files in with [plain Tika and plain Lucene][PlainIngest] and with Fundstelle, in one process that
/// gets
/// warm, and tells how the times compare.
///
/// Arguments: a folder; perhaps the number of rounds (3). Two threads, no recognition, no vectors. Fundstelle also
/// keeps the originals, reads in processes that can be ended, and writes down where everything stands. In the first
/// round both are cold; in the others both have compiled their code, as after a morning of taking in. The order of the
/// two changes with each round; files that hang the yardstick are left out by hand.
public final class IngestRace {

    private static final int THREADS = PlainIngest.THREADS;

    private IngestRace() {}

    /// Runs the race and prints a line per round.
    public static void main(String[] arguments) throws Exception {
        List<Path> files = PlainIngest.files(Path.of(arguments[0]));
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (Ours ours = new Ours()) {
            for (int round = 0; round < rounds; round++) {
                double plain = round % 2 == 0 ? PlainIngest.seconds(files) : 0;
                double own = ours.takeIn(files, "c" + round);
                plain = round % 2 == 0 ? plain : PlainIngest.seconds(files);
                System.out.printf(
                        "round %d, %d files: plain %.1f s, Fundstelle %.1f s, speed %.2f of plain%n",
                        round + 1, files.size(), plain, own, plain / own);
            }
        }
    }

    /// Our side; its reading processes live as long as it does.
    private static final class Ours implements AutoCloseable {

        private final Database database;
        private final PassageIndex index;
        private final Ingest ingest;

        Ours() throws IOException {
            Path folder = Files.createTempDirectory("race-fundstelle");
            Settings.Ingest settings = new Settings.Ingest(
                    200L << 20,
                    THREADS,
                    512L << 20,
                    Duration.ofMinutes(2),
                    new Settings.Ocr(false, List.of("deu"), 50));
            Clock clock = Clock.systemUTC();
            database = Database.open(folder.resolve("fundstelle.db"));
            index = PassageIndex.open(folder.resolve("index"));
            ingest = new Ingest(
                    settings,
                    Files.createDirectories(folder.resolve("tmp")),
                    new Originals(folder.resolve("originals")),
                    database,
                    index,
                    Optional.empty(),
                    clock,
                    new Journal(database, clock),
                    documents -> {});
        }

        /// Takes the files into a new collection; returns the seconds until all are found.
        double takeIn(List<Path> files, String collection) throws IOException, InterruptedException {
            database.change(handle -> handle.execute("""
                    INSERT INTO collection (id, name, access_right, contact, sample, created)
                    VALUES (?, ?, ?, '', 0, 1)""", collection, collection, collection));
            long start = System.nanoTime();
            bring(files, collection);
            long seen = 0;
            while (ingest.library().waiting() > 0) {
                seen = ingest.progress().await(seen, Duration.ofSeconds(1));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            count(collection);
            return seconds;
        }

        private void bring(List<Path> files, String collection) throws IOException {
            List<Upload> uploads = new ArrayList<>();
            for (Path file : files) {
                try (InputStream content = Files.newInputStream(file)) {
                    uploads.add(ingest.receive(file.toString(), content));
                }
                if (uploads.size() == 50) {
                    ingest.accept("race", collection, uploads);
                    uploads.clear();
                }
            }
            ingest.accept("race", collection, uploads);
        }

        private void count(String collection) {
            List<Import> imports = ingest.library().imports(List.of(collection), Library.MOST);
            System.out.printf(
                    "  %d imports, %d with passages%n",
                    imports.size(),
                    imports.stream().filter(one -> one.passages() != null).count());
        }

        @Override
        public void close() throws IOException {
            ingest.close();
            index.close();
            database.close();
        }
    }
}
