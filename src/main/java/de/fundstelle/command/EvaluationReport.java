// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Prints what catalogues of questions measured.
final class EvaluationReport {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final PrintWriter out;

    EvaluationReport(PrintWriter out) {
        this.out = out;
    }

    /// What was measured.
    void print(Figures figures) {
        figures.scores().ifPresent(scores -> {
            out.printf(Locale.ROOT, "questions  %d%n", scores.questions());
            out.printf(Locale.ROOT, "nDCG@10    %.4f%n", scores.ndcg10());
            out.printf(Locale.ROOT, "Recall@5   %.4f%n", scores.recall5());
            out.printf(Locale.ROOT, "Recall@10  %.4f%n", scores.recall10());
            out.printf(Locale.ROOT, "Recall@20  %.4f%n", scores.recall20());
            out.printf(Locale.ROOT, "MRR@10     %.4f%n", scores.mrr10());
        });
        if (figures.places() > 0) {
            out.printf(Locale.ROOT, "place      %d of %d%n", figures.placesRight(), figures.places());
        }
        out.printf(Locale.ROOT, "declined   %d of %d%n", figures.declined(), figures.answerable());
        if (figures.unanswerable() > 0) {
            out.printf(
                    Locale.ROOT,
                    "           %d of %d that no document answers%n",
                    figures.rightlyDeclined(),
                    figures.unanswerable());
        }
        if (figures.asked() > 0) {
            out.printf(
                    Locale.ROOT,
                    "took_ms    p50 %.1f, p95 %.1f, p99 %.1f%n",
                    figures.p50(),
                    figures.p95(),
                    figures.p99());
        }
        out.flush();
    }

    /// What has changed since the last time.
    ///
    /// @param previous as the server tells it; missing, if there was none
    void compare(Figures figures, JsonNode previous) {
        out.println();
        if (previous.isMissingNode()) {
            out.println("This catalogue is measured for the first time; the next time is compared with it.");
        } else {
            Map<String, Double> before = new LinkedHashMap<>();
            previous.path("scores")
                    .properties()
                    .forEach(
                            score -> before.put(score.getKey(), score.getValue().asDouble()));
            Comparison comparison = Comparison.of(before, figures.ndcg10());
            double change = figures.scores().orElseThrow().ndcg10()
                    - previous.at("/figures/ndcg10").asDouble();
            out.printf("compared with %s%n", described(previous));
            out.printf(
                    Locale.ROOT,
                    "nDCG@10    %+.4f: %d questions better, %d worse, %d as before%n",
                    change,
                    comparison.better(),
                    comparison.worse(),
                    comparison.same());
            if (comparison.better() + comparison.worse() > 0) {
                out.printf(
                        Locale.ROOT,
                        "           chance alone makes a difference like this in %.1f of 100 cases%s%n",
                        100 * comparison.chance(),
                        comparison.chance() > 0.05 ? ": do not rely on it" : "");
            }
        }
        out.flush();
    }

    /// What was measured before, the newest first.
    ///
    /// @param all as the server tells it
    void history(JsonNode all) {
        for (JsonNode one : all) {
            out.printf(
                    Locale.ROOT,
                    "nDCG@10 %.4f  Recall@10 %.4f  %s, %d questions of %s%n",
                    one.at("/figures/ndcg10").asDouble(),
                    one.at("/figures/recall10").asDouble(),
                    described(one),
                    one.at("/figures/questions").asInt(),
                    one.path("catalogue").asText());
        }
        if (all.isEmpty()) {
            out.println("Nothing was measured yet.");
        }
        out.flush();
    }

    private static String described(JsonNode evaluation) {
        JsonNode circumstances = evaluation.path("circumstances");
        String model = circumstances.path("model").asText("");
        return String.format(
                Locale.ROOT,
                "%s: version %s, %d documents, %s",
                TIME.format(Instant.ofEpochMilli(evaluation.path("at").asLong()).atZone(ZoneId.systemDefault())),
                circumstances.path("version").asText(),
                circumstances.path("documents").asInt(),
                model.isEmpty()
                        ? "words alone"
                        : String.format(
                                Locale.ROOT,
                                "model %s, weight %.2f",
                                model,
                                circumstances.path("vector_weight").asDouble()));
    }
}
