// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Readers;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/// Where a reader may look: part of every query, so that none can be made without it.
///
/// No rights, or no collections, mean nothing at all.
final class Scope {

    private final Set<BytesRef> rights;
    private final Set<BytesRef> collections;
    private final Restriction restriction;

    Scope(Readers readers, Set<String> collections, Restriction restriction) {
        this.rights = bytes(readers.rights());
        this.collections = bytes(collections);
        this.restriction = restriction;
    }

    boolean isEmpty() {
        return rights.isEmpty() || collections.isEmpty();
    }

    /// For the index of vectors: it has no words, see [#namesWords].
    Query filter() {
        BooleanQuery.Builder filter = new BooleanQuery.Builder()
                .add(new TermInSetQuery(PassageFields.RIGHT, rights), BooleanClause.Occur.FILTER)
                .add(new TermInSetQuery(PassageFields.COLLECTION, collections), BooleanClause.Occur.FILTER);
        restriction.addDocuments(filter);
        return filter.build();
    }

    /// For the index of words.
    Query wordFilter() {
        if (!namesWords()) {
            return filter();
        }
        BooleanQuery.Builder filter = new BooleanQuery.Builder().add(filter(), BooleanClause.Occur.FILTER);
        restriction.addWords(filter);
        return filter.build();
    }

    /// Whether [#filter] lets more through than [#wordFilter].
    boolean namesWords() {
        return restriction.namesWords();
    }

    /// Whether one passage of the index of words lies inside.
    boolean covers(LeafReaderContext leaf, int number) throws IOException {
        return holds(rights, DocValues.getSorted(leaf.reader(), PassageFields.RIGHT), number)
                && holds(collections, DocValues.getSorted(leaf.reader(), PassageFields.COLLECTION), number);
    }

    private static boolean holds(Set<BytesRef> allowed, SortedDocValues values, int number) throws IOException {
        return values.advanceExact(number) && allowed.contains(values.lookupOrd(values.ordValue()));
    }

    private static Set<BytesRef> bytes(Set<String> values) {
        Set<BytesRef> bytes = new HashSet<>();
        values.forEach(value -> bytes.add(new BytesRef(value)));
        return bytes;
    }
}
