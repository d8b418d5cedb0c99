// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import de.fundstelle.access.Task;
import de.fundstelle.retrieve.Evaluations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the command line measured with catalogues of questions, and under which circumstances.
final class EvaluationRoutes {

    private static final int LONGEST_NAME = 200;

    private final Evaluations evaluations;
    private final double vectorWeight;
    private final Supplier<SystemState> state;

    EvaluationRoutes(Evaluations evaluations, double vectorWeight, Supplier<SystemState> state) {
        this.evaluations = evaluations;
        this.vectorWeight = vectorWeight;
        this.state = state;
    }

    /// What was measured; absent where nothing was expected.
    private record Figures(
            int questions,
            @Nullable Double ndcg10,
            @Nullable Double recall5,
            @Nullable Double recall10,
            @Nullable Double recall20,
            @Nullable Double mrr10,
            int declined,
            @Nullable Integer unanswerable,
            @Nullable Integer unanswerableDeclined,
            @Nullable Integer places,
            @Nullable Integer placesRight,
            double p50Ms,
            double p95Ms,
            double p99Ms) {}

    private record Run(
            @Nullable String catalogue,
            @Nullable String fingerprint,
            @Nullable Figures figures,
            @Nullable Map<String, Double> scores) {}

    private record Circumstances(
            String version, @Nullable String model, double vectorWeight, int documents, long passages, long vectors) {}

    private record Kept(
            long at,
            String catalogue,
            @JsonRawValue String circumstances,
            @JsonRawValue String figures,
            @JsonRawValue @Nullable String scores) {
        static Kept of(Evaluations.Evaluation evaluation, boolean scores) {
            return new Kept(
                    evaluation.at(),
                    evaluation.catalogue(),
                    evaluation.circumstances(),
                    evaluation.figures(),
                    scores ? evaluation.scores() : null);
        }
    }

    private record Answer(@Nullable Kept previous) {}

    private record All(List<Kept> evaluations) {}

    List<Route> routes() {
        return List.of(
                Route.post("/api/operator/evaluations", Task.OPERATE, this::keep),
                Route.get("/api/operator/evaluations", Task.OPERATE, this::all));
    }

    private void keep(Call call) throws IOException {
        Run run = call.json(Run.class);
        if (run.catalogue() == null
                || run.catalogue().length() > LONGEST_NAME
                || run.fingerprint() == null
                || run.figures() == null
                || run.scores() == null) {
            throw Problem.malformed(
                    "Es fehlt „catalogue“ (höchstens %d Zeichen), „fingerprint“, „figures“ oder „scores“."
                            .formatted(LONGEST_NAME));
        }
        SystemState now = state.get();
        Circumstances circumstances = new Circumstances(
                now.version(), now.embedding().model(), vectorWeight, now.documents(), now.passages(), now.vectors());
        call.send(new Answer(evaluations
                .keep(
                        run.catalogue(),
                        run.fingerprint(),
                        Json.text(circumstances),
                        Json.text(run.figures()),
                        Json.text(run.scores()))
                .map(previous -> Kept.of(previous, true))
                .orElse(null)));
    }

    private void all(Call call) {
        call.send(new All(evaluations.all().stream()
                .map(evaluation -> Kept.of(evaluation, false))
                .toList()));
    }
}
