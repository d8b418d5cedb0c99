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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Starts reading processes, each the head of a process group where the system allows it.
final class ReaderLaunch {

    private static final System.Logger LOG = System.getLogger(ReaderLaunch.class.getName());

    /// What a reader may know of our environment: where Tesseract is and where it keeps its languages.
    private static final List<String> KEPT = List.of("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH");

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final int BUFFER = 8_192;
    private static final int KILL_SECONDS = 5;

    private ReaderLaunch() {}

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

    static Started start(Path folder, long memory) throws IOException {
        List<String> command = new ArrayList<>();
        boolean group = SETSID.stream().anyMatch(Files::isExecutable);
        if (group) {
            SETSID.stream()
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Path::toString)
                    .ifPresent(command::add);
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-Xss4m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
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
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -9 -" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "ending the process group {0} failed: {1}", leader, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
