// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.document.Place;
import java.util.Objects;

/// Something that was read in a document.
///
/// @param value in one line; a day as `2023-01-31`, a kind by its key
/// @param start of the words it was read from in the document's text; equal to `end` if it comes from elsewhere (the
///     file's properties)
public record Fact(FactName name, String value, Place place, int start, int end) {

    public Fact {
        Objects.requireNonNull(name);
        Objects.requireNonNull(place);
        if (value.isBlank()) {
            throw new IllegalArgumentException("the fact " + name + " has no value");
        }
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: [" + start + ", " + end + ")");
        }
    }
}
