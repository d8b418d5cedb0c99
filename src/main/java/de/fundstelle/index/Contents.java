// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// What the index of words holds, read from its columns without loading a passage.
final class Contents {

    private Contents() {}

    /// Is told of each passage.
    interface Visitor {
        void passage(String document, String version, int ordinal);
    }

    /// The version of each document.
    static Map<String, String> versions(IndexSearcher words) throws IOException {
        Map<String, String> versions = new HashMap<>();
        for (LeafReaderContext leaf : words.getIndexReader().leaves()) {
            addVersions(leaf, versions);
        }
        return versions;
    }

    /// Visits the passages that another index does not have.
    static void visitOthers(IndexSearcher words, Ids others, Visitor visitor) throws IOException {
        for (LeafReaderContext leaf : words.getIndexReader().leaves()) {
            Bits live = leaf.reader().getLiveDocs();
            BinaryDocValues ids = DocValues.getBinary(leaf.reader(), PassageFields.ID);
            SortedDocValues documents = DocValues.getSorted(leaf.reader(), PassageFields.DOCUMENT);
            for (int number = 0; number < leaf.reader().maxDoc(); number++) {
                boolean there = isLive(live, number) && ids.advanceExact(number) && documents.advanceExact(number);
                if (there && !others.contains(ids.binaryValue())) {
                    String id = ids.binaryValue().utf8ToString();
                    int slash = id.lastIndexOf('/');
                    visitor.passage(
                            documents.lookupOrd(documents.ordValue()).utf8ToString(),
                            id.substring(0, slash),
                            Integer.parseInt(id, slash + 1, id.length(), 10));
                }
            }
        }
    }

    private static void addVersions(LeafReaderContext leaf, Map<String, String> versions) throws IOException {
        Bits live = leaf.reader().getLiveDocs();
        SortedDocValues documents = DocValues.getSorted(leaf.reader(), PassageFields.DOCUMENT);
        SortedDocValues ofDocument = DocValues.getSorted(leaf.reader(), PassageFields.VERSION);
        int last = -1;
        for (int number = 0; number < leaf.reader().maxDoc(); number++) {
            boolean there = isLive(live, number) && documents.advanceExact(number);
            if (there && documents.ordValue() != last && ofDocument.advanceExact(number)) {
                last = documents.ordValue();
                versions.put(
                        documents.lookupOrd(last).utf8ToString(),
                        ofDocument.lookupOrd(ofDocument.ordValue()).utf8ToString());
            }
        }
    }

    private static boolean isLive(@Nullable Bits live, int number) {
        return live == null || live.get(number);
    }
}
