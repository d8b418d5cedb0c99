// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Checks what is kept.
@Command(
        name = "verify",
        description = "Checks database, originals, index and journal against each other.",
        mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--repair", description = "Rebuilds what can be rebuilt.")
    private boolean repair;

    @Option(
            names = "--journal-head",
            paramLabel = "N:HASH",
            description = "An entry of the journal that an earlier verify printed; it must still be there unchanged.")
    private @Nullable String head;

    Verify(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            JsonNode report = client.post("/api/operator/verify", parameters(), Map.of());
            report.path("findings").forEach(finding -> out.println(finding.asText()));
            out.printf(
                    "%d documents and %d originals checked: %s%n",
                    report.path("documents").asInt(),
                    report.path("originals").asInt(),
                    report.path("findings").isEmpty()
                            ? "all in order"
                            : report.path("findings").size() + " findings");
            if (report.path("repaired").asInt() > 0) {
                out.printf(
                        "%d documents put in order in the index%n",
                        report.path("repaired").asInt());
            }
            out.println("Newest entry of the journal: " + report.path("head").asText());
            out.flush();
            return report.path("findings").isEmpty() ? 0 : 1;
        }
    }

    private List<Client.Parameter> parameters() {
        List<Client.Parameter> parameters = new ArrayList<>();
        if (repair) {
            parameters.add(new Client.Parameter("repair", "true"));
        }
        if (head != null) {
            parameters.add(new Client.Parameter("journal-head", head));
        }
        return parameters;
    }
}
