// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.backup;

import de.fundstelle.ingest.Originals;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Writes everything that must be kept into one ZIP file: database, originals, layout version.
///
/// The index is left out, it is rebuilt. Secrets of this machine are left out, they are made anew.
public final class Backup {

    private static final System.Logger LOG = System.getLogger(Backup.class.getName());

    /// The layout of data directories that this program writes.
    public static final String LAYOUT = "3";

    /// Layouts that it brings up to date when it opens them.
    public static final Set<String> OLDER = Set.of("1", "2");

    static final String VERSION = "VERSION";
    static final String DATABASE = "fundstelle.db";
    static final String MISSING = "MISSING";
    static final String ORIGINALS = "originals/";

    private final Database database;
    private final Originals originals;
    /// Beside the data and not in memory: the copy is as large as the database.
    private final Path temporary;

    public Backup(Database database, Originals originals, Path temporary) {
        this.database = database;
        this.originals = originals;
        this.temporary = temporary;
    }

    /// Writes a backup, also while others work; it holds all that was acknowledged before it began.
    ///
    /// Originals whose last document is deleted while the backup runs stay on the disk until it is written.
    public void write(OutputStream out) throws IOException {
        Path copy = Files.createTempDirectory(Files.createDirectories(temporary), "backup-")
                .resolve(DATABASE);
        Originals.Hold hold = originals.hold();
        try (hold;
                ZipOutputStream zip = new ZipOutputStream(out)) {
            database.copyTo(copy);
            entry(zip, VERSION);
            zip.write(LAYOUT.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            entry(zip, DATABASE);
            Files.copy(copy, zip);
            zip.closeEntry();
            List<String> missing = new ArrayList<>();
            for (String hash : needed(copy)) {
                if (originals.intact(hash)) {
                    entry(zip, ORIGINALS + hash);
                    Files.copy(originals.path(hash), zip);
                    zip.closeEntry();
                } else {
                    missing.add(hash);
                }
            }
            missing(zip, missing);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(Optional.ofNullable(copy.getParent()).orElseThrow());
        }
    }

    /// Whether a file was written to its end; a server that fails in the middle leaves a readable ZIP behind, too.
    public static boolean whole(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(MISSING) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /// The originals that a copy of the database names.
    static List<String> needed(Path copy) {
        try (Database database = Database.open(copy)) {
            return database.read(handle -> handle.createQuery("SELECT hash FROM original ORDER BY hash")
                    .mapTo(String.class)
                    .list());
        }
    }

    /// One lost file is no reason to keep nothing; the list tells a restore that the backup is whole all the same.
    private static void missing(ZipOutputStream zip, List<String> hashes) throws IOException {
        entry(zip, MISSING);
        zip.write(String.join("\n", hashes).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        if (!hashes.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the backup lacks {0} originals that are missing or changed on the disk; verify names them",
                    hashes.size());
        }
    }

    private static void entry(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
    }
}
