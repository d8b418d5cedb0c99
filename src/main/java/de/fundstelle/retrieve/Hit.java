// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import de.fundstelle.facts.Standing;
import java.util.List;
import java.util.Objects;

/// A passage that was found.
///
/// @param marks the words of the query in the passage's text, in order and without overlap
/// @param by how it was found; the scores of one query can be compared
/// @param alsoIn other documents, which the reader may see, with the same words
/// @param standing whether its document is in force at the date of the query, and what amends its section
public record Hit(Passage passage, List<Range> marks, FoundBy by, List<Document> alsoIn, Standing standing) {

    /// A hit about whose standing nobody was asked.
    public Hit(Passage passage, List<Range> marks) {
        this(passage, marks, FoundBy.NOTHING, List.of(), Standing.UNKNOWN);
    }

    /// The same, when its standing is known.
    Hit standing(Standing known) {
        return new Hit(passage, marks, by, alsoIn, known);
    }

    public Hit {
        Objects.requireNonNull(passage);
        Objects.requireNonNull(standing);
        marks = List.copyOf(marks);
        alsoIn = List.copyOf(alsoIn);
    }

    /// Higher is better; comparable within one query only.
    public double score() {
        return by.score();
    }
}
