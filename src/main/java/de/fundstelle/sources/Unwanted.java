// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Files and folders that are never taken in, and the reason; told by name alone.
final class Unwanted {

    private static final Skip LOCK = new Skip("lock", "Sperrdatei eines geöffneten Dokuments");
    private static final Skip SYSTEM = new Skip("system", "Hilfsdatei des Betriebssystems");
    private static final Skip TEMPORARY = new Skip("temporary", "vorläufige Datei");
    private static final Skip SHORTCUT = new Skip("shortcut", "Verweis auf etwas an anderer Stelle");
    private static final Skip MAILBOX =
            new Skip("mailbox", "Postfach (PST, OST); einzelne E-Mails als MSG oder EML ablegen");
    private static final Skip PROGRAM = new Skip("program", "Programm");
    private static final Skip MEDIA = new Skip("media", "Ton oder Film");
    private static final Skip DISK = new Skip("disk", "Abbild eines Datenträgers oder Datensicherung");
    private static final Skip DATABASE = new Skip("database", "Datenbank");
    private static final Skip DRAWING = new Skip("drawing", "Zeichnung oder Geodaten ohne Text");

    private static final Set<String> SYSTEM_FILES =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".directory", "iconcache.db");

    private static final Set<String> SYSTEM_FOLDERS = Set.of(
            "$recycle.bin",
            "recycler",
            "system volume information",
            ".snapshot",
            ".snapshots",
            "~snapshot",
            ".zfs",
            "@eadir",
            "#recycle",
            "#snapshot",
            "lost+found",
            "__macosx",
            ".spotlight-v100",
            ".trashes",
            ".fseventsd",
            ".git",
            ".svn");

    private static final Map<Skip, List<String>> ENDINGS = Map.of(
            TEMPORARY,
                    List.of("tmp", "temp", "part", "partial", "crdownload", "download", "swp", "swo", "laccdb", "ldb"),
            SHORTCUT, List.of("lnk", "url", "webloc", "desktop", "symlink"),
            MAILBOX, List.of("pst", "ost", "nsf"),
            PROGRAM,
                    List.of(
                            "exe", "dll", "msi", "msp", "com", "scr", "sys", "so", "jar", "class", "apk", "cab", "ocx",
                            "drv", "bin", "pyc"),
            MEDIA,
                    List.of(
                            "mp3", "wav", "m4a", "flac", "ogg", "wma", "aac", "opus", "mp4", "avi", "mov", "mkv", "wmv",
                            "mpg", "mpeg", "m4v", "webm", "vob", "mts"),
            DISK,
                    List.of(
                            "iso", "img", "vhd", "vhdx", "vmdk", "vdi", "qcow2", "ova", "wim", "dmg", "bkf", "vbk",
                            "vib", "tib", "gho"),
            DATABASE,
                    List.of("mdb", "accdb", "sqlite", "sqlite3", "db", "mdf", "ldf", "ndf", "dbf", "fdb", "frm", "ibd"),
            DRAWING,
                    List.of(
                            "dwg", "dxf", "dgn", "shp", "shx", "ecw", "las", "laz", "ifc", "skp", "ttf", "otf", "woff",
                            "woff2", "psd"));

    private static final Map<String, Skip> BY_ENDING = ENDINGS.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(ending -> Map.entry(ending, entry.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Unwanted() {}

    /// A file of this name.
    static Optional<Skip> file(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        if (small.startsWith("~$") || small.startsWith(".~lock.")) {
            return Optional.of(LOCK);
        }
        if (SYSTEM_FILES.contains(small) || small.startsWith("._")) {
            return Optional.of(SYSTEM);
        }
        if (small.startsWith(".nfs") || small.endsWith("~")) {
            return Optional.of(TEMPORARY);
        }
        return ending(FilePath.ending(small));
    }

    /// Files of this ending, which is in small letters.
    static Optional<Skip> ending(String ending) {
        return Optional.ofNullable(BY_ENDING.get(ending));
    }

    /// A folder of this name.
    static Optional<Skip> folder(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return SYSTEM_FOLDERS.contains(small) || small.startsWith(".trash-") ? Optional.of(SYSTEM) : Optional.empty();
    }

    /// A file of this path: by its own name, or because of a folder above it.
    static Optional<Skip> anywhere(String path) {
        for (String folder = Plan.parent(path); !folder.isEmpty(); folder = Plan.parent(folder)) {
            Optional<Skip> unwanted = folder(FilePath.name(folder));
            if (unwanted.isPresent()) {
                return unwanted;
            }
        }
        return file(FilePath.name(path));
    }
}
