// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.backup;

import de.fundstelle.ingest.Originals;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Brings a backup into an empty data directory; the index is rebuilt at the next start.
public final class Restore {

    /// A list of half a million lost originals is no backup.
    private static final int LONGEST_LIST = 1 << 25;

    private Restore() {}

    /// A backup that cannot be restored; the message says why and what to do.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /// What was brought back.
    public record Restored(int originals) {}

    /// Restores into a directory that is empty or absent; after a failure it is left empty.
    ///
    /// Everything is unpacked and checked in a folder inside it first, because the directory itself may be a mount.
    public static Restored into(Path data, Path file) throws IOException, Refused {
        if (!Files.isReadable(file)) {
            throw new Refused("cannot read the backup '%s'".formatted(file));
        }
        Files.createDirectories(data);
        if (!empty(data)) {
            throw new Refused(
                    "the data directory '%s' is not empty; move it away or name another one in FUNDSTELLE_DATA"
                            .formatted(data));
        }
        Path staging = Files.createTempDirectory(data, "restoring-");
        try {
            Restored restored = unpack(staging, file);
            for (String part : List.of("originals", Backup.DATABASE, Backup.VERSION)) {
                Files.move(staging.resolve(part), data.resolve(part), StandardCopyOption.ATOMIC_MOVE);
            }
            return restored;
        } catch (ZipException | EOFException e) {
            throw new Refused(
                    "the backup '%s' is damaged: %s; use another one".formatted(file, String.valueOf(e.getMessage())));
        } finally {
            delete(staging);
        }
    }

    private static Restored unpack(Path staging, Path file) throws IOException, Refused {
        Originals originals = new Originals(staging.resolve("originals"));
        boolean version = false;
        boolean database = false;
        Set<String> named = new HashSet<>();
        int count = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.equals(Backup.VERSION)) {
                    checkLayout(file, zip);
                    Files.writeString(staging.resolve(Backup.VERSION), Backup.LAYOUT);
                    version = true;
                } else if (name.equals(Backup.DATABASE)) {
                    Files.copy(zip, staging.resolve(Backup.DATABASE));
                    database = true;
                } else if (name.startsWith(Backup.ORIGINALS)) {
                    String hash = name.substring(Backup.ORIGINALS.length());
                    original(originals, zip, hash);
                    named.add(hash);
                    count++;
                } else if (name.equals(Backup.MISSING)) {
                    named.addAll(new String(zip.readNBytes(LONGEST_LIST), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
                } else {
                    throw new Refused("'%s' is not a backup: it holds '%s'".formatted(file, name));
                }
            }
        }
        if (!version || !database) {
            throw new Refused("'%s' is not a backup, or it is not complete".formatted(file));
        }
        List<String> needed = Backup.needed(staging.resolve(Backup.DATABASE));
        if (!named.containsAll(needed)) {
            throw new Refused("the backup '%s' is not complete: it lacks originals; use another one".formatted(file));
        }
        return new Restored(count);
    }

    private static void checkLayout(Path file, InputStream zip) throws IOException, Refused {
        String layout = new String(zip.readNBytes(16), StandardCharsets.UTF_8).strip();
        if (!layout.equals(Backup.LAYOUT)) {
            throw new Refused("the backup '%s' has layout %s, this program reads %s; use the program that wrote it"
                    .formatted(file, layout, Backup.LAYOUT));
        }
    }

    private static void original(Originals originals, InputStream content, String hash) throws IOException, Refused {
        Originals.Arrived arrived =
                originals.receive(content, Long.MAX_VALUE - 1).orElseThrow();
        if (!arrived.hash().equals(hash)) {
            throw new Refused(
                    "the backup is damaged: the original %s has other bytes than its name states".formatted(hash));
        }
        originals.place(arrived);
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
