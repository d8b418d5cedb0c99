// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import static de.fundstelle.index.Samples.document;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final int EACH = 100;

    private static Folding.Entry entry(String document, int ordinal, String section, double score, String text) {
        int start = ordinal * EACH;
        Passage passage = new Passage(
                document(document, 1, document),
                ordinal,
                Place.NONE.in(section),
                List.of(section),
                text,
                start,
                start + Math.max(text.length(), 1));
        return new Folding.Entry(passage, new FoundBy(score, 0, false), List.of());
    }

    private static Folding.Entry entry(String document, int ordinal, String section, double score) {
        return entry(document, ordinal, section, score, document + ordinal);
    }

    private static List<String> texts(List<Folding.Entry> entries) {
        return Neighbours.join(entries).stream()
                .map(entry -> entry.passage().text())
                .toList();
    }

    @Test
    void whatFollowsInOneSectionIsOneHitWithTheScoreOfItsBest() {
        List<Folding.Entry> joined = Neighbours.join(List.of(
                entry("a", 2, "§ 1", 0.9),
                entry("b", 0, "§ 1", 0.8),
                entry("a", 1, "§ 1", 0.7),
                entry("a", 3, "§ 1", 0.6)));
        assertThat(joined).extracting(entry -> entry.passage().text()).containsExactly("a1\na2\na3", "b0");
        Folding.Entry first = joined.getFirst();
        assertThat(first.score()).isEqualTo(0.9);
        assertThat(first.passage().start()).isEqualTo(EACH);
        assertThat(first.passage().end()).isEqualTo(3 * EACH + 2);
    }

    @Test
    void otherSectionsDocumentsAndGapsStayApart() {
        assertThat(texts(List.of(
                        entry("a", 1, "§ 1", 0.9),
                        entry("a", 2, "§ 2", 0.8),
                        entry("b", 2, "§ 1", 0.7),
                        entry("a", 3, "§ 1", 0.6))))
                .containsExactly("a1", "a2", "b2", "a3");
    }

    /// A row of a table has its header in front and is longer than its place in the text.
    @Test
    void rowsOfTablesStayApart() {
        Passage row =
                new Passage(document("a", 1, "a"), 1, Place.NONE, List.of(), "Hund | Betrag\nerster | 60", 10, 22);
        Passage next =
                new Passage(document("a", 1, "a"), 2, Place.NONE, List.of(), "Hund | Betrag\nzweiter | 90", 22, 36);
        FoundBy by = new FoundBy(1, 0, false);
        assertThat(texts(List.of(new Folding.Entry(row, by, List.of()), new Folding.Entry(next, by, List.of()))))
                .hasSize(2);
    }

    @Test
    void whatIsJoinedStaysShortEnoughToBeCited() {
        List<Folding.Entry> entries = new ArrayList<>();
        String text = "x".repeat(Neighbours.LONGEST / 2 - EACH);
        for (int ordinal = 0; ordinal < 5; ordinal++) {
            Folding.Entry entry = entry("a", ordinal, "§ 1", 1, text);
            Passage passage = entry.passage();
            int start = ordinal * Neighbours.LONGEST;
            Passage apart = new Passage(
                    passage.document(),
                    ordinal,
                    passage.place(),
                    passage.headings(),
                    text,
                    start,
                    start + text.length());
            entries.add(new Folding.Entry(apart, entry.by(), List.of()));
        }
        assertThat(texts(entries))
                .hasSize(3)
                .allSatisfy(joined -> assertThat(joined.length()).isLessThanOrEqualTo(Neighbours.LONGEST));
    }
}
