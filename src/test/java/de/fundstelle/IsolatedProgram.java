// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The program's server in a network of its own that has nothing but a loopback, watched by strace.
///
/// Others come to it only by joining that network. Needs the rights of root, or user namespaces.
final class IsolatedProgram implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final Path folder;
    private final Map<String, String> variables;
    private final Process process;
    private final List<Path> traces = new ArrayList<>();

    private IsolatedProgram(Path folder, Map<String, String> variables) throws IOException {
        this.folder = folder;
        this.variables = variables;
        List<String> command =
                new ArrayList<>(ROOT ? List.of("unshare", "--net") : List.of("unshare", "--map-root-user", "--net"));
        // the loopback of a fresh network is down
        command.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        command.addAll(traced("server"));
        command.addAll(ProgramProcess.command("up"));
        process = ProgramProcess.prepare(command, data(), variables)
                .redirectOutput(output().toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    /// Starts a server on an empty data directory.
    static IsolatedProgram start(Path folder, Map<String, String> variables) throws IOException {
        return new IsolatedProgram(folder, variables);
    }

    private List<String> traced(String name) {
        Path trace = folder.resolve(name + ".trace");
        traces.add(trace);
        return List.of(
                "strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=network,openat,open", "-o", trace.toString());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path output() {
        return folder.resolve("output");
    }

    /// Where the server listens, once it does.
    URI address() throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            String output = Files.readString(output());
            if (output.contains("\n")) {
                return URI.create(output.lines().findFirst().orElseThrow().replace("Address: ", ""));
            }
            assertThat(process.isAlive()).as("the server ended: %s", log()).isTrue();
            assertThat(System.nanoTime())
                    .as("the server does not start: %s", log())
                    .isLessThan(end);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }

    /// Runs a command of the program in the same network, watched as well.
    ProgramProcess.Ended command(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(traced(name));
        command.addAll(ProgramProcess.command(arguments));
        return join(name, command);
    }

    /// Runs a program of the tests in the same network, unwatched.
    ProgramProcess.Ended visit(Class<?> visitor, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                visitor.getName()));
        command.addAll(List.of(arguments));
        return join("visit", command);
    }

    private ProgramProcess.Ended join(String name, List<String> command) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of("nsenter", "--net", "--target", String.valueOf(process.pid())));
        if (!ROOT) {
            call.addAll(List.of("--user", "--preserve-credentials"));
        }
        call.addAll(command);
        Path output = folder.resolve(name + ".output");
        Path errors = folder.resolve(name + ".errors");
        Process joined = ProgramProcess.prepare(call, data(), variables)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!joined.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            joined.descendants().forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError(name + " did not end: " + Files.readString(errors));
        }
        return new ProgramProcess.Ended(
                joined.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }

    /// Ends the server and gives everything that was seen, of it and of the commands.
    NetworkTrace seen() throws IOException, InterruptedException {
        end();
        List<String> lines = new ArrayList<>();
        for (Path trace : traces) {
            lines.addAll(NetworkTrace.read(trace).lines());
        }
        return new NetworkTrace(lines);
    }

    /// Ends what strace watches; strace follows.
    private void end() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroy);
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
