// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import static de.fundstelle.index.Samples.CLERKS;
import static de.fundstelle.index.Samples.COLLECTION;
import static de.fundstelle.index.Samples.document;
import static de.fundstelle.index.Samples.passages;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.config.Settings;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Readers;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.models.Embeddings;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrieverTest {

    private static final Settings.Retrieve SETTINGS = new Settings.Retrieve(8, 0.2);

    private PassageIndex index;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        index = PassageIndex.open(folder);
        add(
                "hunde",
                "Hundesteuersatzung",
                "Die Steuer beträgt für den ersten Hund 60 Euro im Jahr.",
                "Wer einen Hund hält, meldet ihn an.");
        add("friedhof", "Friedhofsordnung", "Grabstätten werden für 25 Jahre verliehen.");
        add("bad", "Badeordnung", "Das Freibad öffnet im Mai um acht Uhr.");
        index.commit();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void findsMarksAndAcceptsWhatIsInTheDocuments() throws Exception {
        Retrieval found = words("Wie hoch ist die Steuer für den ersten Hund?");
        assertThat(found.answerable()).isTrue();
        Hit best = found.hits().getFirst();
        assertThat(best.passage().document().id()).isEqualTo("hunde");
        assertThat(best.marks())
                .extracting(mark -> best.passage().text().substring(mark.start(), mark.end()))
                .containsExactly("Steuer", "ersten", "Hund");
        assertThat(found.embeddingMillis()).isZero();
    }

    @Test
    void declinesWhatNoPassageSpeaksOf() throws Exception {
        assertThat(words("Wer komponierte die Oper Fidelio?").answerable()).isFalse();
        assertThat(words("").answerable()).isFalse();
        assertThat(words("").hits()).isEmpty();
    }

    @Test
    void otherReadersFindNothingAndAreDeclined() throws Exception {
        try (Retriever retriever = new Retriever(index, Optional.empty(), SETTINGS)) {
            Query query = new Query("Hund Steuer", Readers.NOBODY, Set.of(COLLECTION), 10);
            assertThat(retriever.retrieve(query).hits()).isEmpty();
            assertThat(retriever.retrieve(query).answerable()).isFalse();
            assertThat(retriever.rank(query).documents()).isEmpty();
        }
    }

    @Test
    void theSameTextComesOnlyOnce() throws Exception {
        add("kopie", "Kopie", "Das Freibad öffnet im Mai um acht Uhr.");
        index.commit();
        assertThat(words("Freibad Mai").hits())
                .extracting(hit -> hit.passage().text())
                .doesNotHaveDuplicates();
    }

    @Test
    void noDocumentCrowdsOutTheOthersButFillsAnEmptyList() throws Exception {
        String[] many = new String[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = "Parkgebühr Zone " + i;
        }
        add("parken", "Parkgebühren Parkgebühr", many);
        add("lang", "Verkehr", "Allgemeines zum Verkehr, in dessen Rahmen auch eine Parkgebühr erhoben werden kann.");
        index.commit();
        List<Hit> hits = words("Parkgebühr").hits();
        assertThat(hits).hasSize(8);
        assertThat(hits).extracting(hit -> hit.passage().document().id()).contains("lang", "parken");
        assertThat(hits).extracting(Hit::score).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void ranksAsManyDocumentsAsAskedForEvenIfOneHasHundredsOfPassages() throws Exception {
        String[] many = new String[900];
        for (int i = 0; i < many.length; i++) {
            many[i] = "Bebauungsplan Bebauungsplan Nummer " + i;
        }
        add("gross", "Bebauungsplan", many);
        for (int i = 0; i < 100; i++) {
            add("klein" + i, "Niederschrift " + i, "Der Rat berät in langer Sitzung auch über einen Bebauungsplan.");
        }
        index.commit();
        try (Retriever retriever = new Retriever(index, Optional.empty(), SETTINGS)) {
            Ranking ranking = retriever.rank(new Query("Bebauungsplan", CLERKS, Set.of(COLLECTION), 100));
            assertThat(ranking.documents()).hasSize(100);
            assertThat(ranking.documents().getFirst().document().id()).isEqualTo("gross");
            assertThat(ranking.documents())
                    .extracting(ranked -> ranked.document().id())
                    .doesNotHaveDuplicates();
            assertThat(ranking.answerable()).isTrue();
        }
    }

    @Test
    void meaningBringsWhatSharesNoWord() throws Exception {
        useVectors();
        try (Embeddings embeddings = embeddings(UnaryOperator.identity());
                Retriever retriever = new Retriever(index, Optional.of(embeddings), SETTINGS)) {
            Retrieval found = retriever.retrieve(query("Ruhestätte"));
            assertThat(found.hits())
                    .extracting(hit -> hit.passage().document().id())
                    .contains("friedhof");
            assertThat(found.embeddingMillis()).isPositive();
        }
    }

    /// The vector of every query here is the one of the graves.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Ruhestätte                  | friedhof
                    Ruhestätte -Grabstätte      | hunde
                    Ruhestätte -Badeordnung     | friedhof
                    "ersten Hund" Ruhestätte    | hunde
                    "für den ersten" -Badeordnung | hunde
                    """)
    void meaningBringsNothingThatIsExcludedOrLacksThePhrase(String text, String first) throws Exception {
        useVectors();
        Expression what = Expression.of(text);
        try (Embeddings embeddings = embeddings(UnaryOperator.identity());
                Retriever retriever = new Retriever(index, Optional.of(embeddings), SETTINGS)) {
            List<String> found = documents(retriever.retrieve(new Query(what, CLERKS, Set.of(COLLECTION), 8)));
            assertThat(found).startsWith(first);
            if (!what.phrases().isEmpty()) {
                assertThat(found).containsOnly(first);
            }
            assertThat(what.excluded().contains("Grabstätte") && found.contains("friedhof"))
                    .isFalse();
            assertThat(what.excluded().contains("Badeordnung") && found.contains("bad"))
                    .isFalse();
        }
    }

    @Test
    void onlyTheDocumentsThatAreNamedAreSearched() throws Exception {
        useVectors();
        try (Embeddings embeddings = embeddings(UnaryOperator.identity());
                Retriever retriever = new Retriever(index, Optional.of(embeddings), SETTINGS)) {
            assertThat(documents(retriever.retrieve(query("Steuer Hund"), Optional.of(Set.of("bad")), ids -> Set.of())))
                    .containsExactly("bad");
            assertThat(documents(retriever.retrieve(query("Steuer Hund"), Optional.of(Set.of()), ids -> Set.of())))
                    .isEmpty();
        }
    }

    private static List<String> documents(Retrieval found) {
        return found.hits().stream().map(hit -> hit.passage().document().id()).toList();
    }

    @Test
    void aFailingModelLeavesTheWords() throws Exception {
        useVectors();
        try (Embeddings embeddings = embeddings(vector -> {
                    throw new IllegalStateException("connection refused");
                });
                Retriever retriever = new Retriever(index, Optional.of(embeddings), SETTINGS)) {
            assertThat(retriever.retrieve(query("Freibad")).hits()).hasSize(1);
        }
    }

    @Test
    void aSilentModelHoldsNobodyUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Embeddings embeddings = embeddings(vector -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                    return vector;
                });
                Retriever retriever = new Retriever(index, Optional.of(embeddings), SETTINGS)) {
            Retrieval found = retriever.retrieve(query("Freibad"));
            assertThat(found.hits()).hasSize(1);
            assertThat(found.embeddingMillis()).isGreaterThanOrEqualTo(QueryEmbedding.LONGEST.toMillis() * 0.99);
            assertThat(found.tookMillis()).isLessThan((double) QueryEmbedding.LONGEST.toMillis());
        }
    }

    private void add(String id, String title, String... texts) throws IOException {
        Document document = document(id, 1, title);
        index.replace(document, passages(document, texts));
    }

    private void useVectors() throws IOException {
        index.useVectors("fake", 2);
        Map<Passage, float[]> vectors = new HashMap<>();
        for (Passage passage : index.withoutVectors(100)) {
            boolean graves = passage.document().id().equals("friedhof");
            vectors.put(passage, graves ? new float[] {1, 0} : new float[] {0, 1});
        }
        index.addVectors(vectors);
        index.commit();
    }

    private Retrieval words(String text) throws InterruptedException {
        try (Retriever retriever = new Retriever(index, Optional.empty(), SETTINGS)) {
            return retriever.retrieve(query(text));
        }
    }

    private static Query query(String text) {
        return new Query(text, CLERKS, Set.of(COLLECTION), 8);
    }

    private static Embeddings embeddings(UnaryOperator<float[]> answer) {
        return new Embeddings("fake", new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
                return Response.from(texts.stream()
                        .map(text -> Embedding.from(answer.apply(new float[] {1, 0})))
                        .toList());
            }
        });
    }
}
