// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.ingest.reader.ReaderMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Starts reading processes, each the head of a process group where the system allows it.
final class ReaderLaunch {

    private static final System.Logger LOG = System.getLogger(ReaderLaunch.class.getName());

    /// What a reader may know of our environment: where Tesseract is and where it keeps its languages.
    private static final List<String> KEPT = List.of("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH");

    private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/bin"));

    /// Starts a program in a network of its own, in which nobody can be reached.
    private static final List<String> WITHOUT_NETWORK = List.of("unshare", "--user", "--map-current-user", "--net");

    /// Lets every other process of the machine go first.
    private static final List<String> IN_THE_BACKGROUND = List.of("nice", "-n", "19");

    /// A reader starts cold; compiled after a sixth of the usual number of calls, its code costs a tenth less in all.
    private static final String EARLY_COMPILATION = "-XX:CompileThresholdScaling=0.15";

    private static final int BUFFER = 8_192;
    private static final int KILL_SECONDS = 5;

    private ReaderLaunch() {}

    /// How a process runs.
    ///
    /// @param memory of its heap, in bytes
    /// @param background whether every other process of the machine goes first
    record Manner(long memory, boolean background) {}

    /// A process that runs.
    ///
    /// @param group whether it heads a process group
    record Started(Process process, boolean group) {

        /// Ends the process and all that it has started.
        void kill() {
            List<ProcessHandle> descendants = process.descendants().toList();
            if (group) {
                killGroup(process.pid());
            }
            descendants.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    static Started start(Path folder, Manner manner) throws IOException {
        List<String> command = new ArrayList<>();
        boolean group = program("setsid").isPresent();
        program("setsid").ifPresent(command::add);
        if (manner.background() && program("nice").isPresent()) {
            command.addAll(IN_THE_BACKGROUND);
        }
        if (Isolation.POSSIBLE) {
            command.addAll(WITHOUT_NETWORK);
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + manner.memory(),
                "-Xss4m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                EARLY_COMPILATION,
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
                "-Dorg.apache.pdfbox.rendering.UsePureJavaCMYKConversion=true",
                "-cp",
                classPath(),
                ReaderMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        restrict(builder.environment(), folder);
        Process process = builder.start();
        Thread.ofVirtual().name("reader-errors").start(() -> drain(process.getErrorStream()));
        return new Started(process, group);
    }

    private static Optional<String> program(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    /// Whether the system lets us start programs without a network; asked once. A container may forbid it.
    private static final class Isolation {
        static final boolean POSSIBLE = possible();

        private static boolean possible() {
            List<String> command = new ArrayList<>(WITHOUT_NETWORK);
            command.add("true");
            try {
                boolean possible = program("unshare").isPresent() && ends(command);
                if (!possible) {
                    LOG.log(
                            Level.INFO,
                            "the system does not let readers of files run in a network of their own; they run in ours");
                }
                return possible;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /// Whether a small program does what it should, within seconds.
    private static boolean ends(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(KILL_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    /// Our own, independent of the folder that we were started in.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void restrict(Map<String, String> environment, Path folder) {
        environment.keySet().retainAll(KEPT);
        environment.put("HOME", folder.toAbsolutePath().toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /// Libraries complain about documents, in the documents' words: nobody may read that.
    private static void drain(InputStream errors) {
        byte[] buffer = new byte[BUFFER];
        try (errors) {
            int read = 0;
            while (read >= 0) {
                read = errors.read(buffer);
            }
        } catch (IOException e) {
            LOG.log(Level.TRACE, "the reader has ended");
        }
    }

    private static void killGroup(long leader) {
        try {
            ends(List.of("/bin/sh", "-c", "kill -9 -" + leader));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "ending the process group {0} failed: {1}", leader, e.getMessage());
        }
    }
}
