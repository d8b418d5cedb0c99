// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import static de.fundstelle.index.Samples.CLERKS;
import static de.fundstelle.index.Samples.COLLECTION;
import static de.fundstelle.index.Samples.document;
import static de.fundstelle.index.Samples.passages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An index whose disk fails for a while goes on afterwards, and says what it has lost.
@Timeout(60)
class FullDiskTest {

    private static final Document DOGS = document("hunde", 1, "Hundesteuer");
    private static final Document GRAVES = document("graeber", 1, "Friedhof");
    private static final List<Passage> DOG = passages(DOGS, "Die Steuer beträgt im Kalenderjahr 60 Euro.");
    private static final List<Passage> GRAVE = passages(GRAVES, "Grabstätten werden verliehen.");

    private final AtomicBoolean full = new AtomicBoolean();

    @TempDir
    private Path folder;

    @Test
    void writingGoesOnWhenThereIsSpaceAgainAndSearchingGoesOnMeanwhile() throws IOException {
        try (PassageIndex index = FullDisk.open(folder, full::get)) {
            index.replace(DOGS, DOG);
            index.commit();
            long before = index.opening();
            index.replace(GRAVES, GRAVE);
            full.set(true);
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> index.commit(before)).isInstanceOf(IOException.class);
                assertThat(find(index, "Kalenderjahr")).containsExactlyElementsOf(DOG);
            }
            assertThatThrownBy(() -> index.replace(GRAVES, GRAVE)).isInstanceOf(IOException.class);
            try (Search search = index.search(CLERKS, Set.of(COLLECTION))) {
                full.set(false);
                assertThatThrownBy(() -> index.commit(before))
                        .as("what was written to the opening before is lost")
                        .isInstanceOf(IOException.class);
                assertThat(search.byWords(new QueryWords("Kalenderjahr"), 10))
                        .as("a search that began before")
                        .hasSize(1);
            }
            assertThat(find(index, "Grabstätten")).isEmpty();
            long now = index.opening();
            index.replace(GRAVES, GRAVE);
            index.commit(now);
            assertThat(find(index, "Grabstätten")).containsExactlyElementsOf(GRAVE);
            assertThat(index.passages()).isEqualTo(2);
        }
        try (PassageIndex index = PassageIndex.open(folder)) {
            assertThat(index.versions()).containsOnlyKeys("hunde", "graeber");
        }
    }

    @Test
    void vectorsThatWereLostAreWantedAgain() throws IOException {
        try (PassageIndex index = FullDisk.open(folder, full::get)) {
            index.useVectors("modell", 2);
            index.replace(DOGS, DOG);
            index.replace(GRAVES, GRAVE);
            index.commit();
            index.addVectors(Map.of(GRAVE.getFirst(), new float[] {0, 1}));
            index.commit();
            index.addVectors(Map.of(DOG.getFirst(), new float[] {1, 0}));
            assertThat(index.withoutVectors(10)).isEmpty();
            full.set(true);
            assertThatThrownBy(index::commit).isInstanceOf(IOException.class);
            full.set(false);
            index.commit();
            assertThat(index.withoutVectors(10)).containsExactlyElementsOf(DOG);
            index.addVectors(Map.of(DOG.getFirst(), new float[] {1, 0}));
            index.commit();
            assertThat(index.vectors()).isEqualTo(2);
        }
    }

    @Test
    void wordsThatShallLeaveTheDiskLeaveItWhenThereIsSpaceAgain() throws IOException {
        try (PassageIndex index = FullDisk.open(folder, full::get)) {
            index.replace(DOGS, DOG);
            index.replace(GRAVES, GRAVE);
            index.commit();
            index.remove("hunde");
            full.set(true);
            assertThatThrownBy(index::purge).isInstanceOf(IOException.class);
            full.set(false);
            index.remove("hunde");
            index.purge();
            assertThat(index.versions()).containsOnlyKeys("graeber");
        }
    }

    /// Whoever does again what an opening has lost ends with exactly what was wanted, wherever the disk fails.
    @RepeatedTest(3)
    void whereverTheDiskFailsNothingIsLostAndNothingIsThereTwice() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AtomicBoolean fragile = new AtomicBoolean();
        Random disk = new Random(seed + 1);
        Map<String, Integer> wanted = new HashMap<>();
        try (PassageIndex index = FullDisk.open(folder, () -> fragile.get() && fails(disk))) {
            index.useVectors("modell", 2);
            for (int round = 0; round < 24; round++) {
                fragile.set(round % 2 == 0);
                String id = "d" + random.nextInt(6);
                int version = round;
                boolean remove = random.nextInt(4) == 0;
                boolean done = false;
                for (int attempt = 0; !done && attempt < 1000; attempt++) {
                    fragile.set(fragile.get() && attempt < 6);
                    done = change(index, id, version, remove);
                }
                assertThat(done).as("seed %d, round %d", seed, round).isTrue();
                if (remove) {
                    wanted.remove(id);
                } else {
                    wanted.put(id, version);
                }
            }
            fragile.set(false);
            Map<String, String> versions = new HashMap<>();
            wanted.forEach((id, version) -> versions.put(id, id + "-v" + version));
            assertThat(index.versions()).as("seed %d", seed).isEqualTo(versions);
            assertThat(index.passages()).as("seed %d", seed).isEqualTo(2L * wanted.size());
            assertThat(index.documentsWithoutVectors(wanted.keySet()))
                    .as("seed %d", seed)
                    .isEqualTo(wanted.keySet());
        }
    }

    private static boolean fails(Random disk) {
        synchronized (disk) {
            return disk.nextInt(60) == 0;
        }
    }

    private static boolean change(PassageIndex index, String id, int version, boolean remove) {
        try {
            long opening = index.opening();
            if (remove) {
                index.remove(id);
            } else {
                Document document = document(id, version, "Titel");
                index.replace(document, passages(document, "Die erste Stelle.", "Die zweite Stelle."));
            }
            index.commit(opening);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Passage> find(PassageIndex index, String query) throws IOException {
        try (Search search = index.search(CLERKS, Set.of(COLLECTION))) {
            List<Passage> found = new ArrayList<>();
            for (Candidate candidate : search.byWords(new QueryWords(query), 10)) {
                found.add(search.passage(candidate));
            }
            return found;
        }
    }
}
