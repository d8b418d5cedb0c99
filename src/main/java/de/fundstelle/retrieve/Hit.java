// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import java.util.List;
import java.util.Objects;

/// A passage that was found.
///
/// @param marks the words of the query in the passage's text, in order and without overlap
/// @param score higher is better; comparable within one query only
public record Hit(Passage passage, List<Range> marks, double score) {

    public Hit {
        Objects.requireNonNull(passage);
        marks = List.copyOf(marks);
    }
}
