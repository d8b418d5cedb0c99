// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.sources.ScanRecord.Outcome;
import de.fundstelle.sources.Sources.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is not there is not always gone.
@Timeout(120)
class VanishingTest {

    private static final int FILES = 10;
    private static final int MORE = 45;

    @TempDir
    private Path folder;

    private Watching watching;

    @BeforeEach
    void open() throws IOException {
        watching = new Watching(folder);
        for (int number = 0; number < FILES; number++) {
            watching.write("A/Teil/" + number + ".txt", "Nummer " + number);
        }
        watching.confirm("A");
        assertThat(watching.documents()).hasSize(FILES);
    }

    @AfterEach
    void close() throws Exception {
        watching.close();
    }

    private void nothingIsRemoved(Outcome outcome) {
        ScanRecord scan = watching.record();
        assertThat(scan.outcome()).isEqualTo(outcome);
        assertThat(scan.counts().removed()).isZero();
        assertThat(watching.documents()).hasSize(FILES);
        assertThat(scan.warnings()).isNotEmpty();
    }

    @Test
    void aRootThatIsMissingRemovesNothingAndWarns() throws IOException {
        Files.move(watching.root, folder.resolve("weg"));
        nothingIsRemoved(Outcome.UNREACHABLE);
        Files.move(folder.resolve("weg"), watching.root);
        assertThat(watching.scan().unchanged()).isEqualTo(FILES);
    }

    @Test
    void aRootThatBreaksRemovesNothingAndWarns() {
        watching.tree.missing = true;
        nothingIsRemoved(Outcome.UNREACHABLE);
    }

    @Test
    void anEmptyRootRemovesNothingAndWarns() throws IOException {
        Files.move(watching.root.resolve("A"), folder.resolve("weg"));
        nothingIsRemoved(Outcome.EMPTY);
        assertThat(watching.source().asked()).isNull();
    }

    @Test
    void aRootWhoseListingBreaksOffRemovesNothing() throws IOException {
        watching.tree.breaking.add("");
        nothingIsRemoved(Outcome.UNREACHABLE);
    }

    @Test
    void aRootOnAnotherStoreRemovesAndBringsNothingUntilItIsConfirmedAgain() throws IOException {
        watching.tree.store = "overlay overlay";
        watching.delete("A/Teil/3.txt");
        watching.write("A/neu.txt", "Neu.");
        nothingIsRemoved(Outcome.MOVED);

        watching.confirm("A");
        assertThat(watching.last().outcome()).isEqualTo(Outcome.DONE);
        assertThat(watching.names()).contains("A/neu.txt").doesNotContain("A/Teil/3.txt");
    }

    @Test
    void aFileThatIsDeniedIsUnreadableNotRemoved() throws IOException {
        watching.tree.denied.add("A/Teil/3.txt");
        watching.write("A/Teil/3.txt", "Nummer drei, geändert.");

        Counts counts = watching.scan();
        assertThat(counts.unreadable()).isEqualTo(1);
        assertThat(counts.removed()).isZero();
        assertThat(watching.documents()).hasSize(FILES);
        assertThat(watching.sources.files(watching.source(), "unreadable", null, 10))
                .extracting(Sources.Listed::path)
                .containsExactly("A/Teil/3.txt");

        watching.tree.denied.clear();
        assertThat(watching.scan().changed()).isEqualTo(1);
        assertThat(watching.sources.files(watching.source(), "unreadable", null, 10))
                .isEmpty();
    }

    @Test
    void aFileThatBreaksWhileItIsReadIsUnreadableAndTriedAgain() throws IOException {
        watching.write("A/Teil/neu.txt", "Etwas Neues, das lang genug ist.");
        watching.tree.broken.add("A/Teil/neu.txt");
        assertThat(watching.scan().unreadable()).isEqualTo(1);
        assertThat(watching.documents()).hasSize(FILES);

        watching.tree.broken.clear();
        assertThat(watching.scan().added()).isEqualTo(1);
    }

