// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.audit.Journal;
import de.fundstelle.document.DocumentText;
import de.fundstelle.ingest.Outcome.Work;
import de.fundstelle.ingest.reader.RecognizedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Imports of many files: their numbers are true, and people can pause, give up and repeat them.
@Timeout(30)
class RunsTest {

    private static final Extraction.Unreadable WHY = new Extraction.Unreadable("Grund", "Rat");

    private Workshop workshop;
    private Ledger ledger;
    private Runs runs;
    private String run;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        workshop = Workshop.open(folder);
        ledger = workshop.ledger;
        runs = at(Instant.now());
        run = start(Instant.now());
    }

    private String start(Instant now) {
        return workshop.database.write(
                handle -> Runs.start(handle, Workshop.COLLECTION, "Satzungen", now.toEpochMilli()));
    }

    private Runs at(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Runs(workshop.database, clock, new Journal(workshop.database, clock), ledger.changes());
    }

    @AfterEach
    void close() throws IOException {
        workshop.close();
    }

    @Test
    void countsFilesBytesAndPagesByState() throws IOException {
        accept("a.txt", "1234");
        accept("b.txt", "123456");
        accept("c.txt", "12");
        accept("a.txt", "1234");
        List<Work> works = ledger.claim(2);
        ledger.finish(List.of(read(works.getFirst(), List.of(7, 9))), State.SEARCHABLE);
        Run.Tally tally = runs.run(run).orElseThrow().tally();
        assertThat(tally.files()).isEqualTo(4);
        assertThat(tally.waiting()).isEqualTo(2);
        assertThat(tally.reading()).isEqualTo(1);
        assertThat(tally.searchable()).isEqualTo(1);
        assertThat(tally.bytes()).isEqualTo(16);
        assertThat(tally.bytesDone()).isEqualTo(4);
        assertThat(tally.pagesLeft()).isEqualTo(2);
    }

    @Test
    void tellsTheTimeThatIsLeftAtThePaceOfTheLastMinuteAndNothingWhenItIsUnknown() throws IOException {
        for (int number = 0; number < 4; number++) {
            accept(number + ".txt", "123" + number);
        }
        assertThat(runs.run(run).orElseThrow().tally().secondsLeft())
                .as("nothing was done yet")
                .isNull();
        ledger.finish(List.of(refused(ledger.claim(1).getFirst())), State.COMPLETE);
        Instant created = Instant.ofEpochMilli(runs.run(run).orElseThrow().created());
        Run.Tally later = at(created.plusSeconds(30)).run(run).orElseThrow().tally();
        assertThat(later.secondsLeft())
                .as("one of four files in thirty seconds")
                .isEqualTo(90);
        assertThat(later.bytesPerSecond()).isEqualTo(Math.round(4 / 30.0));
        Run.Tally muchLater =
                at(created.plusSeconds(3600)).run(run).orElseThrow().tally();
        assertThat(muchLater.secondsLeft()).as("nothing for an hour").isNull();
    }

    @Test
    void aPausedImportWaitsAndOthersGoOn() throws IOException {
        accept("a.txt", "eins");
        String other = workshop.accept("b.txt", "zwei");
        runs.pause("test", run);
        assertThat(ledger.claim(10)).extracting(Work::document).containsExactly(other);
        runs.resume("test", run);
        assertThat(ledger.claim(10)).hasSize(1);
    }

    @Test
    void pagesOfAPausedImportWaitToo() throws IOException {
        accept("a.pdf", "Bild");
        ledger.finish(List.of(new Outcome.Parked(ledger.claim(1).getFirst(), List.of(1))), State.COMPLETE);
        Recognitions recognitions = new Recognitions(workshop.database, Clock.systemUTC());
        runs.pause("test", run);
        assertThat(recognitions.next(Set.of())).isEmpty();
        runs.resume("test", run);
        assertThat(recognitions.next(Set.of())).isPresent();
    }

    @Test
    void givingUpLeavesThePagesThatACopyOfTheScanNeeds() throws IOException {
        accept("scan.pdf", "Bild");
        workshop.accept("kopie.pdf", "Bild");
        accept("allein.pdf", "anderes Bild");
        List<Outcome> parked = ledger.claim(3).stream()
                .<Outcome>map(work -> new Outcome.Parked(work, List.of(1)))
                .toList();
        ledger.finish(parked, State.COMPLETE);

        runs.cancel("test", run);

        Recognitions recognitions = new Recognitions(workshop.database, Clock.systemUTC());
        String kept = recognitions.next(Set.of()).orElseThrow().original();
        recognitions.keep(kept, RecognizedPage.failed(1));
        assertThat(recognitions.next(Set.of())).isEmpty();
        assertThat(ledger.claim(9)).extracting(Work::name).containsExactly("kopie.pdf");
    }

    /// "Nicht aufgenommene wiederholen" would bring nothing if the failure were kept.
    @Test
    void aPageThatNobodyCouldLookAtIsTriedOnceMoreWhenItsImportIsRepeated() throws IOException {
        Recognitions recognitions = new Recognitions(workshop.database, Clock.systemUTC());
        accept("scan.pdf", "Bild");
        Work work = ledger.claim(1).getFirst();
        ledger.finish(List.of(new Outcome.Parked(work, List.of(1, 2))), State.COMPLETE);
        recognitions.keep(work.original(), RecognizedPage.failed(1));
        recognitions.keep(work.original(), new RecognizedPage(2, 0, List.of(), List.of()));
        ledger.finish(List.of(refused(ledger.claim(1).getFirst())), State.COMPLETE);
        assertThat(recognitions.recognized(work.original())).contains("\"number\":1", "\"number\":2");

        assertThat(runs.repeat("test", run)).isEqualTo(1);

        assertThat(recognitions.recognized(work.original()))
                .contains("\"number\":2")
                .doesNotContain("\"number\":1");
        assertThat(ledger.claim(1)).hasSize(1);
    }

    @Test
    void aPageThatNobodyCouldLookAtIsTriedOnceMoreWhenTheFileIsSentAgain() throws IOException {
        Recognitions recognitions = new Recognitions(workshop.database, Clock.systemUTC());
        accept("scan.pdf", "Bild");
        Work work = ledger.claim(1).getFirst();
        ledger.finish(List.of(read(work, List.of(1, 2))), State.COMPLETE);
        recognitions.keep(work.original(), RecognizedPage.failed(1));
        recognitions.keep(work.original(), new RecognizedPage(2, 0, List.of(), List.of()));
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), List.of())), State.COMPLETE);

        accept("scan.pdf", "Bild");

        assertThat(recognitions.recognized(work.original())).doesNotContain("\"number\":1");
        Work again = ledger.claim(1).getFirst();
        assertThat(again.again()).isFalse();
        ledger.finish(List.of(read(again, List.of(1))), State.COMPLETE);
        assertThat(recognitions.next(Set.of())).contains(new Recognitions.Page(work.original(), 1));

        recognitions.keep(work.original(), new RecognizedPage(1, 0, List.of(), List.of()));
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), List.of())), State.COMPLETE);
        accept("scan.pdf", "Bild");
        assertThat(ledger.claim(1)).as("now it is known").isEmpty();
    }

    @Test
    void whatWasOnItsWayWhenAnImportWasGivenUpIsGivenUpToo() throws IOException {
        accept("akten.zip", "Paket");
        accept("scan.pdf", "Bild");
        accept("halb.pdf", "Text und Bild");
        List<Work> works = ledger.claim(3);
        runs.cancel("test", run);
        accept("unterwegs.txt", "zu spät");
        Originals.Arrived inside =
                workshop.upload("brief.txt", "Brief").content().orElseThrow();
        workshop.originals.place(inside);
        ledger.finish(
                List.of(
                        read(works.get(0), List.of(), List.of(new Extraction.Part("brief.txt", inside))),
                        new Outcome.Parked(works.get(1), List.of(1)),
                        read(works.get(2), List.of(2))),
                State.COMPLETE);

        assertThat(ledger.claim(10)).isEmpty();
        assertThat(new Recognitions(workshop.database, Clock.systemUTC()).next(Set.of()))
                .isEmpty();
        Run.Tally tally = runs.run(run).orElseThrow().tally();
        assertThat(tally.refused()).isEqualTo(3);
        assertThat(tally.complete()).isEqualTo(2);
        assertThat(tally.pagesLeft()).isZero();

        assertThat(runs.repeat("test", run)).isEqualTo(3);
        assertThat(ledger.claim(10))
                .extracting(Work::name)
                .containsExactlyInAnyOrder("scan.pdf", "unterwegs.txt", "akten.zip/brief.txt");
    }

    @Test
    void pagesOfALaterVersionDoNotMakeAnEarlierImportGoOn() throws IOException {
        accept("bericht.pdf", "Fassung von Mai");
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), List.of())), State.COMPLETE);
        String may = run;
        run = start(Instant.now());
        accept("bericht.pdf", "Fassung von Juni");
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), List.of(3, 4))), State.COMPLETE);

        assertThat(runs.run(may).orElseThrow().tally().pagesLeft()).isZero();
        assertThat(runs.run(run).orElseThrow().tally().pagesLeft()).isEqualTo(2);
    }

    @Test
    void givingUpRefusesWhatWaitsWithAReasonAndKeepsWhatWasRead() throws IOException {
        accept("gelesen.txt", "eins");
        accept("wartet.txt", "zwei");
        accept("scan.pdf", "drei");
        List<Work> works = ledger.claim(3);
        ledger.finish(
                List.of(read(works.get(0), List.of(5)), new Outcome.Parked(works.get(2), List.of(1))), State.COMPLETE);
        ledger.releaseAll();
        runs.cancel("test", run);
        assertThat(workshop.documents())
                .extracting(LibraryDocument::name, LibraryDocument::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("gelesen.txt", State.COMPLETE),
                        org.assertj.core.groups.Tuple.tuple("wartet.txt", State.REFUSED),
                        org.assertj.core.groups.Tuple.tuple("scan.pdf", State.REFUSED));
        assertThat(workshop.library.importsOf(run, java.util.Optional.of(State.REFUSED), 0, 10))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.reason()).contains("abgebrochen"));
        assertThat(ledger.claim(10)).isEmpty();
        assertThat(runs.run(run).orElseThrow().tally().pagesLeft()).isZero();
        assertThat(runs.run(run).orElseThrow().state()).isEqualTo(Run.State.CANCELLED);
    }

    @Test
    void anImportThatIsOverCannotBeGivenUpAnyMore() throws IOException {
        accept("gelesen.txt", "eins");
        accept("abgelehnt.txt", "zwei");
        List<Work> works = ledger.claim(2);
        ledger.finish(List.of(read(works.get(0), List.of()), refused(works.get(1))), State.COMPLETE);
        runs.cancel("test", run);
        assertThat(runs.run(run).orElseThrow().state()).isEqualTo(Run.State.RUNNING);
        assertThat(workshop.library.importsOf(run, java.util.Optional.of(State.REFUSED), 0, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo(WHY.reason()));
        assertThat(runs.repeat("test", run)).isEqualTo(1);
    }

    @Test
    void anImportOfWhichOnlyPagesAreLeftCanBeGivenUp() throws IOException {
        accept("scan.pdf", "eins");
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), List.of(5, 6))), State.COMPLETE);
        runs.cancel("test", run);
        assertThat(runs.run(run).orElseThrow().state()).isEqualTo(Run.State.CANCELLED);
        assertThat(runs.isCancelled(run)).isTrue();
        assertThat(runs.run(run).orElseThrow().tally().pagesLeft()).isZero();
        assertThat(runs.run(run).orElseThrow().tally().complete()).isEqualTo(1);
    }

    @Test
    void repeatsTheRefusedFilesOnlyAndNotThoseThatWereReplacedSince() throws IOException {
        accept("gut.txt", "eins");
        accept("schlecht.txt", "zwei");
        accept("ersetzt.txt", "drei");
        List<Work> works = ledger.claim(3);
        ledger.finish(
                List.of(read(works.get(0), List.of()), refused(works.get(1)), refused(works.get(2))), State.COMPLETE);
        workshop.accept("ersetzt.txt", "vier");
        ledger.finish(List.of(read(ledger.claim(1).getFirst(), List.of())), State.COMPLETE);
        assertThat(runs.repeat("test", run)).isEqualTo(1);
        assertThat(ledger.claim(10)).extracting(Work::name).containsExactly("schlecht.txt");
        assertThat(workshop.document(works.get(1).document()).reason()).isNull();
    }

    @Test
    void anImportWithoutANameIsCalledByTheFilesThatAreStillThere() throws IOException {
        run = workshop.database.write(handle -> Runs.start(handle, Workshop.COLLECTION, "", 1));
        accept("geheim.txt", "eins");
        assertThat(runs.run(run).orElseThrow().name()).isEqualTo("geheim.txt");
        accept("b.txt", "zwei");
        accept("c.txt", "drei");
        assertThat(runs.run(run).orElseThrow().name()).isEqualTo("geheim.txt und 2 weitere Dateien");
        ledger.delete("test", List.of(workshop.documents().getLast().id()));
        assertThat(runs.run(run).orElseThrow().name()).isEqualTo("b.txt und 1 weitere Datei");
    }

    @Test
    void anImportIsForgottenWithItsLastDocument() throws IOException {
        accept("a.txt", "eins");
        accept("b.txt", "zwei");
        List<LibraryDocument> documents = workshop.documents();
        ledger.delete("test", List.of(documents.getFirst().id()));
        assertThat(runs.run(run)).isPresent();
        ledger.delete("test", List.of(documents.getLast().id()));
        assertThat(runs.run(run)).isEmpty();
    }

    @Test
    void moreFilesOfAnImportWhoseDocumentsWereAllDeletedBeginANewOne() throws IOException {
        accept("a.txt", "eins");
        ledger.delete("test", List.of(workshop.documents().getFirst().id()));
        accept("b.txt", "zwei");
        assertThat(runs.newest(List.of(Workshop.COLLECTION), 10))
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isNotEqualTo(run))
                .satisfies(one -> assertThat(one.tally().waiting()).isEqualTo(1));
    }

    @Test
    void listsTheNewestOfTheCollectionsThatOneMaySee() {
        String later = start(Instant.now().plusSeconds(5));
        assertThat(runs.newest(List.of(Workshop.COLLECTION), 10))
                .extracting(Run::id)
                .containsExactly(later, run);
        assertThat(runs.newest(List.of(Workshop.COLLECTION), 1)).hasSize(1);
        assertThat(runs.newest(List.of("andere"), 10)).isEmpty();
        assertThat(runs.newest(List.of(), 10)).isEmpty();
        assertThat(runs.run("fremd")).isEmpty();
    }

    private void accept(String name, String text) throws IOException {
        Upload upload = workshop.upload(name, text);
        workshop.originals.place(upload.content().orElseThrow());
        ledger.accept("test", Workshop.COLLECTION, Upload.Batch.more(run), List.of(upload));
    }

    private static Outcome read(Work work, List<Integer> pagesLeft) {
        return read(work, pagesLeft, List.of());
    }

    private static Outcome read(Work work, List<Integer> pagesLeft, List<Extraction.Part> parts) {
        return new Outcome.Read(
                work,
                work.importId(),
                "Titel",
                new DocumentText("Wort", List.of()),
                List.of(),
                parts,
                pagesLeft,
                de.fundstelle.facts.SelfDescription.of(new DocumentText("Wort", List.of()), java.util.Optional.empty()),
                1,
                0.5);
    }

    private static Outcome refused(Work work) {
        return new Outcome.Refused(work, WHY, 0.5);
    }
}
