// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files as they came, each kept once under the SHA-256 of its content: `originals/ab/cdef…`.
///
/// What [#place] returned from is on disk. File names of people never become paths here.
public final class Originals {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String ARRIVING = "arriving-";
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final ReentrantLock removing = new ReentrantLock();
    private final Set<String> unwanted = new HashSet<>();
    private int holders;

    /// Opens the folder, makes it if it is absent, and removes what never arrived in full.
    public Originals(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Originals::arriving).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// A file that has arrived in full and is on disk, but not yet in its place.
    ///
    /// @param size in bytes
    public record Arrived(Path file, String hash, long size) {}

    /// Receives a stream's bytes; nothing if there are more than allowed.
    public Optional<Arrived> receive(InputStream content, long maxSize) throws IOException {
        Path file = Files.createTempFile(folder, ARRIVING, "");
        MessageDigest digest = sha256();
        boolean arrived = false;
        try {
            long size = write(content, file, maxSize, digest);
            arrived = size <= maxSize;
            return arrived
                    ? Optional.of(new Arrived(file, HexFormat.of().formatHex(digest.digest()), size))
                    : Optional.empty();
        } finally {
            if (!arrived) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Puts a file in its place, where it stays until [#remove].
    ///
    /// It takes the place of a file with the same hash, for that one may have been damaged on the disk meanwhile.
    public void place(Arrived arrived) throws IOException {
        Path place = path(arrived.hash());
        Path parent = folder.resolve(arrived.hash().substring(0, 2));
        boolean newFolder = !Files.exists(parent);
        Files.createDirectories(parent);
        removing.lock();
        try {
            unwanted.remove(arrived.hash());
            Files.move(arrived.file(), place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            removing.unlock();
        }
        sync(parent);
        if (newFolder) {
            sync(folder);
        }
    }

    /// Forgets a file that arrived but is not wanted.
    public void discard(Arrived arrived) throws IOException {
        Files.deleteIfExists(arrived.file());
    }

    /// The file of a hash; whether it exists is another question.
    public Path path(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hash);
        }
        return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    /// Removes a file, at the latest when nobody holds the files any more; it is no mistake if it is gone already.
    public void remove(String hash) throws IOException {
        removing.lock();
        try {
            if (holders > 0) {
                unwanted.add(hash);
            } else {
                Files.deleteIfExists(path(hash));
            }
        } finally {
            removing.unlock();
        }
    }

    /// Keeps all files in their places until it is closed, so that a backup finds what its copy of the database names.
    public Hold hold() {
        removing.lock();
        try {
            holders++;
        } finally {
            removing.unlock();
        }
        return this::letGo;
    }

    /// Somebody needs all files for a while.
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private void letGo() throws IOException {
        removing.lock();
        try {
            holders--;
            if (holders == 0) {
                for (String hash : unwanted) {
                    Files.deleteIfExists(path(hash));
                }
                unwanted.clear();
            }
        } finally {
            removing.unlock();
        }
    }

    /// The hashes of all files there are.
    public Set<String> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            Set<String> hashes = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace("/", ""))
                    .filter(name -> HASH.matcher(name).matches())
                    .forEach(hashes::add);
            return hashes;
        }
    }

    /// Whether the file is there and still has the content that its name states.
    public boolean intact(String hash) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = Files.newInputStream(path(hash))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        return HexFormat.of().formatHex(digest.digest()).equals(hash);
    }

    private static boolean arriving(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().startsWith(ARRIVING);
    }

    private static long write(InputStream content, Path file, long maxSize, MessageDigest digest) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = content.read(buffer); read >= 0 && size <= maxSize; read = content.read(buffer)) {
                size += read;
                digest.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
            return size;
        }
    }

    /// A renamed file is only safe once its folder is on disk, too.
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
