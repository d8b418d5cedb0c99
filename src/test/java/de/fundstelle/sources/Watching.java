// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Grant;
import de.fundstelle.answer.Answerer;
import de.fundstelle.audit.Journal;
import de.fundstelle.chat.Conversations;
import de.fundstelle.config.Configuration;
import de.fundstelle.config.InvalidSettings;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Readers;
import de.fundstelle.index.Candidate;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.index.QueryWords;
import de.fundstelle.index.Search;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Originals;
import de.fundstelle.models.Models;
import de.fundstelle.retention.Removal;
import de.fundstelle.sources.Sources.Answer;
import de.fundstelle.sources.Sources.Wish;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/// A share in a temporary folder, and what watches it: real files, database, index and readers.
final class Watching implements AutoCloseable {

    /// Written long ago, so that a scan believes size and time.
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-05-01T10:00:00Z"));

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    final Path root;
    final TroubledTree tree = new TroubledTree();
    final Database database;
    final Journal journal;
    final Collections collections;
    final PassageIndex index;
    final Ingest ingest;
    final Sources sources;
    final Removal removal;
    private final Deque<Part> parts = new ArrayDeque<>();

    Watching(Path folder) throws IOException {
        this(folder, 1 << 20);
    }

    Watching(Path folder, long maxSize) throws IOException {
        root = Files.createDirectories(folder.resolve("share"));
        Path data = Files.createDirectories(folder.resolve("data"));
        Clock clock = Clock.systemUTC();
        database = Database.open(data.resolve("test.db"));
        parts.push(database::close);
        journal = new Journal(database, clock);
        collections = new Collections(database, clock, journal);
        index = PassageIndex.open(data.resolve("index"));
        parts.push(index::close);
        Originals originals = new Originals(data.resolve("originals"));
        Settings.Ingest reading = new Settings.Ingest(
                maxSize, 1, 256L << 20, Duration.ofSeconds(60), new Settings.Ocr(false, List.of("deu"), 1));
        ingest = new Ingest(
                reading,
                Files.createDirectories(data.resolve("tmp")),
                originals,
                database,
                index,
                Optional.empty(),
                clock,
                journal,
                documents -> {});
        parts.push(ingest::close);
        removal = new Removal(ingest, collections, conversations(clock));
        sources = new Sources(
                new Settings.Sources(List.of(root), Duration.ofMinutes(15)),
                maxSize,
                database,
                ingest,
                collections,
                removal,
                journal,
                clock,
                tree);
        parts.push(sources::close);
    }

    private Conversations conversations(Clock clock) {
        try {
            Settings settings = Configuration.load(Map.of("FUNDSTELLE_MODELS_EMBEDDING_PROVIDER", "none"));
            Models models = Models.open(settings.models());
            parts.push(models::close);
            Answerer answerer = new Answerer(
                    models.chat(),
                    models.permits(),
                    query -> {
                        throw new IllegalStateException("nobody asks");
                    },
                    settings.models().chat(),
                    settings.retrieve());
            return new Conversations(database, answerer, collections, ingest.library(), clock);
        } catch (InvalidSettings e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Something that is closed at the end.
    @FunctionalInterface
    private interface Part {
        void close() throws IOException;
    }

    Source source() {
        return sources.all().getFirst();
    }

    /// Writes a file that looks old.
    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return aged(file);
    }

    static Path aged(Path file) throws IOException {
        return Files.setLastModifiedTime(file, LONG_AGO);
    }

    void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    void move(String from, String to) throws IOException {
        Files.createDirectories(root.resolve(to).getParent());
        Files.move(root.resolve(from), root.resolve(to));
    }

    /// Maps folders to new collections of the same name, and scans once.
    Counts confirm(String... folders) {
        return confirm(List.of(), folders);
    }

    Counts confirm(List<String> excludes, String... folders) {
        List<Wish> wishes = List.of(folders).stream()
                .map(folder -> {
                    String name = folder.isEmpty() ? "Wurzel" : folder.replace('/', ' ');
                    return collections.find(name).isPresent()
                            ? new Wish(folder, name, null)
                            : new Wish(folder, null, name);
                })
                .toList();
        Answer answer = sources.confirm("admin", source(), wishes, excludes);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        awaitIdle();
        return last().counts();
    }

    /// Scans here and now; whatever ran in the background is over before.
    Counts scan() {
        return record().counts();
    }

    ScanRecord record() {
        awaitIdle();
        sources.attempt(source().id());
        return last();
    }

    void awaitIdle() {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (sources.standing(source(), 1).running()) {
            assertThat(System.nanoTime()).as("still scanning").isLessThan(end);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    ScanRecord last() {
        return sources.standing(source(), 1).scans().getFirst();
    }

    /// Waits until nothing is waiting or being read any more.
    void settle() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        long seen = 0;
        while (ingest.library().waiting() > 0) {
            assertThat(System.nanoTime()).as("still reading").isLessThan(end);
            seen = ingest.progress().await(seen, Duration.ofSeconds(1));
        }
    }

    List<LibraryDocument> documents() {
        List<String> ids = collections.all().stream().map(Collection::id).toList();
        return ids.isEmpty()
                ? List.of()
                : ingest.library().documents(new Library.Filter(ids, Optional.empty(), "", Library.MOST));
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        documents().forEach(document -> names.add(document.name()));
        return names;
    }

    LibraryDocument document(String name) {
        return documents().stream()
                .filter(document -> document.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    /// Names of the documents that a word finds for somebody who may read all.
    Set<String> found(String word) throws IOException {
        List<Collection> all = collections.all();
        Set<String> names = new TreeSet<>();
        Readers readers =
                new Readers(Set.copyOf(all.stream().map(Collection::right).toList()));
        try (Search search = index.search(
                readers, Set.copyOf(all.stream().map(Collection::id).toList()))) {
            for (Candidate candidate : search.byWords(new QueryWords(word), 50)) {
                names.add(search.passage(candidate).document().name());
            }
        }
        return names;
    }

    Collection collection(String name, String... readers) {
        var grants = new java.util.HashSet<Grant>();
        for (String group : readers) {
            grants.add(Grant.group(de.fundstelle.access.Level.READ, group));
        }
        return ((Collections.Saved.Done) collections.make("admin", name, grants, Collection.Description.of(""), false))
                .collection();
    }

    int imports() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM import")
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void close() throws IOException {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
