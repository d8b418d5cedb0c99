// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.index.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One list out of two: the weighted sum of scores, each list's scaled to 0…1 for the query at hand.
///
/// Scores are scaled between the list's best and its [#FLOOR]-th, so that asking for more changes no order at the top.
/// Dividing by the best alone was tried: the cosines of a large library lie so close together that being in the list
/// of meaning at all outweighed the words. Reciprocal ranks give a weak model as much say as the words, and are worse.
final class Fusion {

    /// The place in a list whose score counts as 0; worse ones count as 0, too. Shorter lists are scaled from 0.
    private static final int FLOOR = 100;

    private Fusion() {}

    /// A passage, not yet read from disk, and how it was found.
    record Fused(int number, FoundBy by) {

        double score() {
            return by.score();
        }

        Candidate candidate() {
            return new Candidate(number, score());
        }
    }

    /// The fused list, best first; equal scores keep the order of the words, then of the meaning.
    ///
    /// @param alike whether the words are only spelled almost like those of the query
    /// @param weight share of the meaning, 0 to 1
    static List<Fused> fuse(List<Candidate> words, boolean alike, List<Candidate> meaning, double weight) {
        double share = meaning.isEmpty() ? 0 : words.isEmpty() ? 1 : weight;
        Map<Integer, Fused> sums = new LinkedHashMap<>();
        scale(words, 1 - share)
                .forEach((number, score) -> sums.put(number, new Fused(number, new FoundBy(score, 0, alike))));
        scale(meaning, share).forEach((number, score) -> {
            double byWords = sums.containsKey(number) ? sums.get(number).by().words() : 0;
            sums.put(number, new Fused(number, new FoundBy(byWords, score, alike && byWords > 0)));
        });
        List<Fused> fused = new ArrayList<>(sums.values());
        fused.sort(Comparator.comparingDouble(Fused::score).reversed());
        return fused;
    }

    private static Map<Integer, Double> scale(List<Candidate> list, double share) {
        Map<Integer, Double> scores = new LinkedHashMap<>();
        if (list.isEmpty() || share == 0) {
            return scores;
        }
        double best = list.getFirst().score();
        double floor = list.size() >= FLOOR ? list.get(FLOOR - 1).score() : 0;
        double span = best - floor;
        for (Candidate candidate : list) {
            double scaled = span <= 0 ? 1 : Math.max(0, (candidate.score() - floor) / span);
            scores.put(candidate.number(), share * scaled);
        }
        return scores;
    }
}
