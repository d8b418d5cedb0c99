// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints the journal.
@Command(
        name = "journal",
        description = "Prints the journal, one entry a line as JSON, with the hashes that chain them.",
        mixinStandardHelpOptions = true)
final class PrintJournal implements Callable<Integer> {

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--since", paramLabel = "DAY", description = "The first day, such as 2027-01-31; all if absent.")
    private @Nullable LocalDate since;

    PrintJournal(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Client.Parameter> parameters =
                since == null ? List.of() : List.of(new Client.Parameter("since", since.toString()));
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        client.stream("/api/journal/export", parameters), StandardCharsets.UTF_8))) {
            lines.lines().forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
