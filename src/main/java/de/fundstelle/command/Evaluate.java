// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.command.Client.Parameter;
import de.fundstelle.command.Figures.Ranked;
import de.fundstelle.command.Figures.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures how well the search answers a catalogue of questions, and compares it with the last time.
@Command(
        name = "evaluate",
        description = "Runs a catalogue of questions and prints how well the search finds what was expected.",
        mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {

    private static final String TAG = "fundstelle";

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "Questions and what should be found: CSV with the columns frage;dokument;stelle, or JSON lines "
                            + "with \"question\", \"document\", \"place\".")
    private @Nullable Path catalogue;

    @Option(names = "--queries", paramLabel = "FILE", description = "JSON lines with \"id\" and \"text\".")
    private @Nullable Path queries;

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            description = "Tab separated: question, document (file name without ending), relevance.")
    private @Nullable Path qrels;

    @Option(names = "--collection", paramLabel = "NAME", description = "Where to look; everywhere if absent.")
    private List<String> collections = new ArrayList<>();

    @Option(names = "--run", paramLabel = "FILE", description = "Writes the rankings as a TREC run.")
    private @Nullable Path run;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Documents per question (default: 100).")
    private int limit;

    @Option(names = "--history", description = "Prints what was measured before, and measures nothing.")
    private boolean history;

    Evaluate(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        if (history) {
            printHistory();
            return 0;
        }
        Catalogue asked = catalogue();
        Map<String, Result> results = new LinkedHashMap<>();
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            warnOfMissingVectors(client);
            ProgressBar bar = new ProgressBar(
                    spec.commandLine().getErr(), asked.questions().size());
            for (Map.Entry<String, Catalogue.Question> question :
                    asked.questions().entrySet()) {
                if (!question.getValue().text().isEmpty()) {
                    results.put(
                            question.getKey(), ask(client, question.getValue().text()));
                    bar.show("asked", results.size());
                }
            }
            bar.end();
            if (run != null) {
                write(run, results);
            }
            Figures figures = Figures.of(asked.questions(), results);
            report().print(figures);
            if (figures.scores().isPresent()) {
                report().compare(figures, keep(client, asked, figures).path("previous"));
            }
        }
        return 0;
    }

    private Catalogue catalogue() throws Failure {
        if (catalogue != null && queries == null && qrels == null) {
            return Catalogue.read(catalogue);
        }
        if (queries != null && catalogue == null) {
            return Catalogue.read(queries, Optional.ofNullable(qrels));
        }
        throw new ParameterException(
                spec.commandLine(), "Name the questions: either --catalogue, or --queries and --qrels.");
    }

    private void warnOfMissingVectors(Client client) throws Failure, InterruptedException {
        JsonNode state = client.get("/api/state", List.of());
        long missing = state.path("passages").asLong() - state.path("vectors").asLong();
        if (missing > 0 && !state.path("embedding").path("provider").asText().equals("none")) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "Note: %d of %d passages have no vector yet.%n",
                            missing, state.path("passages").asLong());
        }
    }

    private Result ask(Client client, String text) throws Failure, InterruptedException {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("q", text));
        parameters.add(new Parameter("limit", String.valueOf(limit)));
        collections.forEach(name -> parameters.add(new Parameter("collection", name)));
        JsonNode answer = client.get("/api/operator/ranking", parameters);
        Map<String, Ranked> ranking = new LinkedHashMap<>();
        for (JsonNode document : answer.path("documents")) {
            String name = Catalogue.stem(document.path("name").asText());
            ranking.putIfAbsent(
                    name, new Ranked(name, document.path("score").asDouble(), places(document.path("place"))));
        }
        return new Result(
                List.copyOf(ranking.values()),
                answer.path("declined").asBoolean(),
                answer.path("took_ms").asDouble());
    }

    /// All that a catalogue may call a place.
    private static List<String> places(JsonNode place) {
        List<String> places = new ArrayList<>(List.of(place.path("label").asText()));
        for (String name : List.of("section", "sheet")) {
            if (place.hasNonNull(name)) {
                places.add(place.path(name).asText());
            }
        }
        if (place.hasNonNull("page")) {
            String page = place.path("page").asText();
            places.addAll(List.of(page, "S. " + page, "Seite " + page));
        }
        if (place.hasNonNull("slide")) {
            places.add("Folie " + place.path("slide").asText());
        }
        return places;
    }

    private static JsonNode keep(Client client, Catalogue asked, Figures figures) throws Failure, InterruptedException {
        return client.post(
                "/api/operator/evaluations",
                Map.of(
                        "catalogue", asked.name(),
                        "fingerprint", asked.fingerprint(),
                        "figures", figures.toJson(),
                        "scores", figures.ndcg10()));
    }

    private static void write(Path file, Map<String, Result> results) throws IOException {
        List<String> lines = new ArrayList<>();
        results.forEach((id, result) -> {
            int rank = 1;
            for (Ranked ranked : result.ranking()) {
                lines.add(String.format(
                        Locale.ROOT, "%s Q0 %s %d %.6f %s", id, ranked.name(), rank++, ranked.score(), TAG));
            }
        });
        Files.write(file, lines);
    }

    private void printHistory() throws Exception {
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            report().history(client.get("/api/operator/evaluations", List.of()).path("evaluations"));
        }
    }

    private EvaluationReport report() {
        return new EvaluationReport(spec.commandLine().getOut());
    }
}
