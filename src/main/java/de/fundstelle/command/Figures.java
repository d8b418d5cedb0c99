// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a catalogue of questions measured. Pure.
///
/// @param asked questions that were asked
/// @param scores none if nothing was expected
/// @param ndcg10 nDCG@10 by question
/// @param answerable questions that some document answers, or of which nothing is known
/// @param declined those of them that were declined
/// @param unanswerable questions that no document answers
/// @param rightlyDeclined those of them that were declined
/// @param places questions with an expected place
/// @param placesRight those of them whose document came first with a passage at that place
record Figures(
        int asked,
        Optional<Scores> scores,
        Map<String, Double> ndcg10,
        int answerable,
        int declined,
        int unanswerable,
        int rightlyDeclined,
        int places,
        int placesRight,
        double p50,
        double p95,
        double p99) {

    /// A document that was found, by its file name without ending.
    ///
    /// @param place spellings of where its best passage stands
    record Ranked(String name, double score, List<String> place) {}

    /// What came of one question.
    record Result(List<Ranked> ranking, boolean declined, double millis) {

        /// Whether the first expected document was found at an expected place.
        private boolean standsAt(Catalogue.Question question) {
            return ranking.stream()
                    .filter(ranked -> question.documents().containsKey(ranked.name()))
                    .findFirst()
                    .filter(ranked -> question.places().stream()
                            .map(Figures::bare)
                            .anyMatch(place ->
                                    ranked.place().stream().map(Figures::bare).anyMatch(place::equals)))
                    .isPresent();
        }
    }

    /// @param results by question; every question that expects something counts
    static Figures of(Map<String, Catalogue.Question> questions, Map<String, Result> results) {
        Map<String, Map<String, Double>> expected = new LinkedHashMap<>();
        Map<String, List<String>> rankings = new HashMap<>();
        List<Result> answerable = new ArrayList<>();
        List<Result> unanswerable = new ArrayList<>();
        int places = 0;
        int placesRight = 0;
        for (Map.Entry<String, Catalogue.Question> each : questions.entrySet()) {
            Catalogue.Question question = each.getValue();
            if (!question.documents().isEmpty()) {
                expected.put(each.getKey(), question.documents());
            }
            Result result = results.get(each.getKey());
            if (result == null) {
                continue;
            }
            rankings.put(
                    each.getKey(), result.ranking().stream().map(Ranked::name).toList());
            (question.unanswerable() ? unanswerable : answerable).add(result);
            if (!question.places().isEmpty()) {
                places++;
                placesRight += result.standsAt(question) ? 1 : 0;
            }
        }
        double[] millis =
                results.values().stream().mapToDouble(Result::millis).sorted().toArray();
        return new Figures(
                results.size(),
                expected.isEmpty() ? Optional.empty() : Optional.of(Scores.of(expected, rankings)),
                Scores.ndcg10(expected, rankings),
                answerable.size(),
                declined(answerable),
                unanswerable.size(),
                declined(unanswerable),
                places,
                placesRight,
                percentile(millis, 50),
                percentile(millis, 95),
                percentile(millis, 99));
    }

    /// As the server keeps them.
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("questions", asked);
        scores.ifPresent(known -> {
            json.put("ndcg10", known.ndcg10());
            json.put("recall5", known.recall5());
            json.put("recall10", known.recall10());
            json.put("recall20", known.recall20());
            json.put("mrr10", known.mrr10());
        });
        json.put("declined", declined);
        json.put("unanswerable", unanswerable);
        json.put("unanswerable_declined", rightlyDeclined);
        json.put("places", places);
        json.put("places_right", placesRight);
        json.put("p50_ms", p50);
        json.put("p95_ms", p95);
        json.put("p99_ms", p99);
        return json;
    }

    private static int declined(List<Result> results) {
        return (int) results.stream().filter(Result::declined).count();
    }

    private static String bare(String place) {
        return place.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }

    /// The nearest-rank percentile of sorted values; 0 if there are none.
    private static double percentile(double[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }
}
