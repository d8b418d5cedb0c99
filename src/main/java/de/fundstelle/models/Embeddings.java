// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// What texts mean, as vectors of length 1 from one model.
///
/// Every answer of the model is checked: as many vectors as texts, the same dimension always, only finite numbers,
/// never all zero. Safe for use by several threads; at most [#CALLS] of them compute at the same time.
public final class Embeddings implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Embeddings.class.getName());

    /// Calls of the model at the same time; more would starve searches on two cores.
    private static final int CALLS = 2;

    /// Texts in one call: about 300 ms of the in-process model, so that a waiting query is soon served.
    private static final int BATCH = 32;

    /// The longest part of a query that is embedded, in UTF-16 units.
    private static final int LONGEST_QUERY = 512;

    /// A text that every model understands, to tell a bad text from a dead model.
    private static final String PROBE = "Öffnungszeiten des Rathauses";

    private final String name;
    private final EmbeddingModel model;
    private final Semaphore calls = new Semaphore(CALLS, true);
    private volatile int dimension;
    private volatile boolean closed;

    /// Vectors from any model; its dimension is learnt from the first answer.
    public Embeddings(String name, EmbeddingModel model) {
        this(name, model, 0);
    }

    private Embeddings(String name, EmbeddingModel model, int dimension) {
        this.name = Objects.requireNonNull(name);
        this.model = Objects.requireNonNull(model);
        this.dimension = dimension;
    }

    /// Vectors from the model inside the program; loading it takes about a second and 60 MB of native memory.
    public static Embeddings inProcess() {
        return new Embeddings(InProcessModel.NAME, new InProcessModel(), InProcessModel.DIMENSION);
    }

    /// The model's name.
    public String name() {
        return name;
    }

    /// How many numbers a vector has; asks the model once if that is not known yet.
    public int dimension() throws ModelFailure, InterruptedException {
        if (dimension == 0) {
            probe();
        }
        return dimension;
    }

    /// One entry per passage, in order; empty for a text that this model cannot embed while others work.
    ///
    /// A batch that fails is halved until the bad text is found.
    ///
    /// @throws ModelFailure if the model itself does not work; nothing is known of any passage then
    public List<Optional<float[]>> embed(List<String> passages) throws ModelFailure, InterruptedException {
        List<Optional<float[]>> vectors = new ArrayList<>(passages.size());
        for (int from = 0; from < passages.size(); from += BATCH) {
            embedBatch(passages.subList(from, Math.min(from + BATCH, passages.size())), vectors);
        }
        return vectors;
    }

    /// The vector of a query; only its first 512 characters count.
    public float[] embedQuery(String query) throws ModelFailure, InterruptedException {
        String text = query.length() > LONGEST_QUERY ? query.substring(0, LONGEST_QUERY) : query;
        return ask(List.of(text))
                .getFirst()
                .orElseThrow(() -> new ModelFailure(
                        "embedding a query with %s: the vector is zero or not finite".formatted(name), true));
    }

    /// Waits for the running calls, then frees the model.
    @Override
    public void close() {
        calls.acquireUninterruptibly(CALLS);
        try {
            if (!closed && model instanceof AutoCloseable resource) {
                resource.close();
            }
        } catch (Exception e) { // AutoCloseable declares no narrower one
            LOG.log(System.Logger.Level.WARNING, "closing the embedding model " + name + " failed", e);
        } finally {
            closed = true;
            calls.release(CALLS);
        }
    }

    private void embedBatch(List<String> texts, List<Optional<float[]>> vectors)
            throws ModelFailure, InterruptedException {
        try {
            vectors.addAll(ask(texts));
        } catch (ModelFailure failure) {
            probe(); // throws if the fault is the model's
            if (texts.size() == 1) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a passage of {0} characters gets no vector: {1}",
                        texts.getFirst().length(),
                        failure.getMessage());
                vectors.add(Optional.empty());
                return;
            }
            int half = texts.size() / 2;
            embedBatch(texts.subList(0, half), vectors);
            embedBatch(texts.subList(half, texts.size()), vectors);
        }
    }

    private void probe() throws ModelFailure, InterruptedException {
        if (ask(List.of(PROBE)).getFirst().isEmpty()) {
            throw new ModelFailure(
                    "embedding with %s: even a plain German phrase gives a zero or not finite vector".formatted(name),
                    true);
        }
    }

    private List<Optional<float[]>> ask(List<String> texts) throws ModelFailure, InterruptedException {
        List<Embedding> answer = call(texts);
        if (answer.size() != texts.size()) {
            throw new ModelFailure(
                    "embedding with %s: %d texts sent, %d vectors came back"
                            .formatted(name, texts.size(), answer.size()),
                    false);
        }
        List<Optional<float[]>> vectors = new ArrayList<>(texts.size());
        for (Embedding embedding : answer) {
            vectors.add(checked(embedding.vector()));
        }
        return vectors;
    }

    private List<Embedding> call(List<String> texts) throws ModelFailure, InterruptedException {
        calls.acquire();
        try {
            if (closed) {
                throw new ModelFailure("embedding with %s: the program is ending".formatted(name), false);
            }
            return model.embedAll(texts.stream().map(TextSegment::from).toList())
                    .content();
        } catch (RuntimeException e) { // a provider's exceptions have no common type
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("embedding was cancelled").initCause(e);
            }
            throw new ModelFailure(
                    "embedding %d texts with %s: %s".formatted(texts.size(), name, e.getMessage()),
                    e instanceof NonRetriableException,
                    e);
        } finally {
            calls.release();
        }
    }

    private Optional<float[]> checked(float[] vector) throws ModelFailure {
        if (dimension == 0 && vector.length > 0) {
            dimension = vector.length;
        }
        if (vector.length == 0 || vector.length != dimension) {
            throw new ModelFailure(
                    "embedding with %s: a vector has %d numbers instead of %d; was the model exchanged on its server?"
                            .formatted(name, vector.length, dimension),
                    true);
        }
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        if (!Double.isFinite(square) || square == 0) {
            return Optional.empty();
        }
        float length = (float) Math.sqrt(square);
        float[] normalised = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            normalised[i] = vector[i] / length;
        }
        return Optional.of(normalised);
    }
}
