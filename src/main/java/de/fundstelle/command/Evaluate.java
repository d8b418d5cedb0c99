// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.command.Client.Parameter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures how well the search answers a catalogue of questions.
@Command(
        name = "evaluate",
        description = "Runs a catalogue of questions and prints how well the search finds what was expected.",
        mixinStandardHelpOptions = true)
final class Evaluate implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TAG = "fundstelle";

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--queries",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines with \"id\" and \"text\".")
    private Path queries = Path.of("");

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

    Evaluate(Launcher launcher) {
        this.launcher = launcher;
    }

    private record Ranked(String name, double score) {}

    private record Result(List<Ranked> ranking, boolean declined, double millis) {}

    @Override
    public Integer call() throws Exception {
        Map<String, String> questions = questions();
        Map<String, Map<String, Double>> expected = qrels == null ? Map.of() : expected(qrels);
        Map<String, Result> results = new LinkedHashMap<>();
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            warnOfMissingVectors(client);
            ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), questions.size());
            for (Map.Entry<String, String> question : questions.entrySet()) {
                results.put(question.getKey(), ask(client, question.getValue()));
                bar.show("asked", results.size());
            }
            bar.end();
        }
        if (run != null) {
            write(run, results);
        }
        print(expected, results);
        return 0;
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

    private Map<String, String> questions() throws Failure {
        Map<String, String> questions = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(queries)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode question = JSON.readTree(line);
                if (!question.hasNonNull("id") || !question.hasNonNull("text")) {
                    throw new Failure("line %d of '%s' lacks \"id\" or \"text\"".formatted(number, queries));
                }
                questions.put(
                        question.path("id").asText(), question.path("text").asText());
            } catch (IOException e) {
                throw new Failure("line %d of '%s' is not JSON".formatted(number, queries), e);
            }
        }
        return questions;
    }

    private static Map<String, Map<String, Double>> expected(Path file) throws Failure {
        Map<String, Map<String, Double>> expected = new LinkedHashMap<>();
        for (String line : lines(file)) {
            String[] columns = line.split("\t", -1);
            if (columns.length < 3 || columns[0].equals("query-id")) {
                continue;
            }
            try {
                double gain = Double.parseDouble(columns[2].strip());
                if (gain > 0) {
                    expected.computeIfAbsent(columns[0], id -> new HashMap<>()).put(columns[1], gain);
                }
            } catch (NumberFormatException e) {
                throw new Failure("'%s' has a relevance that is not a number: %s".formatted(file, line), e);
            }
        }
        if (expected.isEmpty()) {
            throw new Failure("'%s' expects no document for any question; it needs three columns, separated by tabs"
                    .formatted(file));
        }
        return expected;
    }

    private static List<String> lines(Path file) throws Failure {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Failure("cannot read '%s' as UTF-8 text".formatted(file), e);
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
            String name = stem(document.path("name").asText());
            ranking.putIfAbsent(name, new Ranked(name, document.path("score").asDouble()));
        }
        return new Result(
                List.copyOf(ranking.values()),
                answer.path("declined").asBoolean(),
                answer.path("took_ms").asDouble());
    }

    private static String stem(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
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

    private void print(Map<String, Map<String, Double>> expected, Map<String, Result> results) {
        PrintWriter out = spec.commandLine().getOut();
        if (!expected.isEmpty()) {
            Map<String, List<String>> rankings = new HashMap<>();
            results.forEach((id, result) ->
                    rankings.put(id, result.ranking().stream().map(Ranked::name).toList()));
            Scores scores = Scores.of(expected, rankings);
            out.printf(Locale.ROOT, "questions  %d%n", scores.questions());
            out.printf(Locale.ROOT, "nDCG@10    %.4f%n", scores.ndcg10());
            out.printf(Locale.ROOT, "Recall@5   %.4f%n", scores.recall5());
            out.printf(Locale.ROOT, "Recall@10  %.4f%n", scores.recall10());
            out.printf(Locale.ROOT, "Recall@20  %.4f%n", scores.recall20());
            out.printf(Locale.ROOT, "MRR@10     %.4f%n", scores.mrr10());
        }
        long declined = results.values().stream().filter(Result::declined).count();
        out.printf(Locale.ROOT, "declined   %d of %d%n", declined, results.size());
        double[] millis =
                results.values().stream().mapToDouble(Result::millis).sorted().toArray();
        if (millis.length > 0) {
            out.printf(
                    Locale.ROOT,
                    "took_ms    p50 %.1f, p95 %.1f, p99 %.1f%n",
                    percentile(millis, 50),
                    percentile(millis, 95),
                    percentile(millis, 99));
        }
        out.flush();
    }

    /// The nearest-rank percentile of sorted values.
    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }
}
