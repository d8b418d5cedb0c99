// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// One reader's view of the index at one moment: commits made meanwhile do not change it.
///
/// For one thread; must be closed, so that old states can be freed.
public final class Search implements AutoCloseable {

    /// Weights of the fields beside the stems of the text. Titles above 2 hurt; without the title's grams, short
    /// keywords find their service much worse.
    private static final float GRAM_WEIGHT = 0.3f;
    private static final float TITLE_WEIGHT = 0.7f;
    private static final float TITLE_GRAM_WEIGHT = 0.2f;

    /// A term that is there or not scores 0.45 of its rarity, a word up to all of it. Whoever names a section wants it
    /// before the passages that mention it.
    private static final float REFERENCE_WEIGHT = 2;
    private static final float OWN_REFERENCE_WEIGHT = 6;

    /// Beside a section the other words mostly name its law, and that is a title.
    private static final float TITLE_OF_SECTION = 4;

    /// The 8-bit codes miss some neighbours that this many more candidates and exact rescoring bring back.
    private static final int OVERSAMPLING = 50;

    private static final int LONG_WORD = 6;

    /// Words of the library that a misspelled one may stand for.
    private static final int MOST_ALIKE = 20;

    /// A handful of passages does not tell which words are rare in German: in a library of one document every word of
    /// it would count as common, and every question would be declined for the words it does not share.
    private static final long FEWEST_PASSAGES = 1000;

    /// Two words of 255 letters, the longest that the tokenizer makes, have 1008 grams in text and title, and phrases
    /// and
    /// exclusions come on top; the library's own limit is 1024.
    private static final int MOST_CLAUSES = 4096;

    static {
        IndexSearcher.setMaxClauseCount(MOST_CLAUSES);
    }

    private final Shelf words;
    private final IndexSearcher wordSearcher;
    private final @Nullable Shelf vectors;
    private final @Nullable IndexSearcher vectorSearcher;
    private final Scope scope;

    Search(Shelf words, @Nullable Shelf vectors, Scope scope) throws IOException {
        this.words = words;
        this.vectors = vectors;
        this.scope = scope;
        this.wordSearcher = words.acquire();
        try {
            this.vectorSearcher = vectors == null ? null : vectors.acquire();
        } catch (IOException | RuntimeException e) {
            words.release(wordSearcher);
            throw e;
        }
    }

