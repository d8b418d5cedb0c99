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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/// Takes the same files in with plain Tika and plain Lucene, and with Fundstelle, and tells how the times compare.
///
/// Arguments: a folder; perhaps the number of rounds (3). Two threads, no recognition, no vectors. The yardstick parses
/// in its own process, cuts the text every 1 000 characters, indexes it with the same two fields and commits once a
/// second. Fundstelle also keeps the originals, reads in processes that can be ended, and writes down where everything
/// stands. In the first round both are cold; in the others both have compiled their code, as after a morning of taking
/// in. The order of the two changes with each round; files that hang the yardstick are left out by hand.
public final class IngestRace {

    private static final int THREADS = 2;
    private static final int PIECE = 1_000;
    private static final int MOST_CHARACTERS = 10_000_000;
    private static final Duration COMMIT = Duration.ofSeconds(1);

    private IngestRace() {}

    /// Runs the race and prints a line per round.
    public static void main(String[] arguments) throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of(arguments[0]))) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (Ours ours = new Ours()) {
            for (int round = 0; round < rounds; round++) {
                double plain = round % 2 == 0 ? plain(files) : 0;
                double own = ours.takeIn(files, "c" + round);
                plain = round % 2 == 0 ? plain : plain(files);
                System.out.printf(
                        "round %d, %d files: plain %.1f s, Fundstelle %.1f s, speed %.2f of plain%n",
                        round + 1, files.size(), plain, own, plain / own);
            }
        }
    }

    private static double plain(List<Path> files) throws Exception {
        Path folder = Files.createTempDirectory("race-plain");
        long start = System.nanoTime();
        AutoDetectParser parser = new AutoDetectParser(TikaConfig.getDefaultConfig());
        Analyzer analyzer = new PerFieldAnalyzerWrapper(stems(), java.util.Map.of("grams", grams()));
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), new IndexWriterConfig(analyzer));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            AtomicLong committed = new AtomicLong(System.nanoTime());
            List<Future<?>> running = new ArrayList<>();
            for (Path file : files) {
                running.add(threads.submit(() -> {
                    index(writer, parser, file);
                    long last = committed.get();
                    if (System.nanoTime() - last > COMMIT.toNanos()
                            && committed.compareAndSet(last, System.nanoTime())) {
                        writer.commit();
                    }
                    return file;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            writer.commit();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void index(IndexWriter writer, AutoDetectParser parser, Path file) throws IOException {
        BodyContentHandler handler = new BodyContentHandler(MOST_CHARACTERS);
        ParseContext context = new ParseContext();
        TesseractOCRConfig recognition = new TesseractOCRConfig();
        recognition.setSkipOcr(true);
        context.set(TesseractOCRConfig.class, recognition);
        try (InputStream in = TikaInputStream.get(file)) {
            parser.parse(in, handler, new Metadata(), context);
        } catch (TikaException | SAXException | RuntimeException | StackOverflowError e) {
            // Whatever was read before the file turned out to be broken is indexed.
        }
        String text = handler.toString();
        for (int at = 0; at < text.length(); at += PIECE) {
            String piece = text.substring(at, Math.min(text.length(), at + PIECE));
            Document document = new Document();
            document.add(new TextField("stems", piece, Field.Store.NO));
            document.add(new TextField("grams", piece, Field.Store.NO));
            document.add(new StoredField("text", piece));
            document.add(new StoredField("name", file.toString()));
            writer.addDocument(document);
        }
    }

    private static Analyzer stems() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                StandardTokenizer words = new StandardTokenizer();
                return new TokenStreamComponents(
                        words, new GermanLightStemFilter(new GermanNormalizationFilter(new LowerCaseFilter(words))));
            }
        };
    }

    private static Analyzer grams() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                StandardTokenizer words = new StandardTokenizer();
                return new TokenStreamComponents(
                        words,
                        new NGramTokenFilter(new GermanNormalizationFilter(new LowerCaseFilter(words)), 4, 4, false));
            }
        };
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
