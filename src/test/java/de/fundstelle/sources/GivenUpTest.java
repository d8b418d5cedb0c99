// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Run;
import de.fundstelle.ingest.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An import of a watched folder that somebody gave up: the next scan brings what was not read.
@Timeout(120)
class GivenUpTest {

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
    void filesThatWereGivenUpComeWithTheNextScanAndThoseThatWereReadDoNot() throws Exception {
        watching.write("Bauamt/vorher.txt", "Der Bauhof öffnet am Montag.");
        watching.confirm("Bauamt");
        watching.settle();
        giveUpWhile("Bauamt/a.txt", "Bauamt/b.txt");
        assertThat(watching.document("Bauamt/a.txt").state()).isEqualTo(State.REFUSED);

        Counts counts = watching.scan();
        watching.settle();
        assertThat(counts.changed()).isEqualTo(2);
        assertThat(counts.unchanged()).isEqualTo(1);
        assertThat(watching.documents()).extracting(LibraryDocument::state).containsOnly(State.COMPLETE);
        assertThat(watching.found("Friedhof")).containsExactly("Bauamt/a.txt", "Bauamt/b.txt");
        assertThat(watching.scan().unchanged())
                .as("afterwards they are known again")
                .isEqualTo(3);
    }

    @Test
    void aNewVersionThatWasGivenUpComesAgainAndTheOldOneServesMeanwhile() throws Exception {
        watching.write("Bauamt/a.txt", "Der Bauhof öffnet am Montag.");
        watching.confirm("Bauamt");
        watching.settle();
        giveUpWhile("Bauamt/a.txt");
        assertThat(watching.found("Bauhof")).containsExactly("Bauamt/a.txt");

        watching.scan();
        watching.settle();
        assertThat(watching.found("Bauhof")).isEmpty();
        assertThat(watching.found("Friedhof")).containsExactly("Bauamt/a.txt");
    }

    @Test
    void aScanWhoseImportIsGivenUpMeanwhileStopsAndTheNextOneBringsTheRest() throws Exception {
        for (int number : IntStream.range(0, 150).toArray()) { // more than one portion
            watching.write("Bauamt/%03d.txt".formatted(number), "Der Friedhof öffnet um %d Uhr.".formatted(number));
        }
        watching.database.change(handle -> handle.execute("""
                CREATE TRIGGER hold AFTER INSERT ON import_run
                BEGIN UPDATE import_run SET state = 'cancelled' WHERE id = new.id; END"""));
        watching.confirm("Bauamt");
        assertThat(watching.last().outcome()).isEqualTo(ScanRecord.Outcome.STOPPED);
        assertThat(watching.imports()).isEqualTo(100);
        watching.database.change(handle -> handle.execute("DROP TRIGGER hold"));
        assertThat(watching.documents()).extracting(LibraryDocument::state).containsOnly(State.REFUSED);
        watching.scan();
        watching.settle();
        assertThat(watching.documents()).hasSize(150);
        assertThat(watching.documents()).extracting(LibraryDocument::state).containsOnly(State.COMPLETE);
    }

    /// Writes files, scans, and gives their import up before anything of it is read.
    private void giveUpWhile(String... paths) throws Exception {
        for (String path : paths) {
            watching.write(path, "Der Friedhof öffnet am Dienstag und schließt um acht.");
        }
        watching.database.change(handle -> handle.execute("""
                CREATE TRIGGER hold AFTER INSERT ON import_run
                BEGIN UPDATE import_run SET state = 'paused' WHERE id = new.id; END"""));
        watching.scan();
        Run run = watching.ingest
                .runs()
                .newest(
                        List.of(watching.collections
                                .find("Bauamt")
                                .orElseThrow()
                                .id()),
                        1)
                .getFirst();
        watching.database.change(handle -> handle.execute("DROP TRIGGER hold"));
        watching.ingest.runs().cancel("admin", run.id());
        watching.settle();
        assertThat(watching.ingest.runs().run(run.id()).orElseThrow().state()).isEqualTo(Run.State.CANCELLED);
    }
}
