// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Passage;
import de.fundstelle.facts.Standing;
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
            Folding folding = new Folding(query.limit());
            if (query.what().onlyChooses()) {
                fold(search, folding, all(search));
            } else {
                Words found = byWords(search, words, DEPTH);
                List<Candidate> byMeaning = byMeaning(search, await(begun, clock), DEPTH);
                fold(search, folding, Fusion.fuse(found.candidates(), found.alike(), byMeaning, vectorWeight));
            }
            List<Folding.Entry> best = folding.best(passed);
            List<Passage> passages = best.stream().map(Folding.Entry::passage).toList();
            boolean answerable = query.what().onlyChooses()
                    ? !passages.isEmpty()
                    : Answerable.check(words, search.rarity(words), passages);
            List<Hit> hits = Neighbours.join(best).stream()
                    .map(entry -> new Hit(
                            entry.passage(),
                            words.marks(entry.passage().text()),
                            entry.by(),
                            entry.alsoIn(),
                            Standing.UNKNOWN))
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
            List<Fusion.Fused> fused = List.of();
            Map<String, Fusion.Fused> documents = Map.of();
            for (int depth = RANKING_DEPTH; depth <= DEEPEST; depth *= DEEPER) {
                Words found = byWords(search, words, depth);
                if (depth == RANKING_DEPTH) {
                    vector = await(begun, clock);
                }
                List<Candidate> byMeaning = byMeaning(search, vector, depth);
                fused = Fusion.fuse(found.candidates(), found.alike(), byMeaning, vectorWeight);
                documents = bestOfEach(search, fused, query.limit());
                if (documents.size() == query.limit()
                        || Math.max(found.candidates().size(), byMeaning.size()) < depth) {
                    break;
                }
            }
            List<Ranked> ranked = new ArrayList<>(documents.size());
            for (Fusion.Fused best : documents.values()) {
                Passage passage = search.passage(best.candidate());
                ranked.add(new Ranked(passage.document(), passage.place(), best.score()));
            }
            List<Passage> first = new ArrayList<>();
            for (Fusion.Fused best : fused.subList(0, Math.min(Answerable.PASSAGES, fused.size()))) {
                first.add(search.passage(best.candidate()));
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

    private record Words(List<Candidate> candidates, boolean alike) {}

    private static Words byWords(Search search, QueryWords words, int depth) throws IOException {
        List<Candidate> same = search.byWords(words, depth);
        return same.isEmpty() ? new Words(search.byAlmostTheWords(words, depth), true) : new Words(same, false);
    }

    private static List<Fusion.Fused> all(Search search) throws IOException {
        return search.all(DEPTH).stream()
                .map(candidate -> new Fusion.Fused(candidate.number(), FoundBy.NOTHING))
                .toList();
    }

    private static void fold(Search search, Folding folding, List<Fusion.Fused> found) throws IOException {
        for (Fusion.Fused each : found) {
            if (folding.isFull()) {
                break;
            }
            folding.offer(search.passage(each.candidate()), each.by());
        }
    }

    private static Map<String, Fusion.Fused> bestOfEach(Search search, List<Fusion.Fused> fused, int limit)
            throws IOException {
        Map<String, Fusion.Fused> documents = new LinkedHashMap<>();
        for (Fusion.Fused each : fused) {
            if (documents.size() == limit) {
                break;
            }
            documents.putIfAbsent(search.document(each.candidate()), each);
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
