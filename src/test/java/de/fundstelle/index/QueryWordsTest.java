// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryWordsTest {

    @Test
    void marksInflectedWordsButNoStopWords() {
        assertThat(marked("Wie hoch ist die Gebühr?", "Die Gebühren sind hoch und die Höhe ist fest."))
                .containsExactly("Gebühren", "hoch");
    }

    @Test
    void marksCompoundsByTheirPartsInBothDirections() {
        assertThat(marked("Steuer", "Die Hundesteuersatzung gilt.")).containsExactly("Hundesteuersatzung");
        assertThat(marked("Hundesteuersatzung", "Die Satzung zur Hundesteuer"))
                .containsExactly("Satzung", "Hundesteuer");
    }

    @Test
    void marksStayInUnitsOfTheOriginalTextBesideUmlautsAndPictures() {
        String text = "😀 Müll: Muell, ẞtraße";
        assertThat(marked("muell", text)).containsExactly("Müll", "Muell");
        List<Range> marks = new QueryWords("Müll").marks(text);
        assertThat(marks.getFirst()).isEqualTo(new Range(3, 7));
    }

    @Test
    void usesOnlyTheFirstWordsOfALongQuery() {
        assertThat(new QueryWords("ab ".repeat(1000)).all()).hasSize(QueryWords.MOST_WORDS);
        assertThat(marked("x ".repeat(QueryWords.MOST_WORDS) + "Hund", "Hund")).isEmpty();
        assertThat(marked("-".repeat(QueryWords.MOST_CHARACTERS) + "Hund", "Hund"))
                .isEmpty();
    }

    private static List<String> marked(String query, String text) {
        return new QueryWords(query)
                .marks(text).stream()
                        .map(mark -> text.substring(mark.start(), mark.end()))
                        .toList();
    }
}
