// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// The meaning of passages by one embedding model: quantised to 8 bits in a graph, exact beside it for rescoring.
///
/// A passage that its model cannot embed has an entry without a vector, so that it is not tried for ever.
final class Vectors implements AutoCloseable {

    static final String VECTOR = "vector";

    /// Changes whenever the format of an entry does.
    private static final int VERSION = 1;

    private static final int LONGEST_NAME = 80;

    private final Shelf shelf;
    private final int dimension;

    private Vectors(Shelf shelf, int dimension) {
        this.shelf = shelf;
        this.dimension = dimension;
    }

    static Vectors open(Path folder, Shelf.Disk disk, int dimension) throws IOException {
        return new Vectors(Shelf.open(folder, disk, Vectors::config), dimension);
    }

    /// The name of the folder for a model; its hash keeps names apart that differ in special characters only.
    static String folderName(String model, int dimension) {
        String plain = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        String part = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
        return "vectors-%s-%08x-%d-%d".formatted(part, model.hashCode(), dimension, VERSION);
    }

    Shelf shelf() {
        return shelf;
    }

    void put(Passage passage, float[] vector) throws IOException {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "a vector of %d numbers does not fit into an index of %d".formatted(vector.length, dimension));
        }
        Document entry = entry(passage);
        entry.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        shelf.writer().updateDocument(new Term(PassageFields.ID, passage.id()), entry);
    }

    void putNone(Passage passage) throws IOException {
        shelf.writer().updateDocument(new Term(PassageFields.ID, passage.id()), entry(passage));
    }

    void removeDocument(String document) throws IOException {
        shelf.writer().deleteDocuments(new Term(PassageFields.DOCUMENT, document));
    }

    /// Removes what the index of words does not have; a crash between the two commits may have left it.
    void removeOrphans(IndexSearcher words) throws IOException {
        Ids known = new Ids(words);
        List<Term> orphans = new ArrayList<>();
        IndexSearcher searcher = shelf.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                Bits live = leaf.reader().getLiveDocs();
                BinaryDocValues ids = leaf.reader().getBinaryDocValues(PassageFields.ID);
                for (int number = 0; ids != null && number < leaf.reader().maxDoc(); number++) {
                    if ((live == null || live.get(number))
                            && ids.advanceExact(number)
                            && !known.contains(ids.binaryValue())) {
                        orphans.add(new Term(PassageFields.ID, BytesRef.deepCopyOf(ids.binaryValue())));
                    }
                }
            }
        } finally {
            shelf.release(searcher);
        }
        shelf.writer().deleteDocuments(orphans.toArray(Term[]::new));
        shelf.commit();
    }

    /// Notes the passages of the index of words that have no entry here.
    void findMissing(IndexSearcher words, Missing missing) throws IOException {
        IndexSearcher searcher = shelf.acquire();
        try {
            Contents.visitOthers(words, new Ids(searcher), missing::add);
        } finally {
            shelf.release(searcher);
        }
    }

    @Override
    public void close() throws IOException {
        shelf.close();
    }

    private static Document entry(Passage passage) {
        Document entry = new Document();
        PassageFields.key(entry, PassageFields.ID, passage.id());
        PassageFields.key(entry, PassageFields.DOCUMENT, passage.document().id());
        PassageFields.key(entry, PassageFields.COLLECTION, passage.document().collection());
        PassageFields.key(entry, PassageFields.RIGHT, passage.document().right());
        return entry;
    }

    private static IndexWriterConfig config() {
        KnnVectorsFormat format = new Lucene104HnswScalarQuantizedVectorsFormat();
        return new IndexWriterConfig().setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        });
    }
}
