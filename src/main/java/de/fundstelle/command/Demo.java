// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Starts a server with the sample library; everything is forgotten when it ends.
@Command(
        name = "demo",
        description = "Starts a server with the sample library Musterstadt; everything is forgotten when it ends.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {

    private static final String COLLECTION = "Musterstadt";
    private static final String CONTACT = "Hauptamt der Stadt Musterstadt (erfunden)";

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Demo(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path folder = Files.createTempDirectory("fundstelle-demo-");
        String password = password();
        Launcher.Running server;
        try {
            Path file = folder.resolve("password");
            Files.writeString(file, password);
            server = launcher.demonstrate(folder.resolve("data"), file);
            Files.delete(file);
            err.println("Reading the sample library …");
            try (Client client = new Client(server)) {
                String collection = client.post(
                                "/api/collections",
                                java.util.Map.of("name", COLLECTION, "contact", CONTACT, "sample", true))
                        .path("id")
                        .asText();
                SampleLibrary.unpack(folder.resolve("documents"));
                new Importing(client, collection, err).run(List.of(folder.resolve("documents")), false);
            }
        } catch (IOException | RuntimeException | Failure e) { // whatever it is, the throw-away data goes
            delete(folder);
            throw e;
        }
        out.println("Address: " + server.address());
        out.println("User: admin");
        out.println("Password: " + password);
        out.flush();
        err.println("The demo forgets everything when it ends. End it with Ctrl+C.");
        err.flush();
        Up.untilTheEnd(() -> {
            server.close();
            delete(folder);
        });
        return 0;
    }

    /// Four groups of four letters: easy to type, 80 bits.
    static String password() {
        SecureRandom random = new SecureRandom();
        String letters = "abcdefghijkmnpqrstuvwxyz23456789";
        return Stream.generate(() -> random.ints(4, 0, letters.length())
                        .mapToObj(number -> letters.substring(number, number + 1))
                        .collect(Collectors.joining()))
                .limit(4)
                .collect(Collectors.joining("-"));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(Demo.class.getName())
                    .log(System.Logger.Level.WARNING, "remove the folder " + folder + " of the demo yourself", e);
        }
    }
}
