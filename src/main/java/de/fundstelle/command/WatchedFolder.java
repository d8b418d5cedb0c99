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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A command about one watched folder.
abstract sealed class WatchedFolder implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SOURCE", description = "Identifier or path.")
    private String wanted = "";

    private WatchedFolder(Launcher launcher) {
        this.launcher = launcher;
    }

    /// Does what was asked for.
    ///
    /// @param path of the folder in the interface
    abstract void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException;

    @Override
    public final Integer call() throws Exception {
        prepare();
        PrintWriter out = spec.commandLine().getOut();
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server)) {
            act(client, WatchedFolders.find(client, wanted), out);
        }
        out.flush();
        return 0;
    }

    /// Checks the call before a server is started for it.
    void prepare() {}

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// Waits until nobody looks through the folder any more, and shows it.
    private static void await(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
        JsonNode source = client.get(path, List.of());
        while (source.path("running").asBoolean()) {
            Thread.sleep(POLL);
            source = client.get(path, List.of());
        }
        Show.print(out, source);
    }

    /// Shows one with its dry run.
    @Command(
            name = "show",
            description = "Shows a watched folder: dry run, mapping, scans.",
            mixinStandardHelpOptions = true)
    static final class Show extends WatchedFolder {

        @Option(names = "--json", description = "Everything, as JSON.")
        private boolean json;

        Show(Launcher launcher) {
            super(launcher);
        }

        @Override
        void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
            JsonNode source = client.get(path, List.of());
            if (json) {
                out.println(source.toPrettyString());
            } else {
                print(out, source);
            }
        }

        private static void print(PrintWriter out, JsonNode source) {
            WatchedFolders.line(out, source);
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
    static final class Confirm extends WatchedFolder {

        private final List<Map<String, String>> mappings = new ArrayList<>();

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
            super(launcher);
        }

        @Override
        void prepare() {
            existing.forEach(text -> mappings.add(mapping(text, "collection")));
            fresh.forEach(text -> mappings.add(mapping(text, "new_collection")));
        }

        @Override
        void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
            WatchedFolders.line(
                    out, client.post(path + "/confirm", Map.of("mappings", mappings, "excludes", excludes)));
        }

        private Map<String, String> mapping(String text, String key) {
            int equals = text.lastIndexOf('=');
            if (equals < 0) {
                throw wrong("'%s' is not FOLDER=COLLECTION".formatted(text));
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
    static final class Scan extends WatchedFolder {

        Scan(Launcher launcher) {
            super(launcher);
        }

        @Override
        void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
            client.post(path + "/scan", Map.of());
            await(client, path, out);
        }
    }

    /// Says what becomes of the documents whose files vanished.
    @Command(
            name = "decide",
            description = "Says what becomes of documents whose files vanished, where somebody is asked.",
            mixinStandardHelpOptions = true)
    static final class Decide extends WatchedFolder {

        @ArgGroup(multiplicity = "1")
        private Answer answer = new Answer();

        private static final class Answer {

            @Option(names = "--remove", description = "They are removed, and a scan looks for them once more before.")
            private boolean remove;

            @Option(names = "--keep", description = "They stay until somebody deletes them or the files come back.")
            private boolean keep;
        }

        Decide(Launcher launcher) {
            super(launcher);
        }

        @Override
        void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
            client.post(path + "/decide", Map.of("remove", answer.remove && !answer.keep));
            await(client, path, out);
        }
    }

    /// Stops looking.
    @Command(
            name = "pause",
            description = "Stops watching a folder, also in the middle of a scan; documents stay as they are.",
            mixinStandardHelpOptions = true)
    static final class Pause extends WatchedFolder {

        Pause(Launcher launcher) {
            super(launcher);
        }

        @Override
        void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
            WatchedFolders.line(out, client.post(path + "/pause", Map.of()));
        }
    }

    /// Looks again.
    @Command(
            name = "resume",
            description = "Watches a folder again that was paused; a running server looks at once.",
            mixinStandardHelpOptions = true)
    static final class Resume extends WatchedFolder {

        Resume(Launcher launcher) {
            super(launcher);
        }

        @Override
        void act(Client client, String path, PrintWriter out) throws Failure, InterruptedException {
            WatchedFolders.line(out, client.post(path + "/resume", Map.of()));
        }
    }
}
