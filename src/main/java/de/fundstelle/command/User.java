// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What concerns people.
@Command(name = "user", description = "Adds people.", mixinStandardHelpOptions = true)
final class User implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about users? 'fundstelle user add NAME' adds one");
    }

    /// Adds a person.
    @Command(name = "add", description = "Adds a person.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {

        private final Launcher launcher;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "reader",
                description = "reader (default), curator, auditor or administrator.")
        private String role = "";

        @Option(names = "--groups", split = ",", paramLabel = "GROUP", description = "The person's groups.")
        private Set<String> groups = Set.of();

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "Holds the password; asked for if absent.")
        private @Nullable Path passwordFile;

        Add(Launcher launcher) {
            this.launcher = launcher;
        }

        @Override
        public Integer call() throws Exception {
            String password = passwordFile == null ? ask() : read(passwordFile);
            try (Launcher.Running server = launcher.connect();
                    Client client = new Client(server)) {
                client.post("/api/people", Map.of("name", name, "role", role, "groups", groups, "password", password));
            }
            spec.commandLine().getOut().println("Added " + name + " (" + role + ").");
            spec.commandLine().getOut().flush();
            return 0;
        }

        private static String read(Path file) throws Failure {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new Failure("cannot read the password from '%s'".formatted(file), e);
            }
        }

        private String ask() throws Failure {
            Console console = Terminal.find()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "There is no terminal to ask for the password; name a --password-file"));
            char[] once = console.readPassword("Password for %s: ", name);
            char[] again = console.readPassword("Once more: ");
            if (!Arrays.equals(once, again)) {
                throw new Failure("the two passwords are not the same");
            }
            return new String(once);
        }
    }
}
