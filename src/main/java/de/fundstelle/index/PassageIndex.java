// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/// All passages on disk: an index of their words, and one of their vectors that follows in the background.
///
/// What is written becomes durable and visible with [#commit], for each document whole or not at all.
/// Safe for use by several threads: documents are written side by side, searches wait for nobody.
/// It is derived from the originals and the database, and can be thrown away.
/// After its disk has failed, a full one for instance, the next write opens it again at its last commit.
/// Whoever wrote before that is told by [#commit(long)] that it was lost.
public final class PassageIndex implements AutoCloseable {

    private static final String WORDS_FOLDER = "words-" + Analysis.VERSION;

    private final IndexFolder folder;
    private final Shelf.Disk disk;
    private final Shelf words;
    private final Pair pair;

    private PassageIndex(IndexFolder folder, Shelf.Disk disk, Shelf words) {
        this.folder = folder;
        this.disk = disk;
        this.words = words;
        this.pair = new Pair(words);
    }

    /// Opens the index in a folder, and creates what is missing.
    ///
    /// A damaged index, or one of another analysis, is removed and made anew, empty; [#versions] then shows what
    /// lacks.
    ///
    /// @throws IOException if the folder cannot be written, or another process holds it
    public static PassageIndex open(Path folder) throws IOException {
        return open(folder, FSDirectory::open);
    }

    static PassageIndex open(Path path, Shelf.Disk disk) throws IOException {
        Files.createDirectories(path);
        IndexFolder folder = new IndexFolder(path);
        folder.removeOthers("words-", WORDS_FOLDER);
        Shelf words = Shelf.open(folder.of(WORDS_FOLDER), disk, () -> new IndexWriterConfig(PassageFields.analyzer()));
        return new PassageIndex(folder, disk, words);
    }

    /// The number of the opening that is written to now; see [#commit(long)].
    public long opening() throws IOException {
        return pair.opening();
    }

    /// Puts one version of a document in the place of all earlier ones, its vectors included; visible at next commit.
    ///
    /// The passages must all be of this document. Without passages the document is not found any more, by no
    /// version.
    public void replace(Document document, List<Passage> passages) throws IOException {
        for (Passage passage : passages) {
            if (!passage.document().equals(document)) {
                throw new IllegalArgumentException(
                        "passage %s belongs to another document than %s".formatted(passage.id(), document.id()));
            }
        }
        pair.write(document.id(), () -> {
            Term key = new Term(PassageFields.DOCUMENT, document.id());
            words.writer()
                    .updateDocuments(
                            key, passages.stream().map(PassageFields::toFields).toList());
            forgetVectors(document.id());
            if (pair.vectors() != null) {
                passages.forEach(passage -> pair.missing().add(document.id(), document.version(), passage.ordinal()));
            }
        });
    }

    /// Takes a document out; nobody finds it after the next commit.
    public void remove(String document) throws IOException {
        pair.write(document, () -> {
            words.writer().deleteDocuments(new Term(PassageFields.DOCUMENT, document));
            forgetVectors(document);
        });
    }

    /// Makes everything written so far durable (it reaches the disk), then visible to new searches.
    ///
    /// @return the number of the opening that was committed; what was written to an earlier one may be lost
    public long commit() throws IOException {
        return pair.commit();
    }

    /// As above, for what was written since an opening was asked for.
    ///
    /// @throws IOException also if it was lost
    public void commit(long since) throws IOException {
        if (commit() != since) {
            throw new IOException("writing the index: its disk failed meanwhile, so that changes were lost; try again");
        }
    }

    /// Frees the disk of what was removed, so that nothing of it can be read there; rewrites the segments concerned.
    public void purge() throws IOException {
        long since = opening();
        pair.purge();
        commit(since);
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
        Vectors serving = pair.vectors();
        return serving == null ? 0 : serving.shelf().size();
    }

    /// Opens the vectors of an embedding model, to be called once after [#open]; those of other models are removed,
    /// because nobody would remove deleted documents from them.
    public void useVectors(String model, int dimension) throws IOException {
        String name = Vectors.folderName(model, dimension);
        pair.write(() -> {
            if (pair.vectors() != null) {
                throw new IllegalStateException("the vectors of a model are in use already");
            }
            folder.removeOthers("vectors-", name);
            Vectors opened = Vectors.open(folder.of(name), disk, dimension);
            boolean used = false;
            try {
                folder.nameCurrent(WORDS_FOLDER, name);
                pair.use(opened);
                used = true;
            } finally {
                if (!used) {
                    opened.close();
                }
            }
        });
    }

    /// Some passages that can be found by word and wait for their vector; the longest waiting first.
    public List<Passage> withoutVectors(int limit) throws IOException {
        IndexSearcher searcher = words.acquire();
        try {
            Ids ids = new Ids(searcher);
            List<Passage> passages = new ArrayList<>();
            for (Map.Entry<String, BitSet> version : pair.missing().first(limit).entrySet()) {
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
        Set<String> waiting = new HashSet<>(pair.missing().documents());
        waiting.retainAll(Set.copyOf(documents));
        return waiting;
    }

    /// Adds vectors of length 1; those of passages that were replaced or removed meanwhile are dropped.
    public void addVectors(Map<Passage, float[]> found) throws IOException {
        pair.write(() -> {
            Vectors serving = serving();
            for (Map.Entry<Passage, float[]> entry : found.entrySet()) {
                if (awaited(entry.getKey())) {
                    serving.put(entry.getKey(), entry.getValue());
                }
            }
        });
    }

    /// Marks passages that this model cannot embed, so that they are not tried again.
    public void giveUpVectors(Collection<Passage> passages) throws IOException {
        pair.write(() -> {
            Vectors serving = serving();
            for (Passage passage : passages) {
                if (awaited(passage)) {
                    serving.putNone(passage);
                }
            }
        });
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
        return search(readers, collections, Restriction.NONE);
    }

    /// As [#search(Readers, Set)], of what is allowed beyond that.
    public Search search(Readers readers, Set<String> collections, Restriction restriction) throws IOException {
        Vectors serving = pair.vectors();
        return new Search(
                words, serving == null ? null : serving.shelf(), new Scope(readers, collections, restriction));
    }

    /// Commits and closes; no search may be open any more.
    @Override
    public void close() throws IOException {
        pair.close();
    }

    private boolean awaited(Passage passage) {
        return pair.missing().remove(passage.document().id(), passage.document().version(), passage.ordinal());
    }

    private Vectors serving() {
        Vectors serving = pair.vectors();
        if (serving == null) {
            throw new IllegalStateException("vectors came before useVectors named their model");
        }
        return serving;
    }

    private void forgetVectors(String document) throws IOException {
        pair.missing().removeDocument(document);
        Vectors serving = pair.vectors();
        if (serving != null) {
            serving.removeDocument(document);
        }
    }
}
