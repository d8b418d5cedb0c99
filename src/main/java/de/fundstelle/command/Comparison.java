// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Two runs of the same questions, one compared with the other. Pure.
///
/// @param better questions that score higher than before
/// @param worse questions that score lower than before
/// @param same questions that score as before
/// @param chance how often a mean difference of this size, in either direction, comes about by chance: 0 to 1
record Comparison(int better, int worse, int same, double chance) {

    /// Smaller differences are rounding.
    private static final double NOISE = 1e-9;

    private static final int SHUFFLES = 10_000;

    /// The same result for the same scores.
    private static final long SEED = 42;

    /// Compares scores by question; questions that only one of the two has do not count.
    ///
    /// The chance is that of Fisher's randomization test on pairs (Smucker, Allan and Carterette 2007):
    /// how often the mean is as far from 0 when each difference has its sign by lot.
    static Comparison of(Map<String, Double> before, Map<String, Double> now) {
        List<Double> differences = new ArrayList<>();
        now.forEach((id, score) -> {
            if (before.containsKey(id)) {
                differences.add(score - before.get(id));
            }
        });
        int better = (int) differences.stream().filter(one -> one > NOISE).count();
        int worse = (int) differences.stream().filter(one -> one < -NOISE).count();
        return new Comparison(better, worse, differences.size() - better - worse, chance(differences));
    }

    private static double chance(List<Double> differences) {
        double[] changed = differences.stream()
                .mapToDouble(Double::doubleValue)
                .filter(one -> Math.abs(one) > NOISE)
                .toArray();
        double sum = 0;
        for (double one : changed) {
            sum += one;
        }
        Random lot = new Random(SEED);
        int asFar = 0;
        for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
            double other = 0;
            for (double one : changed) {
                other += lot.nextBoolean() ? one : -one;
            }
            if (Math.abs(other) >= Math.abs(sum) - NOISE) {
                asFar++;
            }
        }
        return (double) asFar / SHUFFLES;
    }
}
