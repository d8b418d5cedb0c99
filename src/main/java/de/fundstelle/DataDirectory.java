// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle;

import de.fundstelle.access.Token;
import de.fundstelle.backup.Backup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The directory with everything that is kept; one process holds it at a time.
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "LOCK";
    private static final String TOKEN = "operator-token";

    /// Copies of the database that a program which was killed left behind.
    private static final String UNFINISHED = "temporary";

    private static final int LONGEST_ADDRESS = 1000;

    private final Path folder;
    private final Path temporary;
    private final FileChannel channel;
    private final FileLock lock;
    private final String operatorToken;

    private DataDirectory(Path folder, Path temporary, FileChannel channel, FileLock lock, String operatorToken) {
        this.folder = folder;
        this.temporary = temporary;
        this.channel = channel;
        this.lock = lock;
        this.operatorToken = operatorToken;
    }

    /// A server that holds a directory already.
    record Holder(String address, String operatorToken) {}

    /// Another process holds the directory.
    static final class Held extends IOException {
        private static final long serialVersionUID = 1L;

        Held(Path folder) {
            super(
                    "the data directory '%s' is held by another process; stop it first, or name another directory in FUNDSTELLE_DATA"
                            .formatted(folder));
        }
    }

    /// Takes the directory, and makes it if it is absent.
    static DataDirectory open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new Held(folder);
        }
        boolean opened = false;
        try {
            channel.truncate(0);
            checkLayout(folder);
            delete(folder.resolve(UNFINISHED));
            String token = operatorToken(folder);
            Path temporary = Files.createTempDirectory("fundstelle-");
            opened = true;
            return new DataDirectory(folder, temporary, channel, lock, token);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /// The server that holds the directory, if one does and has said where it is.
    static Optional<Holder> holder(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock != null) {
                return Optional.empty();
            }
        }
        String address = Files.readString(file).strip();
        if (address.isEmpty() || address.length() > LONGEST_ADDRESS) {
            throw new Held(folder);
        }
        return Optional.of(new Holder(
                address,
                Files.readString(folder.resolve("secrets").resolve(TOKEN)).strip()));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void checkLayout(Path folder) throws IOException {
        Path file = folder.resolve("VERSION");
        String layout = Files.exists(file) ? Files.readString(file).strip() : "";
        if (layout.isEmpty()) { // or the program ended while it wrote the file
            Files.writeString(file, Backup.LAYOUT + "\n");
            return;
        }
        if (!layout.equals(Backup.LAYOUT) && !Backup.OLDER.contains(layout)) {
            throw new IOException(
                    "the data directory '%s' has layout %s, this program knows %s; start the program that wrote it"
                            .formatted(folder, layout, Backup.LAYOUT));
        }
    }

    private static String operatorToken(Path folder) throws IOException {
        Path secrets = folder.resolve("secrets");
        Files.createDirectories(secrets, permissions("rwx------"));
        Path file = secrets.resolve(TOKEN);
        if (!Files.exists(file)) {
            Files.createFile(file, permissions("rw-------"));
        }
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            token = Token.fresh();
            Files.writeString(file, token + "\n");
        }
        return token;
    }

    private static FileAttribute<?>[] permissions(String mode) {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /// Notes that everything in it is of this program's layout now, so that an older program refuses it.
    void upgraded() throws IOException {
        Path part = folder.resolve("VERSION.part");
        Files.writeString(part, Backup.LAYOUT + "\n");
        Files.move(part, folder.resolve("VERSION"), StandardCopyOption.ATOMIC_MOVE);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// A folder beside the data for large copies; emptied at the next start at the latest.
    Path unfinished() {
        return folder.resolve(UNFINISHED);
    }

    /// A folder for what may be lost; removed at the end.
    Path temporary() {
        return temporary;
    }

    String operatorToken() {
        return operatorToken;
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// Tells other processes where the server is.
    void announce(String address) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((address + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        delete(temporary);
        channel.truncate(0);
        lock.release();
        channel.close();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
