// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import de.fundstelle.facts.Standing;
import java.util.List;
import java.util.Objects;

/// A passage that was found.
///
/// @param marks the words of the query in the passage's text, in order and without overlap
/// @param score higher is better; comparable within one query only
/// @param standing whether its document is in force at the date of the query, and what amends its section
public record Hit(Passage passage, List<Range> marks, double score, Standing standing) {

    /// A hit about whose standing nobody was asked.
    public Hit(Passage passage, List<Range> marks, double score) {
        this(passage, marks, score, Standing.UNKNOWN);
    }

    public Hit {
        Objects.requireNonNull(passage);
        Objects.requireNonNull(standing);
        marks = List.copyOf(marks);
    }
}
