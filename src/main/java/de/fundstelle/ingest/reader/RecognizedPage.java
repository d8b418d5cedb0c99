// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;

/// What recognition read on one page.
///
/// @param number of the page, from 1
/// @param confidence mean over its words, 0 to 100; 0 for a page without words
/// @param lines in reading order
public record RecognizedPage(int number, int confidence, List<Line> lines) {

    /// More lines than this are noise.
    static final int MOST_LINES = 2_000;

    /// One line; all measures in points, from the top left corner of the page.
    ///
    /// @param paragraph lines of one paragraph have the same number
    /// @param size the height of its letters
    public record Line(String text, int paragraph, float left, float right, float baseline, float size) {}

    public RecognizedPage {
        lines = List.copyOf(lines);
        if (number < 1 || confidence < 0 || confidence > 100 || lines.size() > MOST_LINES) {
            throw new IllegalArgumentException(
                    "page %d with confidence %d and %d lines".formatted(number, confidence, lines.size()));
        }
    }

    /// A page on which nothing could be read.
    public static RecognizedPage empty(int number) {
        return new RecognizedPage(number, 0, List.of());
    }
}
