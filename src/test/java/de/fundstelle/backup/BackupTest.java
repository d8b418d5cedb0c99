// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.audit.Journal;
import de.fundstelle.config.Settings;
import de.fundstelle.index.PassageIndex;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Originals;
import de.fundstelle.store.Database;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BackupTest {

    private static final String DOGS = "Die Hundesteuer beträgt 60 Euro im Jahr.";
    private static final String GRAVES = "Grabstätten werden für 25 Jahre verliehen.";

    @TempDir
    static Path filled;

    @TempDir
    Path folder;

    private Path target;
    private Running source;

    /// Read once and copied for each test, because a reader process takes a while to start.
    @BeforeAll
    static void fill() throws Exception {
        try (Running running = new Running(filled)) {
            running.take("a.txt", DOGS);
            running.take("b.txt", GRAVES);
            running.settle();
        }
    }

    @BeforeEach
    void open() throws IOException {
        target = folder.resolve("target");
        Path copy = folder.resolve("source");
        try (Stream<Path> files = Files.walk(filled)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(filled.relativize(file).toString()));
            }
        }
        source = new Running(copy);
    }

    @AfterEach
    void close() throws Exception {
        source.close();
    }

    @Test
    void whatIsRestoredHasTheSameDocumentsAndIsInOrder() throws Exception {
        List<LibraryDocument> before = source.documents();
        assertThat(source.verify(false).findings()).isEmpty();
        assertThat(Restore.into(target, backup(), Optional.empty()).originals()).isEqualTo(2);
        try (Running restored = new Running(target)) {
            assertThat(restored.documents()).hasSize(2).isEqualTo(before);
            assertThat(restored.index.versions()).hasSize(2);
            Verification.Report report = restored.verify(false);
            assertThat(report.findings()).isEmpty();
            assertThat(report.documents()).isEqualTo(2);
            assertThat(report.originals()).isEqualTo(2);
        }
    }

    @Test
    void documentsDeletedWhileTheBackupIsWrittenAreStillWholeInIt() throws Exception {
        String document = source.documents().getFirst().id();
        Path file = folder.resolve("backup.zip");
        try (OutputStream out = new DeletingStream(Files.newOutputStream(file), document)) {
            source.backup.write(out);
        }
        assertThat(source.originals.all()).as("gone when the backup is written").hasSize(1);
        Restore.into(target, file, Optional.empty());
        try (Running restored = new Running(target)) {
            assertThat(restored.documents()).hasSize(2);
            assertThat(restored.verify(false).findings()).isEmpty();
        }
    }

    @Test
    void aBackupThatBrokeOffIsTold() throws Exception {
        assertThat(Backup.whole(backup())).isTrue();
        Path broken = folder.resolve("broken.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(broken))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("VERSION"));
        }
        assertThat(Backup.whole(broken)).isFalse();
        Files.write(broken, new byte[] {'P', 'K'});
        assertThat(Backup.whole(broken)).isFalse();
    }

    @Test
    void aLostOriginalDoesNotMakeTheBackupWorthless() throws Exception {
        Files.writeString(source.originals.path(hash(0)), "etwas anderes");
        Restore.into(target, backup(), Optional.empty());
        try (Running restored = new Running(target)) {
            assertThat(restored.verify(false).findings())
                    .singleElement()
                    .asString()
                    .contains(hash(0), "missing");
        }
    }

    @Test
    void aDamagedOriginalInTheBackupIsRefusedAndLeavesTheTargetEmpty() throws Exception {
        Path damaged = changed(entries -> {
            entries.put("originals/" + hash(0), "etwas anderes".getBytes(StandardCharsets.UTF_8));
            return entries;
        });
        refused(damaged, "damaged");
    }

    @Test
    void aBackupThatLacksSomethingIsRefused() throws Exception {
        refused(changed(entries -> without(entries, "originals/" + hash(0))), "lacks originals");
        refused(changed(entries -> without(entries, "fundstelle.db")), "not complete");
        refused(changed(entries -> without(entries, "VERSION")), "not complete");
    }

    @Test
    void aBackupThatIsCutOffIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(backup());
        for (int part = 1; part < 8; part++) {
            Path cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length * part / 10));
            assertThatThrownBy(() -> Restore.into(target, cut, Optional.empty()))
                    .isInstanceOf(Restore.Refused.class);
            assertThat(target).isEmptyDirectory();
        }
    }

    @Test
    void foreignFilesAreRefused() throws Exception {
        refused(Files.writeString(folder.resolve("x.zip"), "kein ZIP"), "not a backup");
        refused(changed(entries -> Map.of("rechnung.pdf", new byte[10])), "it holds 'rechnung.pdf'");
        assertThatThrownBy(() -> Restore.into(target, folder.resolve("absent.zip"), Optional.empty()))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("absent.zip");
        refused(
                changed(entries -> {
                    entries.put("VERSION", "4".getBytes(StandardCharsets.UTF_8));
                    return entries;
                }),
                "layout 4");
    }

    @Test
    void namesThatLeadElsewhereWriteNothingThere() throws Exception {
        for (String name : List.of("../escaped", "originals/../../escaped", "/tmp/escaped", "originals//escaped")) {
            refused(
                    changed(entries -> {
                        Map<String, byte[]> more = new LinkedHashMap<>();
                        more.put(name, new byte[] {1});
                        more.putAll(entries);
                        return more;
                    }),
                    "");
            assertThat(folder.resolve("escaped")).doesNotExist();
        }
    }

    @Test
    void aTargetThatIsNotEmptyIsRefusedAndStaysAsItIs() throws Exception {
        Files.createDirectories(target);
        Files.writeString(target.resolve("mine.txt"), "meins");
        assertThatThrownBy(() -> Restore.into(target, backup(), Optional.empty()))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("not empty");
        assertThat(target).isDirectoryContaining("glob:**/mine.txt");
        try (var files = Files.list(target)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void verificationFindsWhatIsMissingChangedOrStrangeAndRepairsTheIndex() throws Exception {
        String document = source.documents().getFirst().id();
        source.index.remove(document);
        source.index.commit();
        Files.delete(source.originals.path(hash(0)));
        Files.writeString(source.originals.path(hash(1)), "etwas anderes");
        source.originals.place(source.originals
                .receive(new ByteArrayInputStream(new byte[] {1}), 10)
                .orElseThrow());
        Verification.Report report = source.verify(false);
        assertThat(report.findings())
                .hasSize(4)
                .anySatisfy(one -> assertThat(one).contains(hash(0), "missing or changed"))
                .anySatisfy(one -> assertThat(one).contains(hash(1), "missing or changed"))
                .anySatisfy(one -> assertThat(one).contains("no document needs it"))
                .anySatisfy(one -> assertThat(one).contains(document, "not in the index"));
        assertThat(report.repaired()).isZero();
        assertThat(source.verify(true).repaired()).isEqualTo(1);
        assertThat(source.index.versions()).containsKey(document);
        assertThat(source.verify(false).findings()).hasSize(3).noneMatch(one -> one.contains("index"));
    }

    private String hash(int number) {
        return String.valueOf(source.documents().get(number).original());
    }

    private Path backup() throws IOException {
        Path file = folder.resolve("backup.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            source.backup.write(out);
        }
        return file;
    }

    private void refused(Path file, String why) {
        assertThatThrownBy(() -> Restore.into(target, file, Optional.empty()))
                .isInstanceOf(Restore.Refused.class)
                .hasMessageContaining(why);
        assertThat(target).isEmptyDirectory();
    }

    private static Map<String, byte[]> without(Map<String, byte[]> entries, String name) {
        assertThat(entries.remove(name)).isNotNull();
        return entries;
    }

    /// The backup with other entries.
    private Path changed(UnaryOperator<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(backup()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : change.apply(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return Files.write(folder.resolve("changed.zip"), bytes.toByteArray());
    }

    /// Deletes a document as soon as the first bytes of the backup come.
    private final class DeletingStream extends java.io.FilterOutputStream {

        private final String document;
        private boolean deleted;

        DeletingStream(OutputStream out, String document) {
            super(out);
            this.document = document;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            if (!deleted) {
                deleted = true;
                source.ingest.delete("test", document);
            }
            out.write(bytes, start, length);
        }
    }

    /// The parts of a data directory that are kept.
    private static final class Running implements AutoCloseable {

        private final Database database;
        private final Originals originals;
        private final PassageIndex index;
        private final Ingest ingest;
        private final Backup backup;
        private final Journal journal;
        private final Path note;

        Running(Path data) throws IOException {
            Files.createDirectories(data);
            database = Database.open(data.resolve("fundstelle.db"));
            originals = new Originals(data.resolve("originals"));
            index = PassageIndex.open(data.resolve("index"));
            database.change(handle -> handle.execute("""
                    INSERT INTO collection (id, name, access_right, contact, sample, created)
                    VALUES ('c1', 'Satzungen', 'right-1', '', 0, 1) ON CONFLICT DO NOTHING"""));
            journal = new Journal(database, Clock.systemUTC());
            note = data.resolve("journal.head");
            Path temporary = Files.createDirectories(data.resolve("tmp"));
            ingest = new Ingest(
                    new Settings.Ingest(
                            1 << 20, 1, 256L << 20, Duration.ofSeconds(60), new Settings.Ocr(false, List.of("deu"), 1)),
                    temporary,
                    originals,
                    database,
                    index,
                    Optional.empty(),
                    Clock.systemUTC(),
                    journal,
                    documents -> {});
            backup = new Backup(database, originals, temporary);
        }

        void take(String name, String text) throws IOException {
            ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            ingest.accept("test", "c1", List.of(ingest.receive(name, bytes)));
        }

        void settle() throws InterruptedException {
            long seen = 0;
            while (ingest.library().waiting() > 0) {
                seen = ingest.progress().await(seen, Duration.ofSeconds(1));
            }
        }

        List<LibraryDocument> documents() {
            return ingest.library().documents(new Library.Filter(List.of("c1"), Optional.empty(), "", 10));
        }

        Verification.Report verify(boolean repair) throws IOException {
            return new Verification(database, originals, ingest, journal, note).verify(repair, Optional.empty());
        }

        @Override
        public void close() throws IOException {
            ingest.close();
            index.close();
            database.close();
        }
    }
}
