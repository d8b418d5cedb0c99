// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// All passages on disk: an index of their words, and one of their vectors that follows in the background.
///
/// What is written becomes durable and visible with [#commit], for each document whole or not at all.
/// Safe for use by several threads: writers wait for each other, searches for nobody.
/// It is derived from the originals and the database, and can be thrown away.
public final class PassageIndex implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PassageIndex.class.getName());

    private static final String WORDS_FOLDER = "words-" + Analysis.VERSION;
    private static final String CURRENT = "current";

    private final Path folder;
    private final Shelf words;
    private final Missing missing = new Missing();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable Vectors vectors;

    private PassageIndex(Path folder, Shelf words) {
        this.folder = folder;
        this.words = words;
    }

    /// Opens the index in a folder, and creates what is missing.
    ///
    /// A damaged index, or one of another analysis, is removed and made anew, empty; [#versions] then shows what lacks.
    ///
    /// @throws IOException if the folder cannot be written, or another process holds it
    public static PassageIndex open(Path folder) throws IOException {
        Files.createDirectories(folder);
        removeOthers(folder, "words-", WORDS_FOLDER);
        Shelf words = Shelf.open(folder.resolve(WORDS_FOLDER), () -> new IndexWriterConfig(PassageFields.analyzer()));
        return new PassageIndex(folder, words);
    }

    /// Puts one version of a document in the place of all earlier ones, its vectors included; visible at next commit.
    ///
    /// The passages must all be of this document. Without passages the document is not found any more, by no version.
    public void replace(Document document, List<Passage> passages) throws IOException {
        for (Passage passage : passages) {
            if (!passage.document().equals(document)) {
                throw new IllegalArgumentException(
                        "passage %s belongs to another document than %s".formatted(passage.id(), document.id()));
            }
        }
        writing.lock();
        try {
            Term key = new Term(PassageFields.DOCUMENT, document.id());
            words.writer()
                    .updateDocuments(
                            key, passages.stream().map(PassageFields::toFields).toList());
            forgetVectors(document.id());
            if (vectors != null) {
                passages.forEach(passage -> missing.add(document.id(), document.version(), passage.ordinal()));
            }
        } finally {
            writing.unlock();
        }
    }

    /// Takes a document out; nobody finds it after the next commit.
    public void remove(String document) throws IOException {
        writing.lock();
        try {
            words.writer().deleteDocuments(new Term(PassageFields.DOCUMENT, document));
            forgetVectors(document);
        } finally {
            writing.unlock();
        }
    }

    /// Makes everything written so far durable (it reaches the disk), then visible to new searches.
    public void commit() throws IOException {
        writing.lock();
        try {
            words.commit();
            Vectors serving = vectors;
            if (serving != null) {
                serving.shelf().commit();
            }
        } finally {
            writing.unlock();
        }
    }

    /// Frees the disk of what was removed, so that nothing of it can be read there; rewrites the segments concerned.
    public void purge() throws IOException {
        words.writer().forceMergeDeletes(true);
        Vectors serving = vectors;
        if (serving != null) {
            serving.shelf().writer().forceMergeDeletes(true);
        }
        commit();
    }

    /// The version of each document that can be found, by its identifier.
    public Map<String, String> versions() throws IOException {
        IndexSearcher searcher = words.acquire();
        try {
            return Contents.versions(searcher);
        } finally {
            words.release(searcher);
        }
    }

    /// How many passages can be found by word.
    public long passages() throws IOException {
        return words.size();
    }

    /// How many passages the index of vectors is done with, those that cannot have one included.
    public long vectors() throws IOException {
        Vectors serving = vectors;
        return serving == null ? 0 : serving.shelf().size();
    }

    /// Opens the vectors of an embedding model, to be called once after [#open]; those of other models are removed,
    /// because nobody would remove deleted documents from them.
    public void useVectors(String model, int dimension) throws IOException {
        String name = Vectors.folderName(model, dimension);
        writing.lock();
        try {
            if (vectors != null) {
                throw new IllegalStateException("the vectors of a model are in use already");
            }
            removeOthers(folder, "vectors-", name);
            Vectors opened = Vectors.open(folder.resolve(name), dimension);
            words.commit();
            IndexSearcher searcher = words.acquire();
            try {
                opened.removeOrphans(searcher);
                opened.findMissing(searcher, missing);
            } finally {
                words.release(searcher);
            }
            vectors = opened;
            nameCurrent(WORDS_FOLDER + "\n" + name + "\n");
        } finally {
            writing.unlock();
        }
    }

    /// Some passages that can be found by word and wait for their vector; the longest waiting first.
    public List<Passage> withoutVectors(int limit) throws IOException {
        IndexSearcher searcher = words.acquire();
        try {
            Ids ids = new Ids(searcher);
            List<Passage> passages = new ArrayList<>();
            for (Map.Entry<String, BitSet> version : missing.first(limit).entrySet()) {
                for (int ordinal : version.getValue().stream().toArray()) {
                    int number = ids.find(new BytesRef(version.getKey() + "/" + ordinal));
                    if (number >= 0) { // otherwise not committed yet
                        passages.add(
                                PassageFields.fromFields(searcher.storedFields().document(number)));
                    }
                }
            }
            return passages;
        } finally {
            words.release(searcher);
        }
    }

    /// Which of these documents have passages that wait for their vector.
    ///
    /// A document is done for good only after a [#commit] that follows its last vector.
    public Set<String> documentsWithoutVectors(Collection<String> documents) {
        Set<String> waiting = new HashSet<>(missing.documents());
        waiting.retainAll(Set.copyOf(documents));
        return waiting;
    }

    /// Adds vectors of length 1; those of passages that were replaced or removed meanwhile are dropped.
    public void addVectors(Map<Passage, float[]> found) throws IOException {
        writing.lock();
        try {
            Vectors serving = serving();
            for (Map.Entry<Passage, float[]> entry : found.entrySet()) {
                if (awaited(entry.getKey())) {
                    serving.put(entry.getKey(), entry.getValue());
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /// Marks passages that this model cannot embed, so that they are not tried again.
    public void giveUpVectors(Collection<Passage> passages) throws IOException {
        writing.lock();
        try {
            Vectors serving = serving();
            for (Passage passage : passages) {
                if (awaited(passage)) {
                    serving.putNone(passage);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /// What an embedding model is given of a passage: its title and headings say what short texts leave out.
    public static String meaningful(Passage passage) {
        List<String> parts = new ArrayList<>();
        parts.add(passage.document().title());
        parts.addAll(passage.headings());
        parts.add(passage.text());
        return String.join("\n", parts);
    }

    /// Begins a search of what these readers may see in these collections; the caller closes it.
    public Search search(Readers readers, Set<String> collections) throws IOException {
        Vectors serving = vectors;
        return new Search(words, serving == null ? null : serving.shelf(), new Scope(readers, collections));
    }

    /// Commits and closes; no search may be open any more.
    @Override
    public void close() throws IOException {
        writing.lock();
        try (words) {
            Vectors serving = vectors;
            if (serving != null) {
                serving.close();
            }
        } finally {
            writing.unlock();
        }
    }

    private boolean awaited(Passage passage) {
        return missing.remove(passage.document().id(), passage.document().version(), passage.ordinal());
    }

    private Vectors serving() {
        Vectors serving = vectors;
        if (serving == null) {
            throw new IllegalStateException("vectors came before useVectors named their model");
        }
        return serving;
    }

    private void forgetVectors(String document) throws IOException {
        missing.removeDocument(document);
        Vectors serving = vectors;
        if (serving != null) {
            serving.removeDocument(document);
        }
    }

    private void nameCurrent(String pair) throws IOException {
        Path fresh = folder.resolve(CURRENT + ".new");
        Files.writeString(fresh, pair);
        Files.move(fresh, folder.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void removeOthers(Path folder, String prefix, String kept) throws IOException {
        List<Path> others;
        try (Stream<Path> children = Files.list(folder)) {
            others = children.filter(child -> child.getFileName().toString().startsWith(prefix)
                            && !child.getFileName().toString().equals(kept))
                    .toList();
        }
        for (Path other : others) {
            LOG.log(System.Logger.Level.WARNING, "{0} is of another analysis or model and is made anew", other);
            Shelf.removeTree(other);
        }
    }
}
