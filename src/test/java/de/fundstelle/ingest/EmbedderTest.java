// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Block;
import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import de.fundstelle.facts.SelfDescription;
import de.fundstelle.models.Embeddings;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EmbedderTest {

    private static final String WORD = "Hundesteuer";

    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final List<long[]> calls = new CopyOnWriteArrayList<>();
    private volatile long slowness;
    private final Semaphore failed = new Semaphore(0);
    private final Semaphore happened = new Semaphore(0);
    private Workshop workshop;
    private Embedder embedder;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        workshop = Workshop.open(folder);
        embedder = new Embedder(
                workshop.index,
                new Embeddings("fake", new Fake()),
                workshop.ledger,
                reading::get,
                happened::release,
                Duration.ofMillis(20));
    }

    @AfterEach
    void close() throws IOException {
        embedder.close();
        workshop.close();
    }

    @Test
    void documentsStaySearchableWhileTheModelFailsAndBecomeCompleteAfterwards() throws Exception {
        broken.set(true);
        String document = workshop.accept("a.txt", "Hundesteuer");
        index(workshop.ledger.claim(1).getFirst(), true);
        embedder.start();
        failed.acquire(3);
        assertThat(workshop.document(document).state()).isEqualTo(State.SEARCHABLE);
        assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
        broken.set(false);
        awaitComplete(document);
        assertThat(workshop.index.vectors()).isEqualTo(1);
    }

    /// Another commit may show passages before the ledger hears of them.
    @Test
    void documentsBecomeCompleteWhoseVectorsCameBeforeTheLedgerKnewOfThem() throws Exception {
        embedder.start();
        happened.acquire();
        String document = workshop.accept("a.txt", "Hundesteuer");
        Outcome.Work work = workshop.ledger.claim(1).getFirst();
        Outcome outcome = index(work, false);
        embedder.wake();
        while (workshop.index.vectors() == 0) {
            happened.acquire();
        }
        assertThat(workshop.document(document).state()).isEqualTo(State.WAITING);
        workshop.ledger.finish(List.of(outcome), State.SEARCHABLE);
        embedder.wake();
        awaitComplete(document);
    }

    @Test
    void restsFourTimesAsLongAsItWorkedWhileFilesAreRead() throws Exception {
        slowness = 20;
        reading.set(true);
        String document = workshop.accept("a.txt", "Hundesteuer");
        index(workshop.ledger.claim(1).getFirst(), true, 40);
        embedder.start();
        awaitComplete(document);
        assertThat(calls).as("one for the dimension, three batches").hasSize(4);
        for (int number = 2; number < calls.size(); number++) {
            long worked = calls.get(number - 1)[1] - calls.get(number - 1)[0];
            assertThat(calls.get(number)[0] - calls.get(number - 1)[1])
                    .isGreaterThanOrEqualTo(Math.min(4 * worked, 2_000_000_000));
        }
    }

    private Outcome index(Outcome.Work work, boolean finish) throws IOException {
        return index(work, finish, 1);
    }

    private Outcome index(Outcome.Work work, boolean finish, int sections) throws IOException {
        StringBuilder words = new StringBuilder();
        List<Block> blocks = new ArrayList<>();
        for (int section = 1; section <= sections; section++) {
            Place place = sections == 1 ? Place.NONE : Place.onSheet("Blatt " + section);
            blocks.add(new Block(Block.Kind.PARAGRAPH, 0, place, words.length(), words.length() + WORD.length()));
            words.append(WORD).append('\n');
        }
        DocumentText text = new DocumentText(words.toString(), blocks);
        Document document =
                new Document(work.document(), "v1", work.name(), work.title(), work.collection(), work.right(), false);
        List<Passage> passages = Splitter.split(document, text);
        workshop.index.replace(document, passages);
        workshop.index.commit();
        Outcome outcome = new Outcome.Read(
                work,
                "v1",
                work.title(),
                text,
                List.of(),
                List.of(),
                List.of(),
                SelfDescription.of(text, Optional.empty()),
                passages.size(),
                0.1);
        if (finish) {
            workshop.ledger.finish(List.of(outcome), State.SEARCHABLE);
        }
        return outcome;
    }

    private void awaitComplete(String document) throws InterruptedException {
        while (workshop.document(document).state() != State.COMPLETE) {
            happened.acquire();
        }
    }

    private final class Fake implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            long start = System.nanoTime();
            if (broken.get()) {
                failed.release();
                throw new IllegalStateException("das Modell ist weg");
            }
            if (slowness > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slowness));
            }
            calls.add(new long[] {start, System.nanoTime()});
            return Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {1, text.text().length()}))
                    .toList());
        }
    }
}
