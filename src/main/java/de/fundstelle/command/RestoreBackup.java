// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import de.fundstelle.backup.Restore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Brings a backup into an empty data directory.
@Command(
        name = "restore",
        description = "Brings a backup into an empty data directory.",
        mixinStandardHelpOptions = true)
final class RestoreBackup implements Callable<Integer> {

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A file that 'fundstelle backup' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--tombstones",
            paramLabel = "FILE",
            description = "The list of what was deleted, tombstones.jsonl; all of it is forgotten again.")
    private @Nullable Path tombstones;

    RestoreBackup(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        try {
            Restore.Restored restored = Restore.into(launcher.data(), file, Optional.ofNullable(tombstones));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Restored %d originals to %s; the index is rebuilt at the next start.%n",
                            restored.originals(), launcher.data());
            spec.commandLine()
                    .getOut()
                    .println(
                            tombstones == null
                                    ? "What was deleted after the backup was taken is back; name the list of it with --tombstones if it must not be."
                                    : "Forgot %d things again that were deleted after the backup was taken."
                                            .formatted(restored.forgotten()));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (Restore.Refused e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }
}
