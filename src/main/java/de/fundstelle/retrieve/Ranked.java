// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Document;
import java.util.Objects;

/// A document by its best passage.
///
/// @param score higher is better; comparable within one query only
public record Ranked(Document document, double score) {

    public Ranked {
        Objects.requireNonNull(document);
    }
}
