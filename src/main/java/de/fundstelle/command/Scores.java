// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/// How well rankings meet what was expected.
///
/// nDCG with linear gain and a logarithmic discount (Järvelin and Kekäläinen 2002, as trec_eval's ndcg_cut),
/// recall and reciprocal rank; each is a mean over questions, and a question without results counts as 0.
record Scores(int questions, double ndcg10, double recall5, double recall10, double recall20, double mrr10) {

    /// The scores of rankings.
    ///
    /// @param expected gains of documents by question; every question counts
    /// @param rankings documents by question, best first
    static Scores of(Map<String, Map<String, Double>> expected, Map<String, List<String>> rankings) {
        return new Scores(
                expected.size(),
                mean(expected, rankings, (gains, ranking) -> ndcg(gains, ranking, 10)),
                mean(expected, rankings, (gains, ranking) -> recall(gains, ranking, 5)),
                mean(expected, rankings, (gains, ranking) -> recall(gains, ranking, 10)),
                mean(expected, rankings, (gains, ranking) -> recall(gains, ranking, 20)),
                mean(expected, rankings, (gains, ranking) -> reciprocalRank(gains, ranking, 10)));
    }

    /// nDCG@10 of each question.
    static Map<String, Double> ndcg10(Map<String, Map<String, Double>> expected, Map<String, List<String>> rankings) {
        Map<String, Double> each = new LinkedHashMap<>();
        expected.forEach((id, gains) -> each.put(id, ndcg(gains, rankings.getOrDefault(id, List.of()), 10)));
        return each;
    }

    private static double mean(
            Map<String, Map<String, Double>> expected,
            Map<String, List<String>> rankings,
            ToDoubleBiFunction<Map<String, Double>, List<String>> score) {
        return expected.entrySet().stream()
                .mapToDouble(question ->
                        score.applyAsDouble(question.getValue(), rankings.getOrDefault(question.getKey(), List.of())))
                .average()
                .orElse(0);
    }

    private static double ndcg(Map<String, Double> gains, List<String> ranking, int depth) {
        double ideal = gain(
                gains.values().stream()
                        .sorted((one, other) -> Double.compare(other, one))
                        .toList(),
                depth);
        double real = gain(
                ranking.stream()
                        .map(document -> gains.getOrDefault(document, 0.0))
                        .toList(),
                depth);
        return ideal == 0 ? 0 : real / ideal;
    }

    private static double gain(List<Double> gains, int depth) {
        double sum = 0;
        for (int rank = 0; rank < Math.min(depth, gains.size()); rank++) {
            sum += gains.get(rank) / (Math.log(rank + 2.0) / Math.log(2));
        }
        return sum;
    }

    private static double recall(Map<String, Double> gains, List<String> ranking, int depth) {
        long found = ranking.stream().limit(depth).filter(gains::containsKey).count();
        return gains.isEmpty() ? 0 : (double) found / gains.size();
    }

    private static double reciprocalRank(Map<String, Double> gains, List<String> ranking, int depth) {
        for (int rank = 0; rank < Math.min(depth, ranking.size()); rank++) {
            if (gains.containsKey(ranking.get(rank))) {
                return 1.0 / (rank + 1);
            }
        }
        return 0;
    }
}
