// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.Objects;

/// The proof of a sentence: passage number `n` of its answer, counted from 1, in that document at that place.
public record Citation(int n, String document, Place place) {

    public Citation {
        Objects.requireNonNull(document);
        Objects.requireNonNull(place);
        if (n < 1) {
            throw new IllegalArgumentException("citations count from 1, not " + n);
        }
    }
}
