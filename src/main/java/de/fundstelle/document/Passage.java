// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.List;
import java.util.Objects;

/// A few whole sentences of a document, with all that a citation of them needs.
///
/// @param ordinal counts the passages of one version of a document from 0
/// @param headings the path of headings above the passage, outermost first
/// @param text the words themselves; a table row may carry its header in front
/// @param start where the passage begins in [DocumentText#text], in UTF-16 units
/// @param end where it ends, exclusive
public record Passage(
        Document document, int ordinal, Place place, List<String> headings, String text, int start, int end) {

    public Passage {
        Objects.requireNonNull(document);
        Objects.requireNonNull(place);
        headings = List.copyOf(headings);
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinals count from 0, not " + ordinal);
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("a passage of " + document.name() + " has no words");
        }
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: [" + start + ", " + end + ")");
        }
    }

    /// Unique over all documents and versions, and the same each time the same version is split.
    public String id() {
        return document.version() + "/" + ordinal;
    }
}
