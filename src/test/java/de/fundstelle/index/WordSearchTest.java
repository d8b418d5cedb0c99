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
import de.fundstelle.document.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people type finds what they mean, in a library in which everything is mentioned everywhere.
class WordSearchTest {

    private PassageIndex index;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        index = PassageIndex.open(folder);
        put(
                "hunde",
                "Hundesteuersatzung der Stadt Musterstadt",
                "Gegenstand der Steuer ist das Halten von Hunden. Ausnahmen stehen in § 3 und § 4 Abs. 2.",
                "Die Steuer schuldet, wer den Hund hält. § 4 bleibt unberührt, ebenso § 4 Abs. 2 der Satzung.",
                "Von der Steuer befreit sind Blindenhunde. § 4 Abs. 2 gilt entsprechend.",
                "(1) Die Steuer beträgt 60,00 Euro.\n(2) Für gefährliche Tiere beträgt sie 600 Euro.",
                "Diese Satzung tritt am 01.01.2024 in Kraft. Die Hundesteuersatzung vom 3. Mai 2011 tritt außer Kraft.");
        put(
                "friedhof",
                "Friedhofsgebührensatzung",
                "Gebühren nach § 4 Abs. 2 und § 2 werden erhoben. Az. 70-12.4/2019.",
                "Schuldner ist der Antragsteller, vgl. § 4 der Hundesteuersatzung und § 35 VwVfG.",
                "Die Fälligkeit richtet sich nach § 4.",
                "(1) Für ein Reihengrab werden 1.250,00 Euro erhoben.\n(2) Für ein Urnengrab 60 €.");
        put(
                "vwvfg",
                "Verwaltungsverfahrensgesetz (VwVfG)",
                "Dieses Gesetz gilt für die öffentlich-rechtliche Tätigkeit der Behörden. § 4 und § 5 gehen vor.",
                "Ausgenommen sind die Kirchen. § 4 Abs. 1 gilt nicht.",
                "Örtlich zuständig ist die Behörde, § 4 VwVfG bleibt unberührt.",
                "(1) Jede Behörde leistet anderen Behörden auf Ersuchen ergänzende Hilfe (Amtshilfe).");
        for (int number = 0; number < 40; number++) {
            put(
                    "vermerk" + number,
                    "Vermerk " + number,
                    "Nach § 4 Abs. 2 und § 2 ist die Steuer zu prüfen, Nr. " + number);
        }
        index.commit();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void put(String id, String title, String... texts) throws IOException {
        Document document = document(id, 1, title);
        index.replace(document, passages(document, texts));
    }

    /// Documents and sections, best first.
    private List<String> find(String query) throws IOException {
        List<String> found = new ArrayList<>();
        try (Search search = index.search(CLERKS, Set.of(COLLECTION))) {
            QueryWords words = new QueryWords(query);
            List<Candidate> same = search.byWords(words, 50);
            for (Candidate candidate : same.isEmpty() ? search.byAlmostTheWords(words, 50) : same) {
                Passage passage = search.passage(candidate);
                found.add(passage.document().id() + " " + passage.place().section());
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    § 4 Abs. 2 Hundesteuersatzung            | hunde § 4
                    §4 der Hundesteuersatzung                | hunde § 4
                    Hundesteuersatzung § 2                   | hunde § 2
                    § 4 Friedhofsgebührensatzung             | friedhof § 4
                    Was regelt § 4 der Friedhofssatzung?     | friedhof § 4
                    § 4 VwVfG                                | vwvfg § 4
                    § 4 Abs. 1 VwVfG                         | vwvfg § 4
                    § 35 VwVfG                               | friedhof § 2
                    1. Januar 2024                           | hunde § 5
                    1.1.2024                                 | hunde § 5
                    seit dem 1.1.                            | hunde § 5
                    03.05.2011                               | hunde § 5
                    1250 €                                   | friedhof § 4
                    EUR 600,00                               | hunde § 4
                    70-12.4/2019                             | friedhof § 1
                    """)
    void whatIsNamedIsFoundFirst(String query, String first) throws IOException {
        assertThat(find(query)).startsWith(first);
    }

    /// Of all that mention it the passages that are a section 4 come first.
    @Test
    void aSectionAloneFindsTheSectionsOfThatNumberFirst() throws IOException {
        assertThat(find("§ 4").subList(0, 3)).containsExactlyInAnyOrder("hunde § 4", "friedhof § 4", "vwvfg § 4");
        assertThat(find("§ 4 Abs. 2").subList(0, 2)).containsExactlyInAnyOrder("hunde § 4", "friedhof § 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hnud", "Hudn", "Blindenhudne", "Stuer Gegenstnad"})
    void aTypingErrorDoesNotEndInNothing(String query) throws IOException {
        assertThat(find(query)).isNotEmpty();
    }

    /// Words of random letters have the most parts; nothing of them is found, and nothing breaks.
    @Test
    void theLongestQueryWithTheMostRestrictionsIsAnswered() throws IOException {
        Random letters = new Random(1);
        Supplier<String> longest = () -> letters.ints(255, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        QueryWords words = new QueryWords(longest.get() + " " + longest.get());
        Restriction most = new Restriction(
                IntStream.range(0, 20).mapToObj(number -> "Wort " + number).toList(),
                IntStream.range(20, 40).mapToObj(number -> "Wort " + number).toList(),
                Optional.empty());
        try (Search search = index.search(CLERKS, Set.of(COLLECTION), most)) {
            assertThat(search.byWords(words, 10)).isEmpty();
        }
    }

    @Test
    void aTypingErrorFindsNothingThatOthersMayRead() throws IOException {
        try (Search search = index.search(new Readers(Set.of("right-2")), Set.of(COLLECTION))) {
            assertThat(search.byAlmostTheWords(new QueryWords("Hnud"), 10)).isEmpty();
            assertThat(search.byWords(new QueryWords("Hund"), 10)).isEmpty();
            assertThat(search.all(10)).isEmpty();
        }
    }
}
