// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import de.fundstelle.backup.Backup;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes everything that must be kept into one file.
@Command(
        name = "backup",
        description = "Writes everything that must be kept into one file.",
        mixinStandardHelpOptions = true)
final class BackUp implements Callable<Integer> {

    /// It holds every document, conversation and password hash.
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Launcher launcher;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
    private Path file = Path.of("");

    BackUp(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new Failure("the file '%s' exists already; name another one".formatted(file));
        }
        Path part = target.resolveSibling(Objects.requireNonNull(target.getFileName()) + ".part");
        try (Launcher.Running server = launcher.connect();
                Client client = new Client(server);
                InputStream backup = client.stream("/api/operator/backup")) {
            Files.deleteIfExists(part);
            Files.createFile(part, OWNER_ONLY);
            try (OutputStream out = Files.newOutputStream(part)) {
                backup.transferTo(out);
            }
            if (!Backup.whole(part)) {
                throw new Failure("the server broke the backup off; its log says why");
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        spec.commandLine().getOut().printf("Wrote %s (%,d KB).%n", file, Files.size(target) >> 10);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
