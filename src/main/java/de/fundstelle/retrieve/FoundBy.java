// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

/// How a passage was found: what each list adds to its score.
///
/// @param words by its words, 0 to 1
/// @param meaning by its vector, 0 to 1
/// @param alike whether the words are only spelled almost like those of the query
public record FoundBy(double words, double meaning, boolean alike) {

    /// Where nobody searched, or for documents rather than for words.
    public static final FoundBy NOTHING = new FoundBy(0, 0, false);

    double score() {
        return words + meaning;
    }
}
