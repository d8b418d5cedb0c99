// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What concerns folders that are watched.
@Command(name = "source", description = "Folders that are watched.", mixinStandardHelpOptions = true)
final class WatchedFolders implements Runnable {

    private static final String PATH = "/api/sources";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commands(Launcher launcher) {
        return new CommandLine(new WatchedFolders())
                .addSubcommand(new ListAll(launcher))
                .addSubcommand(new WatchedFolder.Show(launcher))
                .addSubcommand(new WatchedFolder.Confirm(launcher))
                .addSubcommand(new WatchedFolder.Scan(launcher))
                .addSubcommand(new WatchedFolder.Decide(launcher))
                .addSubcommand(new WatchedFolder.Pause(launcher))
                .addSubcommand(new WatchedFolder.Resume(launcher));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "What about sources? 'fundstelle source list' lists the watched folders");
    }

    /// A source by its identifier or its path.
    static String find(Client client, String wanted) throws Failure, InterruptedException {
        for (JsonNode source : client.get(PATH, List.of()).path("sources")) {
            if (source.path("id").asText().equals(wanted)
                    || source.path("root").asText().equals(wanted)) {
                return PATH + "/" + source.path("id").asText();
            }
        }
        throw new Failure("no watched folder '%s'; name it in ingest.sources and start again".formatted(wanted));
    }

    static void line(PrintWriter out, JsonNode source) {
        JsonNode scan = source.path("last_scan");
        out.printf(
                "%s  %s  %s%s%s%n",
                source.path("id").asText(),
                source.path("state").asText(),
                source.path("root").asText(),
                scan.isMissingNode()
                        ? ""
                        : "  last scan: " + scan.path("outcome").asText(),
                source.has("asked")
                        ? "  %d files vanished, waiting for a decision"
                                .formatted(source.path("vanished").asInt())
                        : "");
    }

    /// Lists them.
    @Command(name = "list", description = "Lists the watched folders.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {

        private final Launcher launcher;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        ListAll(Launcher launcher) {
            this.launcher = launcher;
        }

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            try (Launcher.Running server = launcher.connect();
                    Client client = new Client(server)) {
                client.get(PATH, List.of()).path("sources").forEach(source -> line(out, source));
            }
            out.flush();
            return 0;
        }
    }
}
