// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/// The yardstick of taking in: plain Tika and plain Lucene.
///
/// Argument: a folder. Two threads parse in this process, without recognition; the text is cut every 1 000 characters,
/// indexed in two fields with the same analysis as ours, and committed once a second. Files that hang it are left out
/// by hand.
public final class PlainIngest {

    static final int THREADS = 2;
    private static final int PIECE = 1_000;
    private static final int MOST_CHARACTERS = 10_000_000;
    private static final Duration COMMIT = Duration.ofSeconds(1);

    private PlainIngest() {}

    /// Takes the files of a folder in and ends.
    public static void main(String[] arguments) throws Exception {
        List<Path> files = files(Path.of(arguments[0]));
        System.out.printf("%d files in %.1f s%n", files.size(), seconds(files));
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Takes the files in; returns the seconds until all are on the disk.
    static double seconds(List<Path> files) throws Exception {
        Path folder = Files.createTempDirectory("race-plain");
        long start = System.nanoTime();
        AutoDetectParser parser = new AutoDetectParser(TikaConfig.getDefaultConfig());
        Analyzer analyzer = new PerFieldAnalyzerWrapper(stems(), Map.of("grams", grams()));
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
}
