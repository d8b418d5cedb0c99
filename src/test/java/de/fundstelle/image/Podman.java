// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Calls podman, and knows what a test machine needs that is itself a container.
final class Podman {

    /// Loading an image is the slowest call.
    private static final long LIMIT_SECONDS = 300;

    private final Map<String, String> environment;

    private Podman(Map<String, String> environment) {
        this.environment = environment;
    }

    /// Podman with a storage driver that works here: its own choice, else plain copies.
    static Podman here() {
        Podman podman = new Podman(Map.of());
        return podman.call("info").succeeded() ? podman : new Podman(Map.of("STORAGE_DRIVER", "vfs"));
    }

    /// What a call printed, standard output and standard error together.
    ///
    /// @throws IllegalStateException when the call fails
    String run(String... arguments) {
        Result result = call(arguments);
        if (!result.succeeded()) {
            throw new IllegalStateException("podman %s ended with %d: %s"
                    .formatted(String.join(" ", arguments), result.exitCode(), result.output()));
        }
        return result.output().strip();
    }

    /// Starts a container in the background, without control groups where the machine grants none.
    void start(String name, List<String> arguments) {
        Result result = run(List.of("--detach", "--name=" + name), arguments);
        if (!result.succeeded()) {
            throw new IllegalStateException("podman run ended with " + result.exitCode() + ": " + result.output());
        }
    }

    /// Runs a container; without control groups where the machine has none for it.
    Result run(List<String> options, List<String> arguments) {
        Result result = call(runCall(options, arguments));
        if (result.succeeded() || !result.output().contains("cgroup")) {
            return result;
        }
        options.stream()
                .filter(option -> option.startsWith("--name="))
                .forEach(option -> call("rm", "--force", option.substring("--name=".length())));
        return call(runCall(
                Stream.concat(options.stream(), Stream.of("--cgroups=disabled")).toList(), arguments));
    }

    /// runc and low limits work inside containers, where crun and podman's own limits do not.
    private static String[] runCall(List<String> options, List<String> arguments) {
        return Stream.of(
                        List.of("--runtime", "runc", "run"),
                        List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000"),
                        options,
                        arguments)
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    /// How a call ended.
    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    Result call(String... arguments) {
        Path output = temporaryFile();
        try {
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("podman"), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "podman " + String.join(" ", arguments) + " took longer than " + LIMIT_SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("calling podman failed; docker/build.sh installs it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while podman was running", e);
        } finally {
            delete(output);
        }
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("podman", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException("making a file for podman's output failed", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("removing podman's output failed", e);
        }
    }
}
