// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Document;
import de.fundstelle.document.Place;
import java.util.Objects;

/// A document by its best passage.
///
/// @param place where its best passage stands
/// @param score higher is better; comparable within one query only
public record Ranked(Document document, Place place, double score) {

    public Ranked {
        Objects.requireNonNull(document);
        Objects.requireNonNull(place);
    }
}
