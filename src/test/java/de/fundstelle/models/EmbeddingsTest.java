// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {

    @Test
    void normalisesVectorsAndLearnsTheDimension() throws Exception {
        try (Embeddings embeddings = embeddings(text -> new float[] {3, 4})) {
            assertThat(embeddings.dimension()).isEqualTo(2);
            assertThat(embeddings.embedQuery("Hund")).containsExactly(0.6f, 0.8f);
        }
    }

    @Test
    void onlyTheBadTextOfABatchStaysWithoutVector() throws Exception {
        try (Embeddings embeddings = embeddings(text -> {
            if (text.equals("bad 37")) {
                throw new IllegalStateException("500: input is larger than the batch");
            }
            return new float[] {1, 1};
        })) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                texts.add((i == 37 ? "bad " : "good ") + i);
            }
            List<Optional<float[]>> vectors = embeddings.embed(texts);
            assertThat(vectors).hasSize(70);
            for (int i = 0; i < 70; i++) {
                assertThat(vectors.get(i).isPresent()).as("text %d", i).isEqualTo(i != 37);
            }
        }
    }

    @Test
    void zeroAndNotFiniteVectorsAreNoVectors() throws Exception {
        try (Embeddings embeddings = embeddings(text -> switch (text) {
            case "zero" -> new float[] {0, 0};
            case "nan" -> new float[] {Float.NaN, 1};
            case "infinite" -> new float[] {Float.POSITIVE_INFINITY, 1};
            default -> new float[] {1, 0};
        })) {
            assertThat(embeddings.embed(List.of("zero", "good", "nan", "infinite")))
                    .extracting(Optional::isPresent)
                    .containsExactly(false, true, false, false);
            assertThatThrownBy(() -> embeddings.embedQuery("zero")).isInstanceOf(ModelFailure.class);
        }
    }

    @Test
    void fewerVectorsThanTextsAreAFailureOfTheModel() {
        EmbeddingModel shortOfOne = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
                return Response.from(List.of());
            }
        };
        try (Embeddings embeddings = new Embeddings("fake", shortOfOne)) {
            assertThatThrownBy(() -> embeddings.embed(List.of("one", "two")))
                    .isInstanceOf(ModelFailure.class)
                    .hasMessageContaining("0 vectors came back");
        }
    }

    @Test
    void anotherDimensionThanBeforeIsAPermanentFailure() throws Exception {
        float[][] next = {{1, 0}};
        try (Embeddings embeddings = embeddings(text -> next[0])) {
            embeddings.embedQuery("Hund");
            next[0] = new float[] {1, 0, 0};
            assertThatThrownBy(() -> embeddings.embed(List.of("Hund")))
                    .isInstanceOfSatisfying(
                            ModelFailure.class,
                            failure -> assertThat(failure.permanent()).isTrue())
                    .hasMessageContaining("3 numbers instead of 2");
        }
    }

    @Test
    void aDeadModelGivesUpNoPassage() {
        int[] calls = {0};
        try (Embeddings embeddings = embeddings(text -> {
            calls[0]++;
            throw new IllegalStateException("connection refused");
        })) {
            assertThatThrownBy(() -> embeddings.embed(List.of("one", "two", "three", "four")))
                    .isInstanceOf(ModelFailure.class)
                    .hasMessageContaining("connection refused");
            assertThat(calls[0]).isEqualTo(2);
        }
    }

    @Test
    void anInterruptedCallEndsAsInterruption() {
        try (Embeddings embeddings = embeddings(text -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        })) {
            assertThatThrownBy(() -> embeddings.embedQuery("Hund")).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aClosedModelFailsInsteadOfCrashing() {
        Embeddings embeddings = Embeddings.inProcess();
        embeddings.close();
        assertThatThrownBy(() -> embeddings.embedQuery("Hund")).isInstanceOf(ModelFailure.class);
    }

    @Test
    void theModelInsideTheProgramTellsMeaningsApart() throws Exception {
        try (Embeddings embeddings = Embeddings.inProcess()) {
            assertThat(embeddings.name()).isEqualTo("all-minilm-l6-v2-q");
            float[] dog = embeddings.embedQuery("dog tax");
            float[] near = embeddings.embedQuery("a levy on keeping a dog");
            float[] far = embeddings.embedQuery("opening hours of the swimming pool");
            assertThat(dog).hasSize(embeddings.dimension());
            assertThat(dot(dog, dog)).isCloseTo(1, within(1e-5));
            assertThat(dot(dog, near)).isGreaterThan(dot(dog, far) + 0.2);
        }
    }

    private static Embeddings embeddings(Function<String, float[]> vector) {
        return new Embeddings("fake", new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
                return Response.from(texts.stream()
                        .map(text -> Embedding.from(vector.apply(text.text())))
                        .toList());
            }
        });
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
