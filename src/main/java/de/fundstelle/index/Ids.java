// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Finds passages by their identifier in one searcher; for one thread.
final class Ids {

    private static final int NONE = -1;

    private final List<LeafReaderContext> leaves;
    private final @Nullable TermsEnum[] terms;
    private @Nullable PostingsEnum postings;

    Ids(IndexSearcher searcher) throws IOException {
        leaves = searcher.getIndexReader().leaves();
        terms = new TermsEnum[leaves.size()];
        for (int i = 0; i < terms.length; i++) {
            Terms all = leaves.get(i).reader().terms(PassageFields.ID);
            terms[i] = all == null ? null : all.iterator();
        }
    }

    boolean contains(BytesRef id) throws IOException {
        return find(id) != NONE;
    }

    /// The passage's number in the searcher, or -1.
    int find(BytesRef id) throws IOException {
        for (int i = 0; i < terms.length; i++) {
            TermsEnum leaf = terms[i];
            if (leaf != null && leaf.seekExact(id)) {
                int found = live(leaves.get(i), leaf);
                if (found != NONE) {
                    return found;
                }
            }
        }
        return NONE;
    }

    private int live(LeafReaderContext leaf, TermsEnum term) throws IOException {
        Bits live = leaf.reader().getLiveDocs();
        postings = term.postings(postings, PostingsEnum.NONE);
        int number = postings.nextDoc();
        while (number != DocIdSetIterator.NO_MORE_DOCS) {
            if (live == null || live.get(number)) {
                return leaf.docBase + number;
            }
            number = postings.nextDoc();
        }
        return NONE;
    }
}
