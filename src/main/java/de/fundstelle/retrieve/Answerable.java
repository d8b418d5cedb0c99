// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Passage;
import de.fundstelle.index.QueryWords;
import java.util.List;
import java.util.Map;

/// Decides whether passages are good enough to answer from: one of the best must speak of most of the question.
final class Answerable {

    /// How many of the best passages are looked at.
    static final int PASSAGES = 3;

    /// The share of the question's content words, weighted by rarity, that a passage must speak of.
    ///
    /// Measured on prepared sets: about one in twenty-five questions that the documents answer is declined, and a
    /// fifth to a third of those from quite another field is accepted.
    private static final double THRESHOLD = 0.3;

    private Answerable() {}

    static boolean check(QueryWords question, Map<String, Double> rarity, List<Passage> best) {
        return coverage(question, rarity, best) >= THRESHOLD;
    }

    static double coverage(QueryWords question, Map<String, Double> rarity, List<Passage> best) {
        return best.stream()
                .limit(PASSAGES)
                .mapToDouble(passage -> question.coverage(passage, rarity))
                .max()
                .orElse(0);
    }
}
