// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static de.fundstelle.ingest.Workshop.send;
import static de.fundstelle.ingest.Workshop.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that was full for a while: everything that was acknowledged is taken in afterwards, without a restart.
@Timeout(120)
class FullDiskIngestTest {

    private final AtomicBoolean full = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void whatArrivedWhileTheDiskWasFullIsTakenInOnceThereIsSpaceAndSearchGoesOnMeanwhile() throws Exception {
        try (Workshop workshop = Workshop.open(folder, full::get);
                Ingest ingest = workshop.ingest()) {
            send(ingest, texts("vorher", 5));
            settle(ingest);
            full.set(true);
            send(ingest, texts("nachher", 30));
            awaitStandstill(ingest, true);
            assertThat(workshop.found("Hundesteuer")).hasSize(5);
            full.set(false);
            settle(ingest);
            assertThat(workshop.documents())
                    .hasSize(35)
                    .extracting(LibraryDocument::state)
                    .containsOnly(State.COMPLETE);
            assertThat(workshop.index.passages()).as("nothing twice").isEqualTo(35);
            assertThat(ingest.drift()).isEqualTo(new Ingest.Drift(List.of(), List.of()));
            awaitStandstill(ingest, false);
        }
    }

    @Test
    void whatWasInTheIndexAndWasLostBeforeItsCommitIsPutInAgain() throws Exception {
        BooleanSupplier atCommit =
                () -> full.get() && Thread.currentThread().getName().equals("committer");
        try (Workshop workshop = Workshop.open(folder, atCommit);
                Ingest ingest = workshop.ingest()) {
            full.set(true);
            List<Import> imports = send(ingest, texts("nachher", 30));
            awaitStandstill(ingest, true);
            Import deleted = imports.getLast();
            workshop.ledger.delete("test", List.of(deleted.document()));
            full.set(false);
            settle(ingest);
            assertThat(workshop.documents())
                    .hasSize(29)
                    .extracting(LibraryDocument::state)
                    .containsOnly(State.COMPLETE);
            assertThat(workshop.index.passages()).isEqualTo(29);
            assertThat(workshop.index.versions()).doesNotContainKey(deleted.document());
            assertThat(ingest.drift()).isEqualTo(new Ingest.Drift(List.of(), List.of()));
        }
    }

    @Test
    void aDocumentThatCannotBeDeletedNowStaysAndCanBeDeletedLater() throws Exception {
        try (Workshop workshop = Workshop.open(folder, full::get);
                Ingest ingest = workshop.ingest()) {
            String document = send(ingest, texts("vorher", 1)).getFirst().document();
            settle(ingest);
            full.set(true);
            assertThatThrownBy(() -> ingest.delete("test", document)).isInstanceOf(IOException.class);
            assertThat(workshop.documents()).hasSize(1);
            full.set(false);
            ingest.delete("test", document);
            assertThat(workshop.found("Hundesteuer")).isEmpty();
            assertThat(workshop.documents()).isEmpty();
            assertThat(workshop.index.versions()).isEmpty();
        }
    }

    @Test
    void aDocumentThatIsDeletedWhileTheDiskIsFullDoesNotComeBackWithTheOthers() throws Exception {
        try (Workshop workshop = Workshop.open(folder, full::get);
                Ingest ingest = workshop.ingest()) {
            full.set(true);
            List<Import> imports = send(ingest, texts("nachher", 3));
            awaitStandstill(ingest, true);
            workshop.ledger.delete("test", List.of(imports.getFirst().document()));
            full.set(false);
            settle(ingest);
            send(ingest, texts("zuletzt", 1));
            settle(ingest);
            assertThat(workshop.index.versions())
                    .hasSize(3)
                    .doesNotContainKey(imports.getFirst().document());
        }
    }

    @Test
    void anEndWhileTheDiskIsFullLeavesEverythingToTheNextStart() throws Exception {
        try (Workshop workshop = Workshop.open(folder, full::get)) {
            try (Ingest ingest = workshop.ingest()) {
                full.set(true);
                send(ingest, texts("nachher", 3));
                awaitStandstill(ingest, true);
            }
            full.set(false);
        }
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            settle(ingest);
            assertThat(workshop.found("Hundesteuer")).hasSize(3);
        }
    }

    private static void awaitStandstill(Ingest ingest, boolean wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (ingest.standsStill() != wanted) {
            assertThat(System.nanoTime()).as("stands still: %s", !wanted).isLessThan(end);
            ingest.progress().await(-1, Duration.ofMillis(20));
            Thread.onSpinWait();
        }
    }

    private static String[] texts(String name, int number) {
        List<String> texts = new ArrayList<>();
        for (int file = 0; file < number; file++) {
            texts.add(name + "-" + file + ".txt");
            texts.add("Die Hundesteuer beträgt %d Euro im Jahr.".formatted(file));
        }
        return texts.toArray(String[]::new);
    }
}
