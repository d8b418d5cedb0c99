// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.command.Client.Parameter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the passages for a query.
@Command(name = "search", description = "Prints the best passages for a query.", mixinStandardHelpOptions = true)
final class Search implements Callable<Integer> {

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "QUERY", description = "Words to look for.")
    private List<String> query = new ArrayList<>();

    @Option(names = "--collection", paramLabel = "NAME", description = "Where to look; everywhere if absent.")
    private List<String> collections = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "The most passages (default: 10).")
    private int limit;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "Looks through the eyes of this person; a second person must agree.")
    private @Nullable String person;

    @Option(
            names = "--approval",
            paramLabel = "CODE",
            description = "The agreement of an auditor or administrator, from the page; works once.")
    private @Nullable String approval;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    Search(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("q", String.join(" ", query)));
        parameters.add(new Parameter("limit", String.valueOf(limit)));
        collections.forEach(name -> parameters.add(new Parameter("collection", name)));
        if (person != null) {
            parameters.add(new Parameter("as", person));
        }
        if (approval != null) {
            parameters.add(new Parameter("approval", approval));
        }
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            print(client.get("/api/search", parameters));
        }
        return 0;
    }

    private void print(JsonNode found) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(found);
        } else {
            int number = 1;
            for (JsonNode hit : found.path("hits")) {
                String place = hit.path("place").path("label").asText();
                out.printf(
                        "%d. %s%s  [%s]%n",
                        number++,
                        hit.path("title").asText(),
                        place.isEmpty() ? "" : ", " + place,
                        hit.path("name").asText());
                if (hit.hasNonNull("notice")) {
                    out.println("   " + hit.path("notice").asText());
                }
                hit.path("text").asText().lines().forEach(line -> out.println("   " + line));
                out.println();
            }
            out.printf(
                    "%d passages in %s ms%n", number - 1, found.path("took_ms").asText());
        }
        out.flush();
    }
}
