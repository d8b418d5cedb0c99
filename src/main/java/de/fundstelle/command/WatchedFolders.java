// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What concerns folders that are watched.
@Command(name = "source", description = "Folders that are watched.", mixinStandardHelpOptions = true)
final class WatchedFolders implements Runnable {

    private static final String PATH = "/api/sources";
    private static final Duration POLL = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine commands(Launcher launcher) {
        return new CommandLine(new WatchedFolders())
                .addSubcommand(new ListAll(launcher))
                .addSubcommand(new Show(launcher))
                .addSubcommand(new Confirm(launcher))
                .addSubcommand(new Scan(launcher));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "What about sources? 'fundstelle source list' lists the watched folders");
    }

    /// A source by its identifier or its path.
    private static String find(Client client, String wanted) throws Failure, InterruptedException {
        for (JsonNode source : client.get(PATH, List.of()).path("sources")) {
            if (source.path("id").asText().equals(wanted)
                    || source.path("root").asText().equals(wanted)) {
                return PATH + "/" + source.path("id").asText();
            }
        }
        throw new Failure("no watched folder '%s'; name it in ingest.sources and start again".formatted(wanted));
    }

    private static void line(PrintWriter out, JsonNode source) {
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

    /// Shows one with its dry run.
    @Command(
            name = "show",
            description = "Shows a watched folder: dry run, mapping, scans.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {

        private final Launcher launcher;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "SOURCE", description = "Identifier or path.")
        private String wanted = "";

        @Option(names = "--json", description = "Everything, as JSON.")
        private boolean json;

        Show(Launcher launcher) {
            this.launcher = launcher;
        }

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            try (Launcher.Running server = launcher.connect();
                    Client client = new Client(server)) {
                JsonNode source = client.get(find(client, wanted), List.of());
                if (json) {
                    out.println(source.toPrettyString());
                } else {
                    print(out, source);
                }
            }
            out.flush();
            return 0;
        }

        private static void print(PrintWriter out, JsonNode source) {
            line(out, source);
            JsonNode report = source.path("report");
            if (report.has("problem")) {
                out.println(report.path("problem").asText());
            }
            for (JsonNode folder : report.path("folders")) {
                out.printf(
                        "folder  '%s'  %d files, %d will not be read%s%n",
                        folder.path("folder").asText(),
                        folder.path("files").asLong(),
                        folder.path("unread").asLong(),
                        folder.has("sensitive")
                                ? "  SENSITIVE: " + folder.path("sensitive").asText()
                                : "");
            }
            report.path("sensitive")
                    .forEach(one -> out.printf(
                            "sensitive  '%s'  %s%n",
                            one.path("folder").asText(), one.path("reason").asText()));
            report.path("unread")
                    .forEach(one -> out.printf(
                            "unread  %s: %d files%n",
                            one.path("reason").asText(), one.path("files").asLong()));
            report.path("excludes")
                    .forEach(one -> out.printf(
                            "%s  '%s'  %s%n",
                            one.path("proposed").asBoolean() ? "exclude" : "exclude?",
                            one.path("pattern").asText(),
                            one.path("reason").asText()));
            source.path("mappings")
                    .forEach(one -> out.printf(
                            "mapped  '%s' -> %s%n",
                            one.path("folder").asText(),
                            one.path("collection_name").asText()));
            JsonNode scan = source.path("last_scan");
            if (!scan.isMissingNode()) {
                out.println("counts  " + scan.path("counts"));
                scan.path("warnings").forEach(warning -> out.println(warning.asText()));
            }
        }
    }

    /// Decides what goes where.
    @Command(
            name = "confirm",
            description = "Says which folder goes into which collection.",
            mixinStandardHelpOptions = true)
    static final class Confirm implements Callable<Integer> {

        private final Launcher launcher;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "SOURCE", description = "Identifier or path.")
        private String wanted = "";

        @Option(
                names = "--map",
                paramLabel = "FOLDER=COLLECTION",
                description =
                        "A collection there is; its readers read these files, too. An empty FOLDER is the root itself.")
        private List<String> existing = List.of();

        @Option(
                names = "--new",
                paramLabel = "FOLDER=COLLECTION",
                description = "A collection that is made, without readers.")
        private List<String> fresh = List.of();

        @Option(names = "--exclude", paramLabel = "PATTERN", description = "What is left out: *.bak, alt, Bauamt/alt.")
        private List<String> excludes = List.of();

        Confirm(Launcher launcher) {
            this.launcher = launcher;
        }

        @Override
        public Integer call() throws Exception {
            List<Map<String, String>> mappings = new ArrayList<>();
            existing.forEach(text -> mappings.add(mapping(text, "collection")));
            fresh.forEach(text -> mappings.add(mapping(text, "new_collection")));
            PrintWriter out = spec.commandLine().getOut();
            try (Launcher.Running server = launcher.connect();
                    Client client = new Client(server)) {
                JsonNode source = client.post(
                        find(client, wanted) + "/confirm", Map.of("mappings", mappings, "excludes", excludes));
                line(out, source);
            }
            out.flush();
            return 0;
        }

        private Map<String, String> mapping(String text, String key) {
            int equals = text.lastIndexOf('=');
            if (equals < 0) {
                throw new ParameterException(spec.commandLine(), "'%s' is not FOLDER=COLLECTION".formatted(text));
            }
            Map<String, String> mapping = new HashMap<>();
            mapping.put("folder", text.substring(0, equals));
            mapping.put(key, text.substring(equals + 1));
            return mapping;
        }
    }

    /// Looks through one now.
    @Command(
            name = "scan",
            description = "Looks through a watched folder now, and waits for it.",
            mixinStandardHelpOptions = true)
    static final class Scan implements Callable<Integer> {

        private final Launcher launcher;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "SOURCE", description = "Identifier or path.")
        private String wanted = "";

        Scan(Launcher launcher) {
            this.launcher = launcher;
        }

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            try (Launcher.Running server = launcher.connect();
                    Client client = new Client(server)) {
                String path = find(client, wanted);
                client.post(path + "/scan", Map.of());
                JsonNode source = client.get(path, List.of());
                while (source.path("running").asBoolean()) {
                    Thread.sleep(POLL);
                    source = client.get(path, List.of());
                }
                Show.print(out, source);
            }
            out.flush();
            return 0;
        }
    }
}
