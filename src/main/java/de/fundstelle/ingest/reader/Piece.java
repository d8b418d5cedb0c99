// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.util.Objects;

/// A block on its way to the server: its words instead of a range.
///
/// @param level 1 to 6 for a heading, 0 otherwise
public record Piece(Block.Kind kind, int level, Place place, String text) {

    /// The longest text of one piece, in UTF-16 units; longer ones are divided.
    public static final int LONGEST = 100_000;

    public Piece {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(place);
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a piece of %d units; at most %d".formatted(text.length(), LONGEST));
        }
    }
}
