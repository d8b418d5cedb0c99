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
import de.fundstelle.document.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageIndexTest {

    private static final Document DOGS = document("hunde", 1, "Satzung über die Erhebung der Hundesteuer");
    private static final List<Passage> DOG_PASSAGES =
            passages(DOGS, "Die Steuer beträgt im Kalenderjahr 60 Euro.", "Der Hundehalter meldet den Hund an.");

    @TempDir
    private Path folder;

    @Test
    void findsNothingBeforeTheCommitAndAllOfThePassageAfterIt() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            assertThat(find(index, "Kalenderjahr")).isEmpty();
            index.commit();
            assertThat(find(index, "Kalenderjahr")).containsExactly(DOG_PASSAGES.getFirst());
        }
    }

    @Test
    void survivesARestart() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            index.commit();
        }
        try (PassageIndex index = PassageIndex.open(folder)) {
            assertThat(index.versions()).isEqualTo(Map.of("hunde", "hunde-v1"));
            assertThat(index.passages()).isEqualTo(2);
            assertThat(find(index, "Hundehalter")).contains(DOG_PASSAGES.getLast());
        }
    }

    @Test
    void replacesAndRemovesWholeDocuments() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            index.commit();
            Document second = document("hunde", 2, "Hundesteuersatzung");
            index.replace(second, passages(second, "Neu sind 80 Euro."));
            index.commit();
            assertThat(index.versions()).isEqualTo(Map.of("hunde", "hunde-v2"));
            assertThat(find(index, "Hundehalter Kalenderjahr"))
                    .extracting(Passage::document)
                    .containsOnly(second);
            index.remove("hunde");
            index.commit();
            index.purge();
            assertThat(index.versions()).isEmpty();
            assertThat(find(index, "Euro")).isEmpty();
        }
    }

    @Test
    void aSearcherSeesOneVersionWholeWhileVersionsChange() throws Exception {
        try (PassageIndex index = PassageIndex.open(folder)) {
            AtomicBoolean ended = new AtomicBoolean();
            List<String> mixtures = Collections.synchronizedList(new ArrayList<>());
            putVersion(index, 0);
            Thread searcher = Thread.ofPlatform().start(() -> {
                while (!ended.get()) {
                    checkOneVersion(index, mixtures);
                }
            });
            for (int version = 1; version <= 60; version++) {
                putVersion(index, version);
            }
            ended.set(true);
            searcher.join();
            assertThat(mixtures).isEmpty();
        }
    }

    private static void putVersion(PassageIndex index, int version) throws IOException {
        Document document = document("haushalt", version, "Haushaltsplan");
        String[] texts = new String[8];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "Ansatz " + i + " des Haushalts";
        }
        index.replace(document, passages(document, texts));
        index.commit();
    }

    private static void checkOneVersion(PassageIndex index, List<String> mixtures) {
        try {
            List<Passage> found = find(index, "Ansatz");
            long versions = found.stream()
                    .map(passage -> passage.document().version())
                    .distinct()
                    .count();
            if (found.size() != 8 || versions != 1) {
                mixtures.add(found.size() + " passages of " + versions + " versions");
            }
        } catch (IOException e) {
            mixtures.add(e.toString());
        }
    }

    @Test
    void otherReadersAndOtherCollectionsFindNothing() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            index.useVectors("model", 3);
            index.commit();
            index.addVectors(Map.of(DOG_PASSAGES.getFirst(), new float[] {1, 0, 0}));
            index.commit();
            assertThat(both(index, CLERKS, Set.of(COLLECTION))).isEqualTo(2);
            assertThat(both(index, new Readers(Set.of("right-2")), Set.of(COLLECTION)))
                    .isZero();
            assertThat(both(index, Readers.NOBODY, Set.of(COLLECTION))).isZero();
            assertThat(both(index, CLERKS, Set.of("protokolle"))).isZero();
            assertThat(both(index, CLERKS, Set.of())).isZero();
        }
    }

    private static int both(PassageIndex index, Readers readers, Set<String> collections) throws IOException {
        try (Search search = index.search(readers, collections)) {
            return search.byWords(new QueryWords("Kalenderjahr"), 10).size()
                    + search.byMeaning(new float[] {1, 0, 0}, 10).size();
        }
    }

    @Test
    void findsCompoundsByTheirPartsAndPartsByTheirCompounds() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            Document fees = document("gebuehren", 1, "Gebührensatzung");
            index.replace(DOGS, passages(DOGS, "Hundesteuersatzung der Stadt vom 1. Januar"));
            index.replace(fees, passages(fees, "Für Ausweise wird eine Gebühr erhoben."));
            index.commit();
            assertThat(find(index, "Steuer für Hunde").getFirst().document()).isEqualTo(DOGS);
            assertThat(find(index, "Ausweisgebühr").getFirst().document()).isEqualTo(fees);
        }
    }

    @Test
    void findsUmlautsInEverySpelling() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, passages(DOGS, "Die Müllabfuhr räumt die Straße."));
            index.commit();
            for (String spelling : List.of("Müllabfuhr", "Muellabfuhr", "MÜLLABFUHR", "Mu\u0308llabfuhr", "Strasse")) {
                assertThat(find(index, spelling)).as(spelling).hasSize(1);
            }
        }
    }

    @Test
    void hostileQueriesFindNothingAndHarmNothing() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            index.commit();
            for (String query : List.of("", "   ", "*:*", "right:[* TO *]", "\"((", "\u0000\uD800", "§§§ !!!")) {
                assertThat(find(index, query)).as(query).isEmpty();
            }
            assertThat(find(index, "steuer ".repeat(100_000))).hasSizeLessThanOrEqualTo(2);
            assertThat(find(index, "x".repeat(1_000_000))).isEmpty();
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            index.commit();
        }
        try (Stream<Path> files = Files.list(folder.resolve("words-" + Analysis.VERSION))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        Files.createDirectories(folder.resolve("words-0"));
        try (PassageIndex index = PassageIndex.open(folder)) {
            assertThat(index.versions()).isEmpty();
            index.replace(DOGS, DOG_PASSAGES);
            index.commit();
            assertThat(find(index, "Kalenderjahr")).hasSize(1);
        }
        assertThat(folder.resolve("words-0")).doesNotExist();
    }

    @Test
    void refusesASecondProcessInsteadOfRemovingItsIndex() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            index.replace(DOGS, DOG_PASSAGES);
            index.commit();
            assertThatThrownBy(() -> PassageIndex.open(folder)).hasMessageContaining("another process holds it");
            assertThat(find(index, "Kalenderjahr")).hasSize(1);
        }
    }

    @Test
    void refusesPassagesOfAnotherDocument() throws IOException {
        try (PassageIndex index = PassageIndex.open(folder)) {
            Document other = document("andere", 1, "Andere");
            assertThatThrownBy(() -> index.replace(other, DOG_PASSAGES)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static List<Passage> find(PassageIndex index, String query) throws IOException {
        List<Passage> passages = new ArrayList<>();
        try (Search search = index.search(CLERKS, Set.of(COLLECTION))) {
            for (Candidate candidate : search.byWords(new QueryWords(query), 50)) {
                passages.add(search.passage(candidate));
            }
        }
        return passages;
    }
}
