// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The program in a process of its own, as an administrator starts it; nothing survives the test.
final class ProgramProcess implements AutoCloseable {

    /// Commands on a few documents end before the second compiler is worth its while.
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final long LIMIT_SECONDS = 90;

    private final Process process;
    private final BufferedReader output;

    private ProgramProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /// What a command printed and how it ended.
    record Ended(int code, String output, String errors) {}

    /// The command line that an administrator's start comes down to.
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "de.fundstelle.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// A process that knows the settings of this test and no others.
    static ProcessBuilder prepare(List<String> command, Path data, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FUNDSTELLE_"));
        builder.environment().put("FUNDSTELLE_DATA", data.toString());
        builder.environment().put("FUNDSTELLE_SERVER_PORT", "0");
        builder.environment().putAll(variables);
        return builder;
    }

    static ProgramProcess start(Path data, Map<String, String> variables, String... arguments) throws IOException {
        return new ProgramProcess(prepare(command(arguments), data, variables).start());
    }

    /// Runs a command to its end.
    static Ended run(Path data, Map<String, String> variables, String... arguments) throws Exception {
        List<String> command = command(arguments);
        command.add(1, ONE_COMPILER);
        try (ProgramProcess program =
                new ProgramProcess(prepare(command, data, variables).start())) {
            program.process.getOutputStream().close();
            StringBuilder errors = new StringBuilder();
            Thread reading = Thread.ofVirtual()
                    .start(() -> program.process
                            .errorReader(StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> errors.append(line).append('\n')));
            String output = String.join("\n", program.output.lines().toList());
            assertThat(program.process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            reading.join();
            return new Ended(program.process.exitValue(), output, errors.toString());
        }
    }

    /// The rest of the first line that begins like this, waiting for it.
    String line(String beginning) throws IOException {
        Thread.ofVirtual()
                .start(() -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(line -> {}));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("the program ended without a line '" + beginning + "'");
    }

    /// As kill -9 does it; its readers end with it.
    void kill() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
        }
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
