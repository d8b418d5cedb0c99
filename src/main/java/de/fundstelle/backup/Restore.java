// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.backup;

import de.fundstelle.audit.Journal;
import de.fundstelle.audit.Mirror;
import de.fundstelle.audit.Tombstones;
import de.fundstelle.ingest.Originals;
import de.fundstelle.retention.Forgetting;
import de.fundstelle.store.Database;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    ///
    /// @param forgotten things that were in the backup and had been deleted since
    public record Restored(int originals, int forgotten) {}

    /// Restores into a directory that is empty or absent; after a failure it is left empty.
    ///
    /// Everything is unpacked and checked in a folder inside it first, because the directory itself may be a mount.
    ///
    /// @param tombstones the list of what was deleted since the backup was taken
    public static Restored into(Path data, Path file, Optional<Path> tombstones) throws IOException, Refused {
        List<Tombstones.Tombstone> deleted = deleted(tombstones);
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
            int originals = unpack(staging, file);
            int forgotten = forget(staging, deleted);
            for (String part : List.of("originals", Backup.DATABASE, Backup.VERSION)) {
                Files.move(staging.resolve(part), data.resolve(part), StandardCopyOption.ATOMIC_MOVE);
            }
            return new Restored(originals, forgotten);
        } catch (ZipException | EOFException e) {
            throw new Refused(
                    "the backup '%s' is damaged: %s; use another one".formatted(file, String.valueOf(e.getMessage())));
        } finally {
            delete(staging);
        }
    }

    private static List<Tombstones.Tombstone> deleted(Optional<Path> tombstones) throws IOException, Refused {
        if (tombstones.isEmpty()) {
            return List.of();
        }
        if (!Files.isReadable(tombstones.get())) {
            throw new Refused("cannot read the list of what was deleted, '%s'".formatted(tombstones.get()));
        }
        try {
            return Mirror.read(tombstones.get());
        } catch (IllegalArgumentException e) {
            throw new Refused("'%s' is not a list of what was deleted: %s".formatted(tombstones.get(), e.getMessage()));
        }
    }

    /// Deletes again what was deleted after the backup, and the originals that nothing needs any more.
    private static int forget(Path staging, List<Tombstones.Tombstone> deleted) throws IOException {
        try (Database database = Database.open(staging.resolve(Backup.DATABASE))) {
            Journal journal = new Journal(database, Clock.systemUTC());
            int forgotten = database.write(handle -> {
                handle.execute("DELETE FROM session"); // some were ended after the backup; everybody signs in anew
                return Forgetting.apply(handle, deleted);
            });
            List<String> unneeded = database.write(
                    handle -> handle.createQuery("""
                            DELETE FROM original WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.original = original.hash)
                            AND NOT EXISTS (SELECT 1 FROM import i WHERE i.original = original.hash) RETURNING hash""").mapTo(String.class).list());
            Originals originals = new Originals(staging.resolve("originals"));
            for (String hash : unneeded) {
                originals.remove(hash);
            }
            journal.record("operator", Journal.Action.BACKUP_RESTORED, "", forgotten + " forgotten again");
            database.purge();
            return forgotten;
        }
    }

    private static int unpack(Path staging, Path file) throws IOException, Refused {
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
        return count;
    }

    private static void checkLayout(Path file, InputStream zip) throws IOException, Refused {
        String layout = new String(zip.readNBytes(16), StandardCharsets.UTF_8).strip();
        if (!layout.equals(Backup.LAYOUT) && !Backup.OLDER.contains(layout)) {
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
