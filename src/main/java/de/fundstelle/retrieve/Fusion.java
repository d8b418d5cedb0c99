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

    /// The fused list, best first; equal scores keep the order of the words, then of the meaning.
    ///
    /// @param weight share of the meaning, 0 to 1
    static List<Candidate> fuse(List<Candidate> words, List<Candidate> meaning, double weight) {
        double share = meaning.isEmpty() ? 0 : words.isEmpty() ? 1 : weight;
        Map<Integer, Double> sums = new LinkedHashMap<>();
        add(sums, words, 1 - share);
        add(sums, meaning, share);
        List<Candidate> fused = new ArrayList<>(sums.size());
        sums.forEach((number, score) -> fused.add(new Candidate(number, score)));
        fused.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return fused;
    }

    private static void add(Map<Integer, Double> sums, List<Candidate> list, double share) {
        if (list.isEmpty() || share == 0) {
            return;
        }
        double best = list.getFirst().score();
        double floor = list.size() >= FLOOR ? list.get(FLOOR - 1).score() : 0;
        double span = best - floor;
        for (Candidate candidate : list) {
            double scaled = span <= 0 ? 1 : Math.max(0, (candidate.score() - floor) / span);
            sums.merge(candidate.number(), share * scaled, Double::sum);
        }
    }
}
