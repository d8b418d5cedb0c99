// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static de.fundstelle.ingest.Workshop.COLLECTION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What lies in archives, mails and PDFs becomes documents of their own, and goes with them.
@Timeout(120)
class PackagesTest {

    private Workshop workshop;
    private Ingest ingest;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        workshop = Workshop.open(folder);
        ingest = workshop.ingest();
    }

    @AfterEach
    void close() throws IOException {
        ingest.close();
        workshop.close();
    }

    @Test
    void everyFileInAnArchiveIsADocumentOfItsOwnWithAnEndOfItsOwn() throws Exception {
        bring(
                "akten.zip",
                Samples.zip("a/eins.txt", text("Bienenwachs"), "leer.txt", text(""), "prog.exe", Samples.elf()));
        assertThat(states())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "akten.zip", State.COMPLETE,
                        "akten.zip/a/eins.txt", State.COMPLETE,
                        "akten.zip/leer.txt", State.REFUSED,
                        "akten.zip/prog.exe", State.REFUSED));
        assertThat(workshop.found("Bienenwachs")).containsExactly("akten.zip/a/eins.txt");
        LibraryDocument part = named("akten.zip/a/eins.txt");
        assertThat(part.parent()).isEqualTo(named("akten.zip").id());
        assertThat(Files.readString(ingest.original(java.util.Objects.requireNonNull(part.original()))))
                .isEqualTo("Bienenwachs");
    }

    @Test
    void whatLiesInPackagesGoesWithTheirCollection() throws Exception {
        bring("akten.zip", Samples.zip("innen.zip", Samples.zip("eins.txt", text("Bienenwachs"))));
        assertThat(workshop.found("Bienenwachs")).hasSize(1);

        List<String> deleted = ingest.deleteAll("admin", Workshop.COLLECTION);

        assertThat(deleted).hasSize(3).doesNotHaveDuplicates();
        assertThat(workshop.found("Bienenwachs")).isEmpty();
        assertThat(workshop.found("akten")).isEmpty();
        assertThat(workshop.index.versions()).isEmpty();
        assertThat(workshop.documents()).isEmpty();
    }

    @Test
    void archivesInArchivesAreTakenApartLevelByLevelAndNoDeeperThanAllowed() throws Exception {
        byte[] packed = Samples.zip("kern.txt", text("Quecksilberdampf"));
        for (int level = 1; level < Extractor.DEEPEST + 3; level++) {
            packed = Samples.zip("schale.zip", packed);
        }
        bring("zwiebel.zip", packed);
        assertThat(workshop.found("Quecksilberdampf")).isEmpty();
        LibraryDocument deepest = workshop.documents().stream()
                .max(java.util.Comparator.comparingInt(
                        document -> document.name().length()))
                .orElseThrow();
        assertThat(deepest.name().split("/", -1)).hasSize(Extractor.DEEPEST + 1);
        assertThat(deepest.reason()).contains("ineinander gepackt");
    }

    @Test
    void anArchiveWithABombSomewhereInsideIsRefusedAsAWholeAndLeavesNothing() throws Exception {
        byte[] bomb = Samples.zip("nullen.txt", new byte[100 << 20]);
        bring(
                "harmlos.zip",
                Samples.zip("brief.txt", text("Quecksilberdampf"), "innen.zip", Samples.zip("b.zip", bomb)));
        assertThat(states()).containsExactlyEntriesOf(Map.of("harmlos.zip", State.REFUSED));
        assertThat(named("harmlos.zip").reason()).contains("Vielfachen");
        assertThat(workshop.found("Quecksilberdampf")).isEmpty();
        assertThat(originals()).as("the package, which can be tried again").isEqualTo(1);
    }

    @Test
    void twoFilesOfOneNameInAnArchiveAreTwoDocuments() throws Exception {
        // The same name with and without a way upwards: a zip file cannot hold it twice by other means of Java.
        bring("doppelt.zip", Samples.zip("a.txt", text("Quecksilber"), "../a.txt", text("Wolframdraht")));
        assertThat(workshop.found("Quecksilber")).containsExactly("doppelt.zip/a.txt");
        assertThat(workshop.found("Wolframdraht")).containsExactly("doppelt.zip/a.txt (2)");
    }

    @Test
    void aNewVersionOfAnArchiveForgetsWhatIsNoLongerInIt() throws Exception {
        bring("akten.zip", Samples.zip("bleibt.txt", text("Bleibsel"), "geht.txt", text("Schwindsucht")));
        String gone = named("akten.zip/geht.txt").id();
        String stays = named("akten.zip/bleibt.txt").version();
        bring("akten.zip", Samples.zip("bleibt.txt", text("Bleibsel"), "neu.txt", text("Neuling")));
        assertThat(states().keySet())
                .containsExactlyInAnyOrder("akten.zip", "akten.zip/bleibt.txt", "akten.zip/neu.txt");
        assertThat(workshop.found("Schwindsucht")).isEmpty();
        assertThat(workshop.found("Neuling")).hasSize(1);
        assertThat(named("akten.zip/bleibt.txt").version()).as("not read again").isEqualTo(stays);
        assertThat(workshop.vanished).containsExactly(gone);
        assertThat(originals()).isEqualTo(3);
    }

    @Test
    void whatLiesInsideGoesWithItsArchive() throws Exception {
        bring("akten.zip", Samples.zip("innen.zip", Samples.zip("unten.txt", text("Quecksilberdampf"))));
        assertThat(workshop.found("Quecksilberdampf")).containsExactly("akten.zip/innen.zip/unten.txt");
        List<String> deleted = ingest.delete("test", named("akten.zip").id());
        assertThat(deleted).hasSize(3);
        assertThat(workshop.found("Quecksilberdampf")).isEmpty();
        assertThat(workshop.documents()).isEmpty();
        assertThat(originals()).isZero();
    }

    private void bring(String name, byte[] bytes) throws Exception {
        ingest.accept("test", COLLECTION, List.of(ingest.receive(name, new ByteArrayInputStream(bytes))));
        Workshop.settle(ingest);
    }

    private Map<String, State> states() {
        return workshop.documents().stream().collect(Collectors.toMap(LibraryDocument::name, LibraryDocument::state));
    }

    private LibraryDocument named(String name) {
        return workshop.documents().stream()
                .filter(document -> document.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long originals() throws IOException {
        try (Stream<Path> files = Files.walk(workshop.folder.resolve("originals"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static byte[] text(String words) {
        return words.getBytes(UTF_8);
    }
}
