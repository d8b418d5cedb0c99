// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static de.fundstelle.ingest.Workshop.bytes;
import static de.fundstelle.ingest.Workshop.send;
import static de.fundstelle.ingest.Workshop.settle;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class IngestTest {

    private static final String DOGS = "Die Hundesteuer beträgt 60 Euro im Jahr.";
    private static final String GRAVES = "Grabstätten werden für 25 Jahre verliehen.";

    @TempDir
    Path folder;

    @Test
    void theSameBytesTwiceAreTwoDocumentsOverOneOriginal() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            List<Import> imports = send(ingest, "a.txt", DOGS, "b.txt", DOGS);
            assertThat(workshop.originals.all()).hasSize(1);
            settle(ingest);
            assertThat(workshop.documents()).extracting(LibraryDocument::state).containsOnly(State.COMPLETE);
            assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt", "b.txt");
            ingest.delete("test", imports.getFirst().document());
            assertThat(workshop.found("Hundesteuer")).containsExactly("b.txt");
            assertThat(workshop.originals.all()).hasSize(1);
            ingest.delete("test", imports.getLast().document());
            assertThat(workshop.found("Hundesteuer")).isEmpty();
            assertThat(workshop.originals.all()).isEmpty();
        }
    }

    @Test
    void versionsFollowEachOtherAndTheOneThatWasReadServes() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            String document = send(ingest, "a.txt", DOGS).getFirst().document();
            settle(ingest);
            String original = workshop.document(document).original();

            assertThat(send(ingest, "a.txt", DOGS)).singleElement().satisfies(one -> {
                assertThat(one.state()).isEqualTo(State.UNCHANGED);
                assertThat(one.document()).isEqualTo(document);
            });

            Import refused = send(ingest, "a.txt", "").getFirst();
            settle(ingest);
            assertThat(workshop.library
                            .withIds(List.of(refused.id()))
                            .getFirst()
                            .state())
                    .isEqualTo(State.REFUSED);
            assertThat(workshop.document(document).state()).isEqualTo(State.COMPLETE);
            assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
            assertThat(workshop.originals.all())
                    .as("and the refused file, which can be tried again")
                    .contains(original)
                    .hasSize(2);

            send(ingest, "a.txt", GRAVES);
            settle(ingest);
            assertThat(workshop.found("Hundesteuer")).isEmpty();
            assertThat(workshop.found("Grabstätten")).containsExactly("a.txt");
            assertThat(workshop.documents()).hasSize(1);
            assertThat(workshop.originals.all())
                    .as("nobody needs the old version any more")
                    .hasSize(1)
                    .doesNotContain(original);
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            Upload upload = ingest.receive("riesig.txt", endless());
            assertThat(files(folder.resolve("originals"))).isEmpty();
            assertThat(ingest.accept("test", Workshop.COLLECTION, List.of(upload)))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.state()).isEqualTo(State.REFUSED);
                        assertThat(one.reason()).contains("1 MB");
                        assertThat(one.advice()).contains("ingest.max-size");
                    });
        }
    }

    @Test
    void whatIsNotAcceptedLeavesNothing() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            Upload upload = ingest.receive("a.txt", bytes(DOGS));
            ingest.discard(List.of(upload));
            assertThat(files(folder.resolve("originals"))).isEmpty();
            assertThat(workshop.documents()).isEmpty();
        }
    }

    @Test
    @org.junit.jupiter.api.Timeout(60)
    void documentsThatAnOlderProgramHasReadAreLookedAtForFacts() throws Exception {
        String statute =
                "Marktsatzung der Stadt Au\n\n§ 1 Inkrafttreten\n\nDiese Satzung tritt am 01.01.2013 in Kraft.";
        String id;
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            id = send(ingest, "a.txt", statute).getFirst().document();
            settle(ingest);
            assertThat(ingest.facts().of(id)).isNotEmpty();
        }
        try (Workshop workshop = Workshop.open(folder)) {
            workshop.database.change(handle -> {
                handle.execute("DELETE FROM described");
                handle.execute("DELETE FROM fact");
                handle.execute("DELETE FROM stem");
            });
            assertThat(new de.fundstelle.facts.Facts(workshop.database, java.time.Clock.systemUTC(), workshop.journal)
                            .of(id))
                    .isEmpty();
            try (Ingest ingest = workshop.ingest()) {
                while (!ingest.facts().unseen(1).isEmpty()) {
                    Thread.onSpinWait();
                }
                assertThat(ingest.facts().of(id))
                        .anySatisfy(fact -> assertThat(fact.value()).isEqualTo("2013-01-01"));
            }
        }
    }

    @Test
    void whatWasBeingReadInACrashIsReadAgain() throws Exception {
        try (Workshop workshop = Workshop.open(folder)) {
            workshop.accept("a.txt", DOGS);
            assertThat(workshop.ledger.claim(10)).hasSize(1);
            assertThat(workshop.ledger.claim(10)).isEmpty();
        }
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            settle(ingest);
            assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
        }
    }

    @Test
    void anIndexThatWasDeletedIsRebuiltWithoutTheOriginals() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            send(ingest, "a.txt", DOGS, "b.txt", GRAVES);
            settle(ingest);
        }
        delete(folder.resolve("index"));
        delete(folder.resolve("originals"));
        try (Workshop workshop = Workshop.open(folder)) {
            assertThat(workshop.found("Hundesteuer")).isEmpty();
            try (Ingest ingest = workshop.ingest()) {
                assertThat(ingest.library().waiting()).isZero();
                assertThat(ingest.drift()).isEqualTo(new Ingest.Drift(List.of(), List.of()));
                assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
                assertThat(workshop.found("Grabstätten")).containsExactly("b.txt");
            }
        }
    }

    @Test
    void whatTheDatabaseDoesNotKnowIsTakenOutOfTheIndex() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            String document = send(ingest, "a.txt", DOGS).getFirst().document();
            settle(ingest);
            workshop.database.change(handle -> handle.execute("DELETE FROM document"));
            assertThat(ingest.drift().surplus()).containsExactly(document);
            assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
        }
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            assertThat(workshop.found("Hundesteuer")).isEmpty();
            assertThat(ingest.drift().surplus()).isEmpty();
        }
    }

    @Test
    void documentsDeletedRightAfterTheyCameLeaveNothingBehind() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            List<String> texts = new ArrayList<>();
            for (int number = 0; number < 12; number++) {
                texts.add(number + ".txt");
                texts.add(DOGS + " Fassung " + number);
            }
            List<Import> imports = send(ingest, texts.toArray(String[]::new));
            for (Import one : imports) {
                ingest.delete("test", one.document());
                workshop.index.commit(); // whoever commits meanwhile shows nothing of it
                assertThat(workshop.found("Hundesteuer")).doesNotContain(one.name());
            }
            settle(ingest);
            send(ingest, "last.txt", GRAVES);
            settle(ingest);
            assertThat(workshop.index.versions()).hasSize(1);
            assertThat(workshop.originals.all()).hasSize(1);
        }
    }

    @Test
    void wordsOfADeletedDocumentLeaveTheDisk() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            List<Import> imports = send(ingest, "a.txt", DOGS, "b.txt", "Der Kater heißt Xanthippenfreund.");
            settle(ingest);
            assertThat(onDisk("xanthippenfreund")).isTrue();
            ingest.delete("test", imports.getLast().document());
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (onDisk("xanthippenfreund")) {
                assertThat(System.nanoTime()).as("still on the disk").isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
        }
    }

    /// Whether a word can be read in a file of index or database.
    private boolean onDisk(String word) throws IOException {
        for (Path file : files(folder)) {
            try {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .contains(word)) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                // removed by a merge while we looked
            }
        }
        return false;
    }

    @Test
    @org.junit.jupiter.api.Timeout(45) // a reader that nobody ends is silent for longer
    void endingInTheMiddleRefusesNothing() throws Exception {
        String document;
        try (Workshop workshop = Workshop.open(folder)) {
            try (Ingest ingest = workshop.ingest()) {
                Upload upload = ingest.receive("endlos.pdf", new ByteArrayInputStream(Samples.endlessPdf()));
                document = ingest.accept("test", Workshop.COLLECTION, List.of(upload))
                        .getFirst()
                        .document();
                long seen = 0;
                while (workshop.library
                                .imports(List.of(Workshop.COLLECTION), 1)
                                .getFirst()
                                .state()
                        != State.READING) {
                    seen = ingest.progress().await(seen, Duration.ofMillis(20));
                }
            }
            assertThat(workshop.document(document).state()).isEqualTo(State.WAITING);
            assertThat(workshop.library.imports(List.of(Workshop.COLLECTION), 1))
                    .singleElement()
                    .satisfies(one -> assertThat(one.reason()).isNull());
            assertThat(workshop.ledger.releaseAll())
                    .as("read again at the next start")
                    .isEqualTo(1);
        }
    }

    @Test
    void aDatabaseThatFailsForAWhileDoesNotEndTheReading() throws Exception {
        try (Workshop workshop = Workshop.open(folder);
                Ingest ingest = workshop.ingest()) {
            workshop.database.change(handle -> handle.execute("ALTER TABLE import RENAME TO hidden"));
            ingest.accept("test", Workshop.COLLECTION, List.of()); // wakes those who read
            workshop.database.change(handle -> handle.execute("ALTER TABLE hidden RENAME TO import"));
            send(ingest, "a.txt", DOGS);
            settle(ingest);
            assertThat(workshop.found("Hundesteuer")).containsExactly("a.txt");
        }
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
