// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/// What passages must have and must not have, whatever else ranks them.
///
/// Words count in all their forms, and both in a passage and in its title.
///
/// @param phrases words that stand one after the other; each of these is there
/// @param excluded words, or phrases, none of which is there
/// @param documents identifiers of the documents to search; all of them if absent
public record Restriction(List<String> phrases, List<String> excluded, Optional<Set<String>> documents) {

    public static final Restriction NONE = new Restriction(List.of(), List.of(), Optional.empty());

    public Restriction {
        phrases = List.copyOf(phrases);
        excluded = List.copyOf(excluded);
        documents = documents.map(Set::copyOf);
    }

    /// Whether only the index of words can tell what is allowed.
    boolean namesWords() {
        return !phrases.isEmpty() || !excluded.isEmpty();
    }

    /// Adds what holds in the index of words and in that of vectors.
    void addDocuments(BooleanQuery.Builder filter) {
        documents.ifPresent(ids -> {
            Set<BytesRef> terms = new HashSet<>();
            ids.forEach(id -> terms.add(new BytesRef(id)));
            filter.add(new TermInSetQuery(PassageFields.DOCUMENT, terms), BooleanClause.Occur.FILTER);
        });
    }

    /// Adds what holds in the index of words.
    void addWords(BooleanQuery.Builder filter) {
        phrases.forEach(phrase -> filter.add(anywhere(phrase), BooleanClause.Occur.FILTER));
        excluded.forEach(words -> filter.add(anywhere(words), BooleanClause.Occur.MUST_NOT));
    }

    private static Query anywhere(String words) {
        String[] stems =
                Analysis.stems(words).stream().map(Analysis.Token::term).toArray(String[]::new);
        if (stems.length == 0) {
            return new MatchNoDocsQuery("no words in a phrase");
        }
        BooleanQuery.Builder either = new BooleanQuery.Builder();
        Stream.of(PassageFields.STEMS, PassageFields.TITLE_STEMS)
                .forEach(field -> either.add(inOrder(field, stems), BooleanClause.Occur.SHOULD));
        return either.build();
    }

    private static Query inOrder(String field, String[] stems) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (String stem : stems) {
            phrase.add(new Term(field, stem));
        }
        return phrase.build();
    }
}
