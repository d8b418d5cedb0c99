// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.index.Candidate;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.index.QueryWords;
import de.fundstelle.index.Restriction;
import de.fundstelle.index.Search;
import de.fundstelle.models.Embeddings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/// Finds the passages for a question: by word and by meaning, fused, for one reader.
///
/// Without an embedding model, or while it fails, the words alone decide. Safe for use by several threads.
public final class Retriever implements AutoCloseable {

    /// Passages taken from each list for an answer or a search page; deeper ones never reached the top.
    private static final int DEPTH = 200;

    /// Passages taken first from each list to rank documents.
    private static final int RANKING_DEPTH = 400;

    /// The most passages taken to find as many documents as asked for.
    private static final int DEEPEST = 12_800;

    private static final int DEEPER = 4;

    private final PassageIndex index;
    private final Optional<QueryEmbedding> embedding;
    private final double vectorWeight;

    /// A retriever over an index; it does not close index or model.
    public Retriever(PassageIndex index, Optional<Embeddings> embeddings, Settings.Retrieve settings) {
        this.index = index;
        this.embedding = embeddings.filter(model -> settings.vectorWeight() > 0).map(QueryEmbedding::new);
        this.vectorWeight = settings.vectorWeight();
    }

    /// The best passages: texts that stand twice only once, and no document with more than its share.
    ///
    /// @throws InterruptedException if the asker left; nothing goes on then
    public Retrieval retrieve(Query query) throws InterruptedException {
        return retrieve(query, Optional.empty(), documents -> Set.of());
    }

    /// As [#retrieve(Query)]; of texts that stand twice the one stays whose document has not passed.
    ///
    /// @param documents the only ones that are searched, if any are named
    /// @param passed tells which of some documents are not in force
    Retrieval retrieve(Query query, Optional<Set<String>> documents, UnaryOperator<Set<String>> passed)
            throws InterruptedException {
        Restriction restriction =
                new Restriction(query.what().phrases(), query.what().excluded(), documents);
        Clock clock = new Clock();
        QueryWords words = new QueryWords(query.text());
        Optional<Future<QueryEmbedding.Vector>> begun = begin(words, query);
        try (Search search = index.search(query.readers(), query.collections(), restriction)) {
            List<Candidate> byWords = query.what().onlyChooses() ? search.all(DEPTH) : search.byWords(words, DEPTH);
            List<Candidate> byMeaning = byMeaning(search, await(begun, clock), DEPTH);
            Folding folding = new Folding(query.limit());
            for (Candidate candidate : Fusion.fuse(byWords, byMeaning, vectorWeight)) {
                if (folding.isFull()) {
                    break;
                }
                folding.offer(search.passage(candidate), candidate.score());
            }
            List<Folding.Entry> best = folding.best(passed);
            List<Passage> passages = best.stream().map(Folding.Entry::passage).toList();
            boolean answerable = query.what().onlyChooses()
                    ? !passages.isEmpty()
                    : Answerable.check(words, search.rarity(words), passages);
            List<Hit> hits = best.stream()
                    .map(entry ->
                            new Hit(entry.passage(), words.marks(entry.passage().text()), entry.score()))
                    .toList();
            return new Retrieval(hits, answerable, clock.tookMillis(), clock.embeddingMillis);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Documents by their best passage, before folding: what an evaluation measures.
    ///
    /// @throws InterruptedException if the asker left; nothing goes on then
    public Ranking rank(Query query) throws InterruptedException {
        Clock clock = new Clock();
        QueryWords words = new QueryWords(query.text());
        Optional<Future<QueryEmbedding.Vector>> begun = begin(words, query);
        try (Search search = index.search(query.readers(), query.collections())) {
            Optional<float[]> vector = Optional.empty();
            List<Candidate> fused = List.of();
            Map<String, Candidate> documents = Map.of();
            for (int depth = RANKING_DEPTH; depth <= DEEPEST; depth *= DEEPER) {
                List<Candidate> byWords = search.byWords(words, depth);
                if (depth == RANKING_DEPTH) {
                    vector = await(begun, clock);
                }
                List<Candidate> byMeaning = byMeaning(search, vector, depth);
                fused = Fusion.fuse(byWords, byMeaning, vectorWeight);
                documents = bestOfEach(search, fused, query.limit());
                if (documents.size() == query.limit() || Math.max(byWords.size(), byMeaning.size()) < depth) {
                    break;
                }
            }
            List<Ranked> ranked = new ArrayList<>(documents.size());
            for (Candidate candidate : documents.values()) {
                Document document = search.passage(candidate).document();
                ranked.add(new Ranked(document, candidate.score()));
            }
            List<Passage> first = new ArrayList<>();
            for (Candidate candidate : fused.subList(0, Math.min(Answerable.PASSAGES, fused.size()))) {
                first.add(search.passage(candidate));
            }
            boolean answerable = Answerable.check(words, search.rarity(words), first);
            return new Ranking(ranked, answerable, clock.tookMillis(), clock.embeddingMillis);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Ends the threads that embed queries.
    @Override
    public void close() {
        embedding.ifPresent(QueryEmbedding::close);
    }

    private Optional<Future<QueryEmbedding.Vector>> begin(QueryWords words, Query query) {
        return words.isEmpty() ? Optional.empty() : embedding.map(model -> model.begin(query.text()));
    }

    private Optional<float[]> await(Optional<Future<QueryEmbedding.Vector>> begun, Clock clock)
            throws InterruptedException {
        if (begun.isEmpty() || embedding.isEmpty()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        Optional<QueryEmbedding.Vector> vector = embedding.get().await(begun.get());
        clock.waitedNanos = System.nanoTime() - start;
        clock.embeddingMillis = vector.map(QueryEmbedding.Vector::millis).orElse(clock.waitedNanos / 1e6);
        return vector.map(QueryEmbedding.Vector::numbers);
    }

    private static List<Candidate> byMeaning(Search search, Optional<float[]> vector, int depth) throws IOException {
        return vector.isEmpty() ? List.of() : search.byMeaning(vector.get(), depth);
    }

    private static Map<String, Candidate> bestOfEach(Search search, List<Candidate> fused, int limit)
            throws IOException {
        Map<String, Candidate> documents = new LinkedHashMap<>();
        for (Candidate candidate : fused) {
            if (documents.size() == limit) {
                break;
            }
            documents.putIfAbsent(search.document(candidate), candidate);
        }
        return documents;
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "searching the index: its files cannot be read; if this stays, delete its folder and start again", e);
    }

    /// The time a query takes, apart from waiting for its vector.
    private static final class Clock {

        private final long start = System.nanoTime();
        private long waitedNanos;
        private double embeddingMillis;

        double tookMillis() {
            return (System.nanoTime() - start - waitedNanos) / 1e6;
        }
    }
}
