// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import de.fundstelle.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/// One container of the image, with the volume and the password file that belong to it alone; closing removes all of
/// them.
final class RunningImage implements AutoCloseable {

    /// The first administrator's password, handed over as a file.
    static final String PASSWORD = "Ein Dackel bellt im Rathaus 7";

    private static final Path TAR = Path.of("target/image/fundstelle.tar");

    private final Podman podman;
    private final String image;
    private final String name = "fundstelle-smoke-" + UUID.randomUUID();
    private final int port = FreePort.any();
    private final Path passwordFile = passwordFile();

    private RunningImage(Podman podman, String image) {
        this.podman = podman;
        this.image = image;
    }

    /// Loads the image and starts it as the operators' handbook says.
    static RunningImage start() {
        if (!Files.exists(TAR)) {
            throw new IllegalStateException("testing the container image: " + TAR + " is missing; run docker/build.sh");
        }
        Podman podman = Podman.here();
        String loaded = podman.run("load", "--input", TAR.toString());
        RunningImage running = new RunningImage(podman, loaded.substring(loaded.lastIndexOf(' ') + 1));
        try {
            running.startContainer();
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /// What the image does when it is started beyond loopback and nobody declares what encrypts.
    Podman.Result startUndeclared() {
        return podman.run(
                List.of("--rm"),
                List.of(
                        "--network=host",
                        "--env=FUNDSTELLE_SERVER_PORT=0",
                        "--read-only",
                        "--tmpfs=/tmp:rw,exec,nosuid,nodev,size=512m",
                        "--env=FUNDSTELLE_DATA=/tmp/data",
                        image));
    }

    private void startContainer() {
        podman.run("volume", "create", name);
        podman.start(
                name,
                List.of(
                        "--network=host",
                        "--env=FUNDSTELLE_SERVER_ADDRESS=127.0.0.1",
                        "--env=FUNDSTELLE_SERVER_PORT=" + port,
                        "--user=10001",
                        "--read-only",
                        "--cap-drop=all",
                        "--security-opt=no-new-privileges",
                        "--tmpfs=/tmp:rw,exec,nosuid,nodev,size=512m",
                        "--volume=" + name + ":/data",
                        "--volume=" + passwordFile + ":/run/secrets/admin-password:ro",
                        "--env=FUNDSTELLE_ADMIN_PASSWORD_FILE=/run/secrets/admin-password",
                        image));
    }

    private static Path passwordFile() {
        try {
            Path file = Files.createTempFile("password", ".txt");
            Files.writeString(file, PASSWORD + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("writing the password file failed", e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Runs a program inside; its output and exit code.
    Podman.Result execute(String... command) {
        String[] call = new String[command.length + 2];
        call[0] = "exec";
        call[1] = name;
        System.arraycopy(command, 0, call, 2, command.length);
        return podman.call(call);
    }

    boolean runs() {
        return podman.run("inspect", "--format={{.State.Running}}", name).equals("true");
    }

    String log() {
        return podman.call("logs", name).output();
    }

    @Override
    public void close() {
        podman.call("stop", "--time=20", name);
        podman.call("rm", "--force", "--volumes", name);
        podman.call("volume", "rm", name);
        podman.call("rmi", image);
        try {
            Files.deleteIfExists(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + passwordFile + " failed", e);
        }
    }
}
