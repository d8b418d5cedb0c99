// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.DocumentText;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.ingest.reader.RecognizedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pages that are only a picture wait in a line of their own, which survives everything but the end of their original.
@Timeout(30)
class RecognitionTest {

    private Workshop workshop;
    private Ledger ledger;
    private Recognitions recognitions;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        workshop = Workshop.open(folder);
        ledger = workshop.ledger;
        recognitions = new Recognitions(workshop.database, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        workshop.close();
    }

    @Test
    void aScanWaitsForItsPagesAndIsReadOnceTheyAreKnown() throws IOException {
        workshop.accept("scan.pdf", "nur Bilder");
        Work work = ledger.claim(1).getFirst();
        ledger.finish(List.of(new Outcome.Parked(work, List.of(1, 2))), State.COMPLETE);
        assertThat(imported(work)).satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.READING);
            assertThat(one.pagesLeft()).isEqualTo(2);
        });
        assertThat(ledger.claim(1)).isEmpty();
        recognize(work, 1);
        assertThat(ledger.claim(1)).isEmpty();
        recognize(work, 2);
        assertThat(ledger.claim(1)).singleElement().isEqualTo(work);
        assertThat(recognitions.recognized(work.original())).contains("Zeile 1").contains("Zeile 2");
    }

    @Test
    void aDocumentIsFoundByItsTextPagesMeanwhileAndReadOnceMoreAtTheEnd() throws IOException {
        String document = workshop.accept("gemischt.pdf", "Text und Bild");
        Work work = ledger.claim(1).getFirst();
        ledger.finish(List.of(read(work, "v1", List.of(3))), State.COMPLETE);
        assertThat(workshop.document(document).state()).isEqualTo(State.COMPLETE);
        assertThat(imported(work).pagesLeft()).isEqualTo(1);
        assertThat(ledger.claim(1)).isEmpty();
        recognize(work, 3);
        assertThat(imported(work).pagesLeft())
                .as("until its words are in the text")
                .isEqualTo(1);
        Work again = ledger.claim(1).getFirst();
        assertThat(again.again()).isTrue();
        assertThat(again.importId()).isEqualTo(work.importId());
        assertThat(ledger.claim(1)).as("claimed once").isEmpty();
        ledger.finish(List.of(read(again, "v2", List.of())), State.COMPLETE);
        assertThat(workshop.document(document).version()).isEqualTo("v2");
        assertThat(imported(work).pagesLeft()).isZero();
        assertThat(ledger.claim(1)).isEmpty();
    }

    @Test
    void aLongScanIsFoundByItsFirstPagesBeforeTheLastOnesAreKnown() throws IOException {
        workshop.accept("lang.pdf", "viele Bilder");
        Work work = ledger.claim(1).getFirst();
        List<Integer> pages =
                java.util.stream.IntStream.rangeClosed(1, 45).boxed().toList();
        ledger.finish(List.of(new Outcome.Parked(work, pages)), State.COMPLETE);
        for (int page = 1; page <= 4; page++) {
            recognize(work, page);
        }
        assertThat(ledger.claim(1)).as("41 pages are left").isEmpty();
        recognize(work, 5);
        assertThat(ledger.claim(1)).as("40 pages are left").hasSize(1);
    }

    @Test
    void pagesAreRecognizedInTheOrderInWhichTheirDocumentsCameAndNoneTwiceAtATime() throws IOException {
        workshop.accept("a.pdf", "eins");
        workshop.accept("b.pdf", "zwei");
        List<Work> works = ledger.claim(2);
        ledger.finish(List.of(new Outcome.Parked(works.get(0), List.of(2, 1))), State.COMPLETE);
        ledger.finish(List.of(new Outcome.Parked(works.get(1), List.of(1))), State.COMPLETE);
        var first = recognitions.next(Set.of()).orElseThrow();
        var second = recognitions.next(Set.of(first)).orElseThrow();
        var third = recognitions.next(Set.of(first, second)).orElseThrow();
        assertThat(List.of(first, second, third))
                .containsExactly(
                        new Recognitions.Page(works.get(0).original(), 1),
                        new Recognitions.Page(works.get(0).original(), 2),
                        new Recognitions.Page(works.get(1).original(), 1));
        assertThat(recognitions.next(Set.of(first, second, third))).isEmpty();
    }

    @Test
    void whatWasRecognizedGoesWithTheLastDocumentThatNeedsTheOriginal() throws IOException {
        String first = workshop.accept("a.pdf", "dasselbe Bild");
        String second = workshop.accept("b.pdf", "dasselbe Bild");
        List<Work> works = ledger.claim(2);
        works.forEach(work -> ledger.finish(List.of(new Outcome.Parked(work, List.of(1))), State.COMPLETE));
        recognize(works.getFirst(), 1);
        assertThat(ledger.claim(2)).as("both are read from one recognition").hasSize(2);
        ledger.delete("test", List.of(first));
        ledger.forgetOriginals();
        assertThat(recognitions.recognized(works.getFirst().original())).isNotEmpty();
        ledger.delete("test", List.of(second));
        ledger.forgetOriginals();
        assertThat(recognitions.recognized(works.getFirst().original())).isEmpty();
        recognize(works.getFirst(), 1);
        assertThat(recognitions.recognized(works.getFirst().original())).isEmpty();
    }

    @Test
    void aRestartPutsEverythingBackInLine() throws IOException {
        workshop.accept("scan.pdf", "nur Bilder");
        Work work = ledger.claim(1).getFirst();
        ledger.finish(List.of(new Outcome.Parked(work, List.of(1))), State.COMPLETE);
        assertThat(ledger.releaseAll()).isEqualTo(1);
        Work again = ledger.claim(1).getFirst();
        ledger.finish(List.of(new Outcome.Parked(again, List.of(1))), State.COMPLETE);
        recognize(work, 1);
        assertThat(ledger.claim(1)).hasSize(1);
    }

    private void recognize(Work work, int page) {
        recognitions.keep(
                work.original(),
                new RecognizedPage(
                        page,
                        90,
                        List.of(new RecognizedPage.Line("Zeile " + page, 1, 10, 100, 20, 12, List.of())),
                        List.of()));
    }

    private Import imported(Work work) {
        return workshop.library.withIds(List.of(work.importId())).getFirst();
    }

    private static Outcome read(Work work, String version, List<Integer> pagesLeft) {
        return new Outcome.Read(
                work,
                version,
                "Titel",
                new DocumentText("Wort", List.of()),
                List.of(),
                List.of(),
                pagesLeft,
                de.fundstelle.facts.SelfDescription.of(new DocumentText("Wort", List.of()), java.util.Optional.empty()),
                1,
                0.5);
    }
}
