// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.document.Block;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Place;
import de.fundstelle.facts.SelfDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LedgerTest {

    private static final DocumentText TEXT = new DocumentText(
            "Titel\n\nWort",
            List.of(
                    new Block(Block.Kind.HEADING, 2, Place.onPage(3), 0, 5),
                    new Block(Block.Kind.TABLE_ROW, 0, Place.onSheet("Gebühren „2026“"), 7, 11)));

    private Workshop workshop;
    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        workshop = Workshop.open(folder);
        ledger = workshop.ledger;
    }

    @AfterEach
    void close() throws IOException {
        workshop.close();
    }

    @Test
    void twoVersionsOfOneDocumentAreNeverReadAtTheSameTimeAndTheFirstComesFirst() throws IOException {
        String document = workshop.accept("a.txt", "eins");
        workshop.accept("a.txt", "zwei");
        workshop.accept("b.txt", "drei");
        List<Outcome.Work> first = ledger.claim(10);
        assertThat(first).extracting(Outcome.Work::name).containsExactly("a.txt", "b.txt");
        assertThat(ledger.claim(10)).isEmpty();
        ledger.finish(List.of(read(first.getFirst(), "v1")), State.COMPLETE);
        assertThat(ledger.claim(10))
                .singleElement()
                .extracting(Outcome.Work::document)
                .isEqualTo(document);
    }

    @Test
    void aVersionThatWasRefusedLeavesTheOneThatServes() throws IOException {
        String document = workshop.accept("a.txt", "eins");
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), "v1")), State.COMPLETE);
        workshop.accept("a.txt", "zwei");
        ledger.finish(List.of(refused(ledger.claim(1).getFirst())), State.COMPLETE);
        assertThat(workshop.document(document).version()).isEqualTo("v1");
        assertThat(workshop.document(document).state()).isEqualTo(State.COMPLETE);
        assertThat(workshop.document(document).reason()).isNull();
        assertThat(workshop.library.text(document)).contains(TEXT);
    }

    @Test
    void aDocumentThatWasRefusedIsReadAgainWhenItIsBroughtAgain() throws IOException {
        String document = workshop.accept("a.txt", "eins");
        ledger.finish(List.of(refused(ledger.claim(1).getFirst())), State.COMPLETE);
        assertThat(workshop.document(document).state()).isEqualTo(State.REFUSED);
        assertThat(workshop.document(document).reason()).isEqualTo("Grund");
        assertThat(workshop.accept("a.txt", "eins")).isEqualTo(document);
        assertThat(workshop.document(document).state()).isEqualTo(State.WAITING);
        assertThat(workshop.document(document).reason()).isNull();
        assertThat(ledger.claim(1)).hasSize(1);
    }

    @Test
    void whatWasDeletedWhileItWasReadIsAnOrphanAndStaysDeleted() throws IOException {
        String document = workshop.accept("a.txt", "eins");
        Outcome.Work work = ledger.claim(1).getFirst();
        ledger.delete("test", List.of(document));
        assertThat(ledger.finish(List.of(read(work, "v1")), State.COMPLETE).orphans())
                .containsExactly(document);
        assertThat(workshop.documents()).isEmpty();
        assertThat(workshop.library.text(document)).isEmpty();
        assertThat(ledger.forgetOriginals()).containsExactly(work.original());
    }

    @Test
    void aScanThatWasDeletedWhileItWasReadStopsNobody() throws IOException {
        String document = workshop.accept("scan.pdf", "ein Bild");
        workshop.accept("b.txt", "zwei");
        List<Outcome.Work> works = ledger.claim(2);
        ledger.delete("test", List.of(document));
        ledger.forgetOriginals();
        ledger.finish(
                List.of(new Outcome.Parked(works.getFirst(), List.of(1)), read(works.getLast(), "v1")), State.COMPLETE);
        assertThat(workshop.documents())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(State.COMPLETE));
    }

    /// What a version before has brought is replaced by this one, so it takes none of its room.
    @Test
    void aNewVersionOfAPackageMayHoldAsMuchAsTheOneBefore() throws IOException {
        workshop.accept("p.zip", "eins");
        Extraction.Part part = new Extraction.Part(
                "brief.txt", workshop.upload("brief.txt", "Inhalt").content().orElseThrow());
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), "v1", part)), State.COMPLETE);
        Outcome.Work inside = ledger.claim(1).getFirst();
        assertThat(inside.lineage().depth()).isEqualTo(1);
        ledger.finish(List.of(read(inside, "v2")), State.COMPLETE);

        workshop.accept("p.zip", "zwei");

        assertThat(ledger.claim(1)).singleElement().satisfies(work -> {
            assertThat(work.name()).isEqualTo("p.zip");
            assertThat(work.lineage().parts()).isZero();
            assertThat(work.lineage().bytes()).isZero();
        });
    }

    @Test
    void originalsAreForgottenWhenNobodyNeedsThemAndNotBefore() throws IOException {
        workshop.accept("a.txt", "gleich");
        workshop.accept("b.txt", "gleich");
        Outcome.Work first = ledger.claim(10).getFirst();
        ledger.finish(List.of(refused(first)), State.COMPLETE);
        assertThat(ledger.forgetOriginals())
                .as("a refused file can be tried again")
                .isEmpty();
        ledger.delete("test", List.of(first.document()));
        assertThat(ledger.forgetOriginals()).as("the other document needs it").isEmpty();
        ledger.delete("test", List.of(workshop.documents().getLast().id()));
        assertThat(ledger.forgetOriginals()).containsExactly(first.original());
    }

    @Test
    void everyChangeOfAnImportHasANumberOfItsOwn() throws IOException {
        workshop.accept("a.txt", "eins");
        List<Import> before = workshop.library.importsSince(List.of(Workshop.COLLECTION), 0, 10);
        ledger.claim(1);
        assertThat(workshop.library.importsSince(
                        List.of(Workshop.COLLECTION), before.getLast().change(), 10))
                .singleElement()
                .extracting(Import::state)
                .isEqualTo(State.READING);
        assertThat(workshop.library.importsSince(List.of("another"), 0, 10)).isEmpty();
        assertThat(workshop.library.importsSince(List.of(), 0, 10)).isEmpty();
    }

    @Test
    void namesAreFoundWhateverTheCaseOfTheirUmlauts() throws IOException {
        workshop.accept("ÜBERSICHT Gebühren.txt", "eins");
        workshop.accept("50%_rabatt.txt", "zwei");
        assertThat(named("übersicht")).isEqualTo(1);
        assertThat(named("GEBÜHREN")).isEqualTo(1);
        assertThat(named("%")).isEqualTo(1);
        assertThat(named("'")).isZero();
        assertThat(named(" ")).isEqualTo(2);
    }

    @Test
    void aListNeverHasMoreRowsThanAllowed() {
        assertThatThrownBy(() -> new Library.Filter(List.of(), Optional.empty(), "", 1001))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoWaitsForProgressIsWokenAndMissesNothing() throws Exception {
        Progress progress = new Progress();
        assertThat(progress.await(0, Duration.ofMillis(1)))
                .as("nothing happened")
                .isZero();
        FutureTask<Long> waiter = new FutureTask<>(() -> progress.await(0, Duration.ofSeconds(20)));
        Thread.ofVirtual().start(waiter);
        progress.happened();
        assertThat(waiter.get()).isEqualTo(1);
        assertThat(progress.await(0, Duration.ofSeconds(20)))
                .as("it happened before")
                .isEqualTo(1);
    }

    private int named(String text) {
        return workshop.library.count(new Library.Filter(List.of(Workshop.COLLECTION), Optional.empty(), text, 10));
    }

    private static Outcome read(Outcome.Work work, String version, Extraction.Part... parts) {
        return new Outcome.Read(
                work,
                version,
                "Titel",
                TEXT,
                List.of("Hinweis"),
                List.of(parts),
                List.of(),
                SelfDescription.of(TEXT, Optional.empty()),
                1,
                0.5);
    }

    private static Outcome refused(Outcome.Work work) {
        return new Outcome.Refused(work, new Extraction.Unreadable("Grund", "Rat"), 0.5);
    }
}
