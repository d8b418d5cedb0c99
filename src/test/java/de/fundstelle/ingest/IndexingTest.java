// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A document that is deleted while it is read does not come into the index, whenever that happens.
@Timeout(30)
class IndexingTest {

    private static final Set<Thread.State> STANDING =
            EnumSet.of(Thread.State.WAITING, Thread.State.BLOCKED, Thread.State.TERMINATED);

    private Workshop workshop;
    private Document document;
    private List<Passage> passages;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        workshop = Workshop.open(folder);
        String id = workshop.accept("a.txt", "Hundesteuer");
        document = new Document(id, id + "-1", "a.txt", "a.txt", Workshop.COLLECTION, "right-1", false);
        passages = List.of(new Passage(document, 0, Place.onPage(1), List.of(), "Die Hundesteuer steigt.", 0, 23));
    }

    @AfterEach
    void close() throws IOException {
        workshop.close();
    }

    @Test
    void whatWasDeletedBeforeItsPassagesCameStaysOut() throws IOException {
        Indexing indexing = new Indexing(workshop.index, workshop.ledger::knows, workshop.ledger::delete);
        indexing.forget("test", List.of(document.id()));
        indexing.put(document, passages);
        workshop.index.commit();
        assertThat(workshop.found("Hundesteuer")).isEmpty();
    }

    @Test
    void whatIsDeletedJustBeforeItsPassagesGoInIsTakenOutAfterwards() throws Exception {
        List<Thread> deleting = new ArrayList<>();
        AtomicReference<Indexing> both = new AtomicReference<>();
        Indexing indexing = new Indexing(
                workshop.index,
                id -> {
                    boolean known = workshop.ledger.knows(id);
                    Thread thread = Thread.ofPlatform().start(() -> forget(Objects.requireNonNull(both.get())));
                    deleting.add(thread);
                    while (!STANDING.contains(thread.getState())) {
                        Thread.onSpinWait();
                    }
                    return known;
                },
                workshop.ledger::delete);
        both.set(indexing);
        indexing.put(document, passages);
        deleting.getFirst().join();
        workshop.index.commit();
        assertThat(workshop.documents()).isEmpty();
        assertThat(workshop.found("Hundesteuer")).isEmpty();
    }

    private void forget(Indexing indexing) {
        try {
            indexing.forget("test", List.of(document.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