    @Test
    void attributesThatAreDeniedAreUnreadableNotRemoved() {
        watching.tree.unknown.add("A/Teil/3.txt");
        Counts counts = watching.scan();
        assertThat(counts.unreadable()).isEqualTo(1);
        assertThat(counts.removed()).isZero();
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void aFolderThatIsDeniedKeepsAllBelow() {
        watching.tree.denied.add("A/Teil");
        ScanRecord scan = watching.record();
        assertThat(scan.counts().removed()).isZero();
        assertThat(scan.counts().unreadable()).isEqualTo(1);
        assertThat(watching.source().asked()).isNull();
        assertThat(watching.documents()).hasSize(FILES);
        assertThat(scan.warnings()).isNotEmpty();

        watching.tree.denied.clear();
        assertThat(watching.scan().unchanged()).isEqualTo(FILES);
        assertThat(watching.sources.files(watching.source(), "unreadable", null, 10))
                .isEmpty();
    }

    @Test
    void aFolderWhoseListingBreaksOffKeepsAllBelow() {
        watching.tree.breaking.add("A/Teil");
        assertThat(watching.scan().removed()).isZero();
        assertThat(watching.source().asked()).isNull();
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void aTopFolderOfWhichNothingCanBeToldKeepsAllBelow() {
        watching.tree.unknown.add("A");
        assertThat(watching.scan().removed()).isZero();
        assertThat(watching.source().asked()).isNull();
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void aFifthMayGo() throws IOException {
        watching.delete("A/Teil/1.txt");
        watching.delete("A/Teil/2.txt");
        assertThat(watching.scan().removed()).isEqualTo(2);
        assertThat(watching.documents()).hasSize(FILES - 2);
    }

    private void vanish(int number) throws IOException {
        for (int at = 0; at < number; at++) {
            watching.delete("A/Teil/" + at + ".txt");
        }
        ScanRecord scan = watching.record();
        assertThat(scan.counts().removed()).isZero();
        assertThat(scan.warnings()).anyMatch(text -> text.contains(number + " von 10 Dateien sind verschwunden"));
        assertThat(watching.source().asked()).isNotNull();
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void moreThanAFifthWaitsForAPersonAlsoAfterARestart() throws Exception {
        vanish(3);
        watching.close();
        watching = new Watching(folder);
        watching.scan();
        assertThat(watching.source().asked()).isNotNull();
        assertThat(watching.documents()).hasSize(FILES);
        assertThat(watching.sources.files(watching.source(), "gone", null, 10)).hasSize(3);

        assertThat(watching.sources.decide("admin", watching.source(), true)).isInstanceOf(Answer.Done.class);
        watching.scan();
        assertThat(watching.documents()).hasSize(FILES - 3);
        assertThat(watching.source().asked()).isNull();
    }

    @Test
    void whatComesBackWhileSomebodyIsAskedStays() throws IOException {
        vanish(3);
        watching.write("A/Teil/1.txt", "Nummer 1");
        assertThat(watching.sources.decide("admin", watching.source(), true)).isInstanceOf(Answer.Done.class);
        watching.scan();
        assertThat(watching.names()).contains("A/Teil/1.txt").doesNotContain("A/Teil/0.txt", "A/Teil/2.txt");
    }

    @Test
    void theQuestionIsOverWhenEverythingIsBack() throws IOException {
        vanish(3);
        for (int at = 0; at < 3; at++) {
            watching.write("A/Teil/" + at + ".txt", "Nummer " + at);
        }
        watching.scan();
        assertThat(watching.source().asked()).isNull();
        assertThat(watching.documents()).hasSize(FILES);
        assertThat(watching.sources.decide("admin", watching.source(), true)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void fewerFilesWaitTooOnceSomebodyIsAsked() throws IOException {
        vanish(3);
        watching.write("A/Teil/0.txt", "Nummer 0");
        watching.write("A/Teil/1.txt", "Nummer 1");
        watching.scan();
        assertThat(watching.source().asked()).isNotNull();
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void whatSomebodyWantedToKeepStaysAndIsNotAskedAboutAgain() throws IOException {
        vanish(3);
        watching.sources.decide("admin", watching.source(), false);
        for (int round = 0; round < 2; round++) {
            watching.scan();
            assertThat(watching.source().asked()).isNull();
            assertThat(watching.documents()).hasSize(FILES);
        }
        watching.write("A/Teil/0.txt", "Nummer 0");
        assertThat(watching.scan().added()).isZero();
        watching.delete("A/Teil/0.txt");
        assertThat(watching.scan().removed()).isEqualTo(1);
        assertThat(watching.documents()).hasSize(FILES - 1);
    }

    @Test
    void aDecisionIsNotCarriedOutWhileTheRootIsMissing() throws IOException {
        vanish(3);
        watching.tree.missing = true;
        watching.sources.decide("admin", watching.source(), true);
        nothingIsRemoved(Outcome.UNREACHABLE);
        watching.tree.missing = false;
        watching.scan();
        assertThat(watching.documents()).hasSize(FILES - 3);
    }

    @Test
    void aScanThatWasStoppedInTheMiddleRemovesNothingAndTheNextOneGoesOn() throws Exception {
        for (int number = 0; number < 40; number++) {
            watching.write("A/mehr/" + number + ".txt", "Mehr " + number);
        }
        watching.tree.onRead = path -> {
            if (path.endsWith("/17.txt")) {
                watching.sources.pause("admin", watching.source());
            }
        };
        ScanRecord scan = watching.record();
        assertThat(scan.outcome()).isEqualTo(Outcome.STOPPED);
        watching.close();

        watching = new Watching(folder);
        watching.sources.resume("admin", watching.source());
        watching.scan();
        assertThat(watching.documents()).hasSize(FILES + 40);
        assertThat(watching.last().counts().removed()).isZero();
        try (Stream<Path> left = Files.walk(folder.resolve("data/originals"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("arriving")))
                    .isEmpty();
        }
    }

    /// Otherwise it would bring what somebody has just said is not to be brought.
    @Test
    void aMappingThatIsPutRightStopsTheScanThatFollowsTheOldOne() throws Exception {
        for (int number = 0; number < 40; number++) {
            watching.write("Geheim/" + number + ".txt", "Personalakte " + number);
        }
        watching.confirm("A");
        watching.tree.onRead = path -> {
            if (path.startsWith("Geheim/") && watching.source().mapping().containsKey("Geheim")) {
                List<Sources.Wish> right = List.of(new Sources.Wish("A", "A", null));
                watching.sources.confirm("admin", watching.source(), right, List.of());
            }
        };
        watching.sources.confirm(
                "admin",
                watching.source(),
                List.of(new Sources.Wish("A", "A", null), new Sources.Wish("Geheim", null, "Geheim")),
                List.of());
        watching.awaitIdle();

        assertThat(watching.sources.standing(watching.source(), 5).scans())
                .extracting(ScanRecord::outcome)
                .startsWith(Outcome.DONE, Outcome.STOPPED);
        assertThat(watching.names()).noneMatch(name -> name.startsWith("Geheim"));
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void aPausedSourceIsLeftAlone() throws IOException {
        watching.sources.pause("admin", watching.source());
        watching.delete("A/Teil/1.txt");
        int scans = watching.last().number();
        watching.sources.attempt(watching.source().id());
        assertThat(watching.last().number()).isEqualTo(scans);
        assertThat(watching.sources.scan(watching.source())).isInstanceOf(Answer.Refused.class);
        assertThat(watching.documents()).hasSize(FILES);
    }

    @Test
    void aCollectionThatWasDeletedTakesItsMappingAlong() throws Exception {
        watching.settle();
        var collection = watching.collections.find("A").orElseThrow();
        watching.removal.collection(
                new de.fundstelle.access.Person(
                        "admin", "admin", de.fundstelle.access.Role.ADMINISTRATOR, java.util.Set.of()),
                collection);
        ScanRecord scan = watching.record();
        assertThat(scan.outcome()).isEqualTo(Outcome.DONE);
        assertThat(scan.unmapped()).containsExactly("A");
        assertThat(watching.collections.all()).isEmpty();
    }

    /// Whoever reads the folder above was never meant to read this one.
    @Test
    void aFolderWhoseCollectionWasDeletedDoesNotFallToTheFolderAbove() throws Exception {
        watching.confirm("A", "A/Teil");
        watching.settle();
        var inner = watching.collections.find("A Teil").orElseThrow();
        watching.removal.collection(
                new de.fundstelle.access.Person(
                        "admin", "admin", de.fundstelle.access.Role.ADMINISTRATOR, java.util.Set.of()),
                inner);
        watching.write("A/offen.txt", "Für alle");

        ScanRecord scan = watching.record();
        watching.settle();

        assertThat(scan.unmapped()).containsExactly("A/Teil");
        assertThat(watching.names()).containsExactly("A/offen.txt");

        watching.confirm("A");
        watching.settle();
        assertThat(watching.last().unmapped())
                .as("also when it is confirmed anew")
                .containsExactly("A/Teil");
        assertThat(watching.names()).containsExactly("A/offen.txt");
    }

    @Test
    void aFolderThatIsEmptyLikeAShareThatIsNotMountedRemovesNothingUntilSomebodyDecides() throws Exception {
        moreFiles();
        for (int number = 0; number < FILES; number++) {
            watching.delete("A/Teil/" + number + ".txt");
        }
        ScanRecord scan = watching.record();
        assertThat(scan.counts().removed()).isZero();
        assertThat(scan.warnings())
                .anyMatch(warning -> warning.contains("„A/Teil“") && warning.contains("eingebunden"));
        assertThat(watching.source().asked()).isNotNull();
        assertThat(watching.documents()).hasSize(FILES + MORE);

        watching.sources.decide("admin", watching.source(), true);
        watching.record();
        assertThat(watching.documents()).hasSize(MORE);
    }

    @Test
    void aSmallFolderMayBeClearedWithoutAQuestion() throws Exception {
        moreFiles();
        watching.delete("B/0/eins.txt");
        assertThat(watching.scan().removed()).isEqualTo(1);
        assertThat(watching.source().asked()).isNull();
    }

    private void moreFiles() throws Exception {
        for (int number = 0; number < MORE; number++) {
            watching.write("B/" + number + "/eins.txt", "Weitere Nummer " + number);
        }
        watching.confirm("A", "B");
        watching.settle();
        assertThat(watching.documents()).hasSize(FILES + MORE);
    }

    @Test
    void aFolderThatIsNotThereIsNotMapped() throws IOException {
        Files.createDirectories(watching.root.resolve("Bu\u0308rgerbu\u0308ro/Satzungen"));
        assertThat(refusal("B")).contains("„B“", "Probelauf");
        assertThat(refusal("a")).contains("„a“");
        assertThat(refusal("A/Teil/3.txt")).contains("3.txt");
        assertThat(refusal("../share/A")).contains("gibt es");
        assertThat(watching.source().mapping()).containsOnlyKeys("A");

        watching.confirm("\\B\u00fcrgerb\u00fcro\\Satzungen\\", "./A//Teil");
        assertThat(watching.source().mapping()).containsOnlyKeys("B\u00fcrgerb\u00fcro/Satzungen", "A/Teil");

        Files.move(watching.root, folder.resolve("weg"));
        assertThat(refusal("A")).contains("eingebunden");
    }

    private String refusal(String wished) {
        Answer answer = watching.sources.confirm(
                "admin", watching.source(), List.of(new Sources.Wish(wished, "A", null)), List.of());
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).advice();
    }
}
