// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes in files and folders.
@Command(
        name = "import",
        description = "Takes in files and folders, and ends when everything can be found by its words.",
        mixinStandardHelpOptions = true)
final class Import implements Callable<Integer> {

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--collection", required = true, paramLabel = "NAME", description = "Made if it does not exist.")
    private String collection = "";

    @Option(
            names = "--readers",
            split = ",",
            paramLabel = "GROUP",
            description = "Groups that may read the collection; administrators always may.")
    private @Nullable Set<String> readers;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes one JSON line per file.")
    private @Nullable Path report;

    @Option(names = "--wait-for-vectors", description = "Ends when everything can be found by its meaning, too.")
    private boolean waitForVectors;

    @Option(names = "--strict", description = "Exit code 1 if a file was refused.")
    private boolean strict;

    Import(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(spec.commandLine(), "There is no file or folder '%s'".formatted(path));
            }
        }
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            String id = collection(client);
            List<Importing.Result> results =
                    new Importing(client, id, spec.commandLine().getErr()).run(paths, waitForVectors);
            if (report != null) {
                write(report, results);
            }
            return summarise(results) && strict ? 1 : 0;
        }
    }

    private String collection(Client client) throws Failure, InterruptedException {
        Optional<JsonNode> known = Optional.empty();
        for (JsonNode one : client.get("/api/collections", List.of()).path("collections")) {
            if (one.path("name").asText().equals(collection)
                    || one.path("id").asText().equals(collection)) {
                known = Optional.of(one);
            }
        }
        if (known.isEmpty()) {
            return client.post(
                            "/api/collections",
                            Map.of(
                                    "name",
                                    collection,
                                    "readers",
                                    Optional.ofNullable(readers).orElse(Set.of())))
                    .path("id")
                    .asText();
        }
        Set<String> present = new TreeSet<>();
        known.get().path("readers").forEach(group -> present.add(group.asText()));
        Set<String> wanted = new TreeSet<>();
        Optional.ofNullable(readers).orElse(Set.of()).forEach(group -> wanted.add(group.strip()));
        wanted.remove("");
        if (readers != null && !present.equals(wanted)) {
            throw new Failure(
                    "the collection '%s' has the readers '%s', not '%s'; change them in the page, or leave out --readers"
                            .formatted(collection, String.join(",", present), String.join(",", wanted)));
        }
        return known.get().path("id").asText();
    }

    private static void write(Path file, List<Importing.Result> results) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (Importing.Result result : results) {
                out.write(result.json());
                out.newLine();
            }
        }
    }

    /// Prints what became of the files; true if some were refused.
    private boolean summarise(List<Importing.Result> results) {
        Map<String, Integer> counts = new LinkedHashMap<>(Map.of());
        Map<String, List<String>> refused = new TreeMap<>();
        for (Importing.Result result : results) {
            counts.merge(result.kind(), 1, Integer::sum);
            if (result.kind().equals("refused")) {
                refused.computeIfAbsent(result.reason(), reason -> new ArrayList<>())
                        .add(result.path());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d files: %d taken in, %d unchanged, %d refused%n",
                results.size(),
                counts.getOrDefault("taken in", 0),
                counts.getOrDefault("unchanged", 0),
                counts.getOrDefault("refused", 0));
        refused.forEach((reason, files) -> {
            out.printf("  refused, %d: %s%n", files.size(), reason);
            files.stream().limit(5).forEach(name -> out.println("    " + name));
            if (files.size() > 5) {
                out.printf("    … and %d more (--report FILE names all)%n", files.size() - 5);
            }
        });
        out.flush();
        return !refused.isEmpty();
    }
}