    /// The passages that share words, or parts of compounds, with the query; best first.
    public List<Candidate> byWords(QueryWords query, int limit) throws IOException {
        if (query.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder either = new BooleanQuery.Builder();
        addTerms(either, query);
        return allowed(either.build(), limit);
    }

    /// The passages with words that are spelled almost like those of the query; best first.
    public List<Candidate> byAlmostTheWords(QueryWords query, int limit) throws IOException {
        return query.isEmpty() ? List.of() : allowed(almost(query), limit);
    }

    /// Whatever is allowed, the passages of a document one after the other; for a query without words.
    public List<Candidate> all(int limit) throws IOException {
        return allowed(MatchAllDocsQuery.INSTANCE, limit);
    }

    /// Up to two wrong letters, one in a short word, two that changed places count as one; the first letter is right.
    private static Query almost(QueryWords query) {
        BooleanQuery.Builder either = new BooleanQuery.Builder();
        for (QueryWords.Word word : query.content()) {
            int wrong = word.folded().length() < LONG_WORD ? 1 : 2;
            for (String field : List.of(PassageFields.STEMS, PassageFields.TITLE_STEMS)) {
                Term term = new Term(field, word.stem());
                either.add(new FuzzyQuery(term, wrong, 1, MOST_ALIKE, true), BooleanClause.Occur.SHOULD);
            }
        }
        return either.build();
    }

    private List<Candidate> allowed(Query query, int limit) throws IOException {
        if (scope.isEmpty()) {
            return List.of();
        }
        Query lexical = new BooleanQuery.Builder()
                .add(query, BooleanClause.Occur.MUST)
                .add(scope.wordFilter(), BooleanClause.Occur.FILTER)
                .build();
        ScoreDoc[] found = wordSearcher.search(lexical, new TopScoreDocCollectorManager(limit, null, limit)).scoreDocs;
        List<Candidate> candidates = new ArrayList<>(found.length);
        for (ScoreDoc hit : found) {
            candidates.add(new Candidate(hit.doc, hit.score));
        }
        return candidates;
    }

    /// The passages whose vectors are nearest, scored by their cosine; empty while there are no vectors.
    public List<Candidate> byMeaning(float[] vector, int limit) throws IOException {
        if (scope.isEmpty() || vectorSearcher == null) {
            return List.of();
        }
        Query nearest = vectorSearcher.rewrite(
                new KnnFloatVectorQuery(Vectors.VECTOR, vector, limit + OVERSAMPLING, scope.filter()));
        if (nearest instanceof MatchNoDocsQuery) { // rescoring nothing fails in Lucene 10.6
            return List.of();
        }
        Query exact = RescoreTopNQuery.createFullPrecisionRescorerQuery(nearest, vector, Vectors.VECTOR, limit);
        ScoreDoc[] found = vectorSearcher.search(exact, limit).scoreDocs;
        List<Candidate> candidates = new ArrayList<>(found.length);
        Ids ids = new Ids(wordSearcher);
        for (ScoreDoc hit : found) {
            LeafReaderContext leaf = leaf(vectorSearcher, hit.doc);
            BinaryDocValues id = DocValues.getBinary(leaf.reader(), PassageFields.ID);
            int number = id.advanceExact(hit.doc - leaf.docBase) ? ids.find(id.binaryValue()) : -1;
            if (number >= 0 && mayBeSeen(number)) {
                candidates.add(new Candidate(number, 2 * hit.score - 1));
            }
        }
        return scope.namesWords() ? withAllowedWords(candidates) : candidates;
    }

    /// The index of vectors knows no words; that of words is asked about each candidate.
    private List<Candidate> withAllowedWords(List<Candidate> candidates) throws IOException {
        if (candidates.isEmpty()) {
            return candidates;
        }
        Weight allowed =
                wordSearcher.createWeight(wordSearcher.rewrite(scope.wordFilter()), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : candidates) {
            LeafReaderContext leaf = leaf(wordSearcher, candidate.number());
            Scorer scorer = allowed.scorer(leaf);
            int number = candidate.number() - leaf.docBase;
            if (scorer != null && scorer.iterator().advance(number) == number) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    /// Reads a passage from disk.
    public Passage passage(Candidate candidate) throws IOException {
        StoredFields stored = wordSearcher.storedFields();
        Document fields = stored.document(candidate.number());
        return PassageFields.fromFields(fields);
    }

    /// The identifier of a passage's document, without reading the passage.
    public String document(Candidate candidate) throws IOException {
        LeafReaderContext leaf = leaf(wordSearcher, candidate.number());
        SortedDocValues documents = DocValues.getSorted(leaf.reader(), PassageFields.DOCUMENT);
        if (!documents.advanceExact(candidate.number() - leaf.docBase)) {
            throw new IllegalStateException("a passage in the index has no document; rebuild the index");
        }
        return documents.lookupOrd(documents.ordValue()).utf8ToString();
    }

    /// How rare each content word of the query is among all passages: the larger, the rarer.
    ///
    /// The logarithm is the one of BM25, so that an unknown word weighs most.
    public Map<String, Double> rarity(QueryWords query) throws IOException {
        long all = Math.max(FEWEST_PASSAGES, wordSearcher.getIndexReader().numDocs());
        Map<String, Double> rarity = new HashMap<>();
        for (QueryWords.Word word : query.content()) {
            int having = wordSearcher.getIndexReader().docFreq(new Term(PassageFields.STEMS, word.stem()));
            rarity.put(word.stem(), Math.log(1 + (all - having + 0.5) / (having + 0.5)));
        }
        return rarity;
    }

    @Override
    public void close() throws IOException {
        words.release(wordSearcher);
        if (vectors != null && vectorSearcher != null) {
            vectors.release(vectorSearcher);
        }
    }

    private boolean mayBeSeen(int number) throws IOException {
        LeafReaderContext leaf = leaf(wordSearcher, number);
        return scope.covers(leaf, number - leaf.docBase);
    }

    private static LeafReaderContext leaf(IndexSearcher searcher, int number) {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(number, leaves));
    }

    private static void addTerms(BooleanQuery.Builder either, QueryWords query) {
        Map<String, Integer> stems = new LinkedHashMap<>();
        Map<String, Integer> grams = new LinkedHashMap<>();
        for (QueryWords.Word word : query.all()) {
            stems.merge(word.stem(), 1, Integer::sum);
            word.grams().forEach(gram -> grams.merge(gram, 1, Integer::sum));
        }
        add(either, PassageFields.STEMS, stems, 1);
        float title = query.namesSection() ? TITLE_OF_SECTION : 1;
        add(either, PassageFields.TITLE_STEMS, stems, title * TITLE_WEIGHT);
        add(either, PassageFields.GRAMS, grams, GRAM_WEIGHT);
        add(either, PassageFields.TITLE_GRAMS, grams, title * TITLE_GRAM_WEIGHT);
        Map<String, Integer> references = new LinkedHashMap<>();
        query.references().forEach(term -> references.put(term, 1));
        add(either, PassageFields.REFERENCES, references, REFERENCE_WEIGHT);
        add(either, PassageFields.OWN_REFERENCES, references, OWN_REFERENCE_WEIGHT);
    }

    private static void add(BooleanQuery.Builder either, String field, Map<String, Integer> terms, float weight) {
        if (weight == 0) {
            return;
        }
        terms.forEach((term, count) -> either.add(
                new BoostQuery(new TermQuery(new Term(field, term)), weight * count), BooleanClause.Occur.SHOULD));
    }
}
