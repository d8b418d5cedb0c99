// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import static de.fundstelle.index.Samples.CLERKS;
import static de.fundstelle.index.Samples.COLLECTION;
import static de.fundstelle.index.Samples.document;
import static de.fundstelle.index.Samples.passages;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {

    private static final float[] EAST = {1, 0, 0};
    private static final float[] NORTH = {0, 1, 0};
    private static final Document ROADS = document("strassen", 1, "Straßenreinigung");
    private static final Passage FIRST =
            passages(ROADS, "Gehwege", "Fahrbahnen").getFirst();
    private static final Passage SECOND =
            passages(ROADS, "Gehwege", "Fahrbahnen").getLast();

    @TempDir
    private Path folder;

    @BeforeEach
    void indexWords() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(ROADS, List.of(FIRST, SECOND));
            index.commit();
        }
    }

    @Test
    void vectorsFollowAndSurviveARestart() throws IOException {
        try (PassageIndex index = opened("model")) {
            assertThat(index.withoutVectors(10)).containsExactly(FIRST, SECOND);
            assertThat(index.withoutVectors(1)).containsExactly(FIRST);
            index.addVectors(Map.of(FIRST, EAST));
            index.commit();
            assertThat(index.withoutVectors(10)).containsExactly(SECOND);
            assertThat(index.documentsWithoutVectors(List.of("strassen", "andere")))
                    .containsExactly("strassen");
        }
        try (PassageIndex index = opened("model")) {
            assertThat(index.withoutVectors(10)).containsExactly(SECOND);
            index.addVectors(Map.of(SECOND, NORTH));
            index.commit();
            assertThat(index.documentsWithoutVectors(List.of("strassen"))).isEmpty();
            assertThat(index.vectors()).isEqualTo(2);
            assertThat(near(index, NORTH)).containsExactly(SECOND, FIRST);
        }
    }

    @Test
    void aPassageThatCannotHaveAVectorIsNotTriedAgain() throws IOException {
        try (PassageIndex index = opened("model")) {
            index.giveUpVectors(List.of(FIRST, SECOND));
            index.commit();
        }
        try (PassageIndex index = opened("model")) {
            assertThat(index.withoutVectors(10)).isEmpty();
            assertThat(near(index, EAST)).isEmpty();
        }
    }

    @Test
    void replacingAndRemovingADocumentTakesItsVectorsAlong() throws IOException {
        try (PassageIndex index = opened("model")) {
            index.addVectors(Map.of(FIRST, EAST, SECOND, NORTH));
            index.commit();
            Document next = document("strassen", 2, "Straßenreinigung");
            index.replace(next, passages(next, "Winterdienst"));
            assertThat(index.withoutVectors(10)).as("not committed yet").isEmpty();
            index.commit();
            assertThat(near(index, EAST)).isEmpty();
            assertThat(index.vectors()).isZero();
            assertThat(index.withoutVectors(10)).extracting(Passage::document).containsExactly(next);
            index.remove("strassen");
            index.commit();
            assertThat(index.withoutVectors(10)).isEmpty();
        }
    }

    @Test
    void aVectorThatComesTooLateIsDropped() throws IOException {
        try (PassageIndex index = opened("model")) {
            index.remove("strassen");
            index.addVectors(Map.of(FIRST, EAST));
            index.giveUpVectors(List.of(SECOND));
            index.commit();
            assertThat(index.vectors()).isZero();
        }
    }

    @Test
    void vectorsWithoutTheirPassagesAreSweptAtTheStart() throws IOException {
        try (PassageIndex index = opened("model")) {
            index.addVectors(Map.of(FIRST, EAST));
            index.commit();
        }
        Shelf.removeTree(folder.resolve("words-" + Analysis.VERSION));
        try (PassageIndex index = opened("model")) {
            assertThat(index.vectors()).isZero();
            index.replace(ROADS, List.of(FIRST, SECOND));
            index.commit();
            assertThat(index.withoutVectors(10)).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void anotherModelStartsAfreshAndIsNamedAsCurrent() throws IOException {
        try (PassageIndex index = opened("model")) {
            index.addVectors(Map.of(FIRST, EAST));
            index.commit();
        }
        try (PassageIndex index = opened("hersteller/Modell:1")) {
            assertThat(index.withoutVectors(10)).containsExactly(FIRST, SECOND);
        }
        String name = Vectors.folderName("hersteller/Modell:1", 3);
        assertThat(Files.readString(folder.resolve("current"))).contains(name);
        assertThat(folder.resolve(name)).isDirectory();
        assertThat(folder.resolve(Vectors.folderName("model", 3))).doesNotExist();
    }

    @Test
    void withoutAModelNothingWaitsForVectors() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            assertThat(index.withoutVectors(10)).isEmpty();
            assertThat(index.documentsWithoutVectors(List.of("strassen"))).isEmpty();
            assertThat(near(index, EAST)).isEmpty();
        }
    }

    private PassageIndex opened(String model) throws IOException {
        PassageIndex index = PassageIndex.open(folder);
        index.useVectors(model, 3);
        return index;
    }

    private static List<Passage> near(PassageIndex index, float[] vector) throws IOException {
        List<Passage> passages = new ArrayList<>();
        try (Search search = index.search(CLERKS, Set.of(COLLECTION))) {
            for (Candidate candidate : search.byMeaning(vector, 10)) {
                passages.add(search.passage(candidate));
            }
        }
        return passages;
    }
}
