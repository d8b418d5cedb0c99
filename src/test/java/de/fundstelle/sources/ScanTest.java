// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a scan brings, follows and leaves alone.
@Timeout(120)
class ScanTest {

    @TempDir
    private Path folder;

    private Watching watching;

    @BeforeEach
    void open() throws IOException {
        watching = new Watching(folder);
    }

    @AfterEach
    void close() throws Exception {
        watching.close();
    }

    @Test
    void nothingIsReadBeforeSomebodyConfirmed() throws Exception {
        watching.write("Bauamt/satzung.txt", "Die Stellplatzsatzung gilt.");
        watching.sources.attempt(watching.source().id());

        assertThat(watching.tree.reads).isZero();
        assertThat(watching.documents()).isEmpty();
        assertThat(watching.collections.all()).isEmpty();
        assertThat(watching.source().report()).isNotNull();
        assertThat(watching.sources.standing(watching.source(), 5).scans()).isEmpty();
    }

    @Test
    void onlyMappedFoldersAreTakenIn() throws Exception {
        watching.write("Bauamt/satzung.txt", "Die Stellplatzsatzung gilt.");
        watching.write("Bauamt/Pläne/plan.txt", "Der Bebauungsplan Nord.");
        watching.write("Ordnungsamt/hund.txt", "Die Hundeverordnung.");
        watching.write("lose.txt", "Liegt im Ordner selbst.");

        Counts counts = watching.confirm("Bauamt");

        assertThat(counts.added()).isEqualTo(2);
        assertThat(watching.names()).containsExactly("Bauamt/Pläne/plan.txt", "Bauamt/satzung.txt");
        assertThat(watching.last().unmapped()).containsExactly("Ordnungsamt");
        assertThat(watching.collections.find("Bauamt").orElseThrow().grants()).isEmpty();
        watching.settle();
        assertThat(watching.found("Bebauungsplan")).containsExactly("Bauamt/Pläne/plan.txt");
        assertThat(watching.found("Hundeverordnung")).isEmpty();
    }

    @Test
    void aDeeperMappingGoesBeforeTheFolderAboveAndTheRootsFilesAreMappedByTheEmptyName() throws Exception {
        watching.write("Amt/a.txt", "Eins.");
        watching.write("Amt/Satzungen/b.txt", "Zwei.");
        watching.write("Andere/Satzungen/c.txt", "Drei.");
        watching.write("wurzel.txt", "Vier.");

        watching.confirm("", "Amt", "Amt/Satzungen", "Andere/Satzungen");

        assertThat(watching.document("Amt/Satzungen/b.txt").collection())
                .isEqualTo(
                        watching.collections.find("Amt Satzungen").orElseThrow().id());
        assertThat(watching.document("wurzel.txt").collection())
                .isEqualTo(watching.collections.find("Wurzel").orElseThrow().id());
        assertThat(watching.names()).hasSize(4);
    }

    @Test
    void aSecondScanReadsNothing() throws Exception {
        watching.write("A/eins.txt", "Eins.");
        watching.write("A/zwei.txt", "Zwei.");
        watching.confirm("A");
        int reads = watching.tree.reads;

        Counts counts = watching.scan();

        assertThat(watching.tree.reads).isEqualTo(reads);
        assertThat(counts.unchanged()).isEqualTo(2);
        assertThat(counts.added() + counts.changed() + counts.removed()).isZero();
    }

