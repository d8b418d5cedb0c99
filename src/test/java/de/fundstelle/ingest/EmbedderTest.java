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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EmbedderTest {

    private final AtomicBoolean broken = new AtomicBoolean();
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

    private Outcome index(Outcome.Work work, boolean finish) throws IOException {
        DocumentText text = new DocumentText(
                "Hundesteuer", List.of(new Block(Block.Kind.PARAGRAPH, 0, Place.NONE, 0, "Hundesteuer".length())));
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
            if (broken.get()) {
                failed.release();
                throw new IllegalStateException("das Modell ist weg");
            }
            return Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {1, text.text().length()}))
                    .toList());
        }
    }
}
