// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import static de.fundstelle.index.Samples.document;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

    private static Passage passage(String document, int ordinal, String text) {
        return new Passage(
                document(document, 1, "Titel " + document), ordinal, Place.NONE, List.of(), text, 0, text.length());
    }

    private static FoundBy score(double score) {
        return new FoundBy(score, 0, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Die Steuer beträgt 60,00 Euro.  | Die Steuer beträgt  60,00 Euro      | true
                    Die Steuer beträgt 60,00 Euro.  | „Die STEUER beträgt: 60,00 Euro!“   | true
                    Die Steuer beträgt 60,00 Euro.  | Die Steuer beträgt 6000 Euro.       | false
                    Die Steuer beträgt 60,00 Euro.  | Die Steuer beträgt 80,00 Euro.      | false
                    Nach § 4 gilt                   | Nach 4 gilt                         | false
                    Es sind 5 Grad                  | Es sind -5 Grad                     | false
                    Die Gebühr entfällt             | Die Gebühr entfällt nicht           | false
                    """)
    void onlyTextsThatSayTheSameAreOne(String one, String other, boolean same) {
        Folding folding = new Folding(10);
        folding.offer(passage("a", 0, one), score(2));
        folding.offer(passage("b", 0, other), score(1));
        assertThat(folding.best(ids -> Set.of())).hasSize(same ? 1 : 2);
    }

    @Test
    void tellsWhereTheSameWordsStandAsWell() {
        Folding folding = new Folding(10);
        for (String document : List.of("a", "b", "c", "b")) {
            folding.offer(passage(document, 0, "Dieselben Worte."), score(1));
        }
        List<Folding.Entry> best = folding.best(ids -> Set.of("a"));
        assertThat(best).singleElement().satisfies(entry -> {
            assertThat(entry.passage().document().id())
                    .as("the first that counts")
                    .isEqualTo("b");
            assertThat(entry.alsoIn()).extracting(Document::id).containsExactly("a", "c");
        });
    }

    /// Half of the places, as long as others have something to say.
    @Test
    void noDocumentCrowdsOutTheOthers() {
        Folding folding = new Folding(8);
        for (int number = 0; number < 20; number++) {
            folding.offer(passage("viel", number, "Satz " + number), score(100 - number));
        }
        for (int number = 0; number < 4; number++) {
            folding.offer(passage("wenig" + number, 0, "Wort " + number), score(10 - number));
        }
        List<String> documents = folding.best(ids -> Set.of()).stream()
                .map(entry -> entry.passage().document().id())
                .toList();
        assertThat(documents).containsExactly("viel", "viel", "viel", "viel", "wenig0", "wenig1", "wenig2", "wenig3");
    }
}