    @Test
    void aTouchedFileIsComparedByItsContentAndNotReadAgain() throws Exception {
        Path file = watching.write("A/eins.txt", "Eins.");
        watching.confirm("A");
        watching.settle();
        int imports = watching.imports();
        String version = watching.document("A/eins.txt").version();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));

        assertThat(watching.scan().unchanged()).isEqualTo(1);
        assertThat(watching.imports()).isEqualTo(imports);
        assertThat(watching.document("A/eins.txt").version()).isEqualTo(version);
        int reads = watching.tree.reads;
        watching.scan();
        assertThat(watching.tree.reads).isEqualTo(reads);
    }

    @Test
    void aChangedFileBecomesAnotherVersionOfItsDocument() throws Exception {
        watching.write("A/eins.txt", "Die alte Gebühr.");
        watching.confirm("A");
        watching.settle();
        LibraryDocument before = watching.document("A/eins.txt");
        watching.write("A/eins.txt", "Die neue Abgabe, länger.");

        assertThat(watching.scan().changed()).isEqualTo(1);
        watching.settle();
        assertThat(watching.document("A/eins.txt").id()).isEqualTo(before.id());
        assertThat(watching.found("Abgabe")).containsExactly("A/eins.txt");
        assertThat(watching.found("Gebühr")).isEmpty();
    }

    @Test
    void aChangeOfTheSameSizeInTheSameMomentIsStillSeen() throws Exception {
        Path file = watching.write("A/eins.txt", "Gebühr 1");
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, now);
        watching.confirm("A");
        Files.writeString(file, "Gebühr 2");
        Files.setLastModifiedTime(file, now);

        assertThat(watching.scan().changed()).isEqualTo(1);
    }

    @Test
    void aRenamedFileKeepsItsDocumentAndIsNotReadAgain() throws Exception {
        watching.write("A/alt/eins.txt", "Die Sondernutzung kostet.");
        watching.write("A/zwei.txt", "Zwei.");
        watching.confirm("A");
        watching.settle();
        LibraryDocument before = watching.document("A/alt/eins.txt");
        int imports = watching.imports();
        watching.move("A/alt/eins.txt", "A/neu/anders.txt");

        Counts counts = watching.scan();

        assertThat(counts.renamed()).isEqualTo(1);
        assertThat(counts.added() + counts.removed()).isZero();
        LibraryDocument after = watching.document("A/neu/anders.txt");
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.title()).isEqualTo("A/neu/anders.txt");
        assertThat(watching.imports()).isEqualTo(imports);
        assertThat(watching.found("Sondernutzung")).containsExactly("A/neu/anders.txt");
        assertThat(watching.scan().unchanged()).isEqualTo(2);
        watching.write("A/neu/anders.txt", "Die Sondernutzung ist frei geworden.");
        assertThat(watching.scan().changed()).isEqualTo(1);
        watching.settle();
        assertThat(watching.document("A/neu/anders.txt").id()).isEqualTo(before.id());
        assertThat(watching.names()).hasSize(2);
    }

    @Test
    void aRenamedPackageTakesWhatLiesInItAlong() throws Exception {
        Path zip = watching.root.resolve("A/paket.zip");
        Files.createDirectories(zip.getParent());
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new java.util.zip.ZipEntry("innen.txt"));
            out.write("Die Friedhofsordnung ruht.".getBytes(StandardCharsets.UTF_8));
        }
        Watching.aged(zip);
        watching.confirm("A");
        watching.settle();
        assertThat(watching.found("Friedhofsordnung")).containsExactly("A/paket.zip/innen.txt");
        watching.move("A/paket.zip", "A/umbenannt.zip");

        assertThat(watching.scan().renamed()).isEqualTo(1);
        assertThat(watching.found("Friedhofsordnung")).containsExactly("A/umbenannt.zip/innen.txt");
        assertThat(watching.names()).containsExactly("A/umbenannt.zip", "A/umbenannt.zip/innen.txt");
    }

    @Test
    void aCopyIsNoRenaming() throws Exception {
        watching.write("A/eins.txt", "Gleicher Inhalt.");
        watching.confirm("A");
        watching.write("A/kopie.txt", "Gleicher Inhalt.");

        Counts counts = watching.scan();

        assertThat(counts.added()).isEqualTo(1);
        assertThat(counts.renamed()).isZero();
        assertThat(watching.names()).containsExactly("A/eins.txt", "A/kopie.txt");
    }

    @Test
    void aRenamedFolderAsksNobodyEvenIfEverythingLiesInIt() throws Exception {
        for (int number = 0; number < 12; number++) {
            watching.write("A/vorher/" + number + ".txt", "Nummer " + number);
        }
        watching.confirm("A");
        watching.settle();
        watching.move("A/vorher", "A/nachher");

        ScanRecord scan = watching.record();

        assertThat(scan.counts().renamed()).isEqualTo(12);
        assertThat(watching.source().asked()).isNull();
        assertThat(watching.names()).allMatch(name -> name.startsWith("A/nachher/"));
    }

    @Test
    void aFileThatMovesToAnotherCollectionIsRemovedThereAndAddedHere() throws Exception {
        for (int number = 0; number < 6; number++) {
            watching.write("A/" + number + ".txt", "Nummer " + number);
        }
        watching.write("B/b.txt", "B.");
        watching.confirm("A", "B");
        watching.settle();
        watching.move("A/3.txt", "B/3.txt");

        Counts counts = watching.scan();

        assertThat(counts.added()).isEqualTo(1);
        assertThat(counts.removed()).isEqualTo(1);
        assertThat(watching.document("B/3.txt").collection())
                .isEqualTo(watching.collections.find("B").orElseThrow().id());
        assertThat(watching.names()).doesNotContain("A/3.txt");
    }

    @Test
    void aDeletedFileTakesItsDocumentAlong() throws Exception {
        for (int number = 0; number < 10; number++) {
            watching.write("A/" + number + ".txt", "Verordnung Nummer " + number);
        }
        watching.confirm("A");
        watching.settle();
        watching.delete("A/7.txt");

        Counts counts = watching.scan();

        assertThat(counts.removed()).isEqualTo(1);
        assertThat(watching.names()).hasSize(9).doesNotContain("A/7.txt");
        assertThat(watching.found("Verordnung")).hasSize(9);
        assertThat(watching.journal.newest(java.util.Optional.empty(), java.util.Optional.of("SOURCE_SCANNED"), 1))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.result())
                            .contains("removed 1", "unchanged 9")
                            .doesNotContain("txt");
                    assertThat(entry.actor()).isEqualTo("system");
                });
    }

    @Test
    void whatIsNotTakenInAnyMoreGoesWithoutAQuestion() throws Exception {
        for (int number = 0; number < 6; number++) {
            watching.write("A/" + number + ".txt", "Nummer " + number);
            watching.write("B/" + number + ".bak", "Sicherung " + number);
        }
        watching.confirm("A", "B");
        assertThat(watching.names()).hasSize(12);

        Counts counts = watching.confirm(java.util.List.of("*.bak"), "A", "B");
        assertThat(watching.names()).hasSize(6).allMatch(name -> name.startsWith("A/"));
        assertThat(watching.source().asked()).isNull();
        assertThat(counts.skipped()).isEqualTo(6);

        watching.confirm("B");
        assertThat(watching.names()).hasSize(6).allMatch(name -> name.startsWith("B/"));
    }

    @Test
    void anotherCollectionForAFolderTakesItsFilesAlong() throws Exception {
        watching.write("A/eins.txt", "Eins.");
        watching.confirm("A");
        String before = watching.document("A/eins.txt").id();
        var other = watching.collection("Andere");

        watching.sources.confirm(
                "admin",
                watching.source(),
                java.util.List.of(new Sources.Wish("A", other.id(), null)),
                java.util.List.of());
        watching.scan();

        assertThat(watching.names()).containsExactly("A/eins.txt");
        assertThat(watching.document("A/eins.txt").collection()).isEqualTo(other.id());
        assertThat(watching.ingest.library().document(before)).isEmpty();
    }

    @Test
    void whatIsNoRegularFileIsNeitherOpenedNorFollowed() throws Exception {
        watching.write("A/eins.txt", "Eins.");
        Path secret = Files.createDirectories(folder.resolve("ausserhalb"));
        Files.writeString(secret.resolve("geheim.txt"), "Geheimes von anderswo.");
        Files.createSymbolicLink(watching.root.resolve("A/link.txt"), secret.resolve("geheim.txt"));
        Files.createSymbolicLink(watching.root.resolve("A/ordner"), secret);
        Files.createSymbolicLink(watching.root.resolve("A/kreis"), watching.root);
        Files.createSymbolicLink(watching.root.resolve("A/tot"), Path.of("nirgends"));
        assertThat(new ProcessBuilder(
                                "mkfifo", watching.root.resolve("A/pipe.txt").toString())
                        .start()
                        .waitFor())
                .isZero();

        Counts counts = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> watching.confirm("A"));

        assertThat(watching.names()).containsExactly("A/eins.txt");
        assertThat(counts.skipped()).isEqualTo(5);
        assertThat(watching.sources.files(watching.source(), "skipped", null, 10))
                .extracting(Sources.Listed::path)
                .contains("A/pipe.txt", "A/kreis");
    }

    @Test
    void aFileThatBecomesALinkTakesItsDocumentAlong() throws Exception {
        for (int number = 0; number < 6; number++) {
            watching.write("A/" + number + ".txt", "Nummer " + number);
        }
        watching.confirm("A");
        Path elsewhere = Files.writeString(folder.resolve("anderswo.txt"), "Geheim.");
        watching.delete("A/3.txt");
        Files.createSymbolicLink(watching.root.resolve("A/3.txt"), elsewhere);

        assertThat(watching.scan().removed()).isEqualTo(1);
        assertThat(watching.names()).doesNotContain("A/3.txt");
    }

    @Test
    void filesOfProgramsHaveDefinedEnds() throws Exception {
        for (String name : Set.of(
                "~$brief.docx",
                ".~lock.brief.odt#",
                "Thumbs.db",
                "desktop.ini",
                ".DS_Store",
                "._brief.docx",
                "x.tmp",
                "Verweis.lnk",
                "Postfach.PST",
                "mail.ost",
                "setup.exe",
                "film.mp4")) {
            watching.write("A/" + name, "x");
        }
        watching.write("A/$RECYCLE.BIN/weg.txt", "weg");
        watching.write("A/.snapshot/gestern.txt", "gestern");
        watching.write("A/brief.txt", "Ein Brief.");

        Counts counts = watching.confirm("A");

        assertThat(watching.names()).containsExactly("A/brief.txt");
        assertThat(counts.skipped()).isEqualTo(14);
        assertThat(watching.sources.files(watching.source(), "skipped", null, 100))
                .hasSize(14)
                .allSatisfy(file -> assertThat(file.reason()).isNotBlank());
        assertThat(watching.scan().skipped()).isEqualTo(14);
    }

    @Test
    void aTooLargeFileIsRefusedLikeAnUploadWithoutBeingRead() throws Exception {
        watching.write("A/gross.txt", "x".repeat((1 << 20) + 1));

        Counts counts = watching.confirm("A");

        assertThat(counts.refused()).isEqualTo(1);
        assertThat(watching.tree.reads).isZero();
        assertThat(watching.document("A/gross.txt").state()).isEqualTo(State.REFUSED);
        assertThat(watching.document("A/gross.txt").reason()).isEqualTo("Die Datei ist größer als 1 MB.");
        int imports = watching.imports();
        assertThat(watching.scan().refused()).isEqualTo(1);
        assertThat(watching.imports()).isEqualTo(imports);
        watching.write("A/gross.txt", "Jetzt klein.");
        assertThat(watching.scan().changed()).isEqualTo(1);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsTriedAgain() throws Exception {
        watching.write("A/waechst.txt", "Anfang");
        watching.tree.onRead = path -> Files.writeString(watching.root.resolve(path), "Anfang und mehr");

        assertThat(watching.confirm("A").changing()).isEqualTo(1);
        assertThat(watching.documents()).isEmpty();

        watching.tree.onRead = path -> {};
        assertThat(watching.scan().added()).isEqualTo(1);
        watching.settle();
        assertThat(watching.found("mehr")).containsExactly("A/waechst.txt");
    }

    @Test
    void namesOfAllKindsHaveOneDocumentEach() throws Exception {
        watching.write("A/mit\nUmbruch.txt", "Umbruch.");
        watching.write("A/Ma\u0308rz.txt", "Zerlegt.");
        watching.write("A/März.txt", "Zusammengesetzt.");
        watching.write("A/100%.txt", "Prozent.");
        watching.write("A/rück\\strich.txt", "Rückstrich.");
        watching.write("A/" + "l".repeat(240) + "/" + "m".repeat(240) + "/" + "n".repeat(200) + ".txt", "Lang.");
        watching.write("A/ /b.txt", "Leerzeichen.");
        byte[] latin = "B\u00fccherei.txt".getBytes(StandardCharsets.ISO_8859_1);
        raw("A", latin, "Aus alter Zeit.");

        Counts counts = watching.confirm("A");

        assertThat(counts.added()).isEqualTo(8);
        assertThat(watching.documents()).hasSize(8);
        assertThat(watching.names())
                .contains(
                        "A/mitUmbruch.txt",
                        "A/März.txt",
                        "A/100%.txt",
                        "A/rück_strich.txt",
                        "A/Bücherei.txt",
                        "A/_/b.txt")
                .allMatch(name -> name.length() <= 500);
        assertThat(watching.scan().unchanged()).isEqualTo(8);
        assertThat(watching.scan().removed()).isZero();
    }

    @Test
    void aFileWithABrokenNameIsKnownToBeGone() throws Exception {
        byte[] latin = "B\u00fccherei.txt".getBytes(StandardCharsets.ISO_8859_1);
        for (int number = 0; number < 6; number++) {
            watching.write("A/" + number + ".txt", "Nummer " + number);
        }
        raw("A", latin, "Aus alter Zeit.");
        watching.confirm("A");
        assertThat(watching.names()).contains("A/Bücherei.txt");
        Files.delete(FilePath.resolve(watching.root, "A/" + FilePath.ofBytes(latin)));

        assertThat(watching.scan().removed()).isEqualTo(1);
        assertThat(watching.names()).hasSize(6);
    }

    private void raw(String in, byte[] name, String text) throws IOException {
        Path file = FilePath.resolve(watching.root, in + "/" + FilePath.ofBytes(name));
        Files.writeString(file, text);
        Watching.aged(file);
    }

    @Test
    void aDocumentDeletedByHandStaysDeletedUntilItsFileChanges() throws Exception {
        watching.write("A/eins.txt", "Eins.");
        watching.confirm("A");
        watching.settle();
        watching.removal.documents(
                "admin", java.util.List.of(watching.document("A/eins.txt").id()));

        watching.scan();
        assertThat(watching.documents()).isEmpty();
        watching.write("A/eins.txt", "Eins, geändert.");
        watching.scan();
        assertThat(watching.names()).containsExactly("A/eins.txt");
    }

    @Test
    void aTreeThatIsTooDeepHasAnEnd() throws Exception {
        StringBuilder path = new StringBuilder("A");
        for (int depth = 0; depth < Walk.DEEPEST + 5; depth++) {
            path.append("/t");
        }
        watching.write(path + "/unten.txt", "Ganz unten.");
        watching.write("A/oben.txt", "Oben.");

        watching.confirm("A");

        assertThat(watching.names()).containsExactly("A/oben.txt");
        assertThat(watching.last().outcome()).isEqualTo(ScanRecord.Outcome.DONE);
    }
}
