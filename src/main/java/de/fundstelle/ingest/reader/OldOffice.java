// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.mime.MediaType;

/// What the office formats before 2007 hide.
///
/// Where a file is older or damaged, nothing is told, and the document says so.
final class OldOffice {

    private static final Set<String> FORMATS = Set.of("msword", "vnd.ms-excel", "vnd.ms-powerpoint", "rtf");

    private OldOffice() {}

    static boolean is(MediaType type) {
        return FORMATS.contains(type.getSubtype());
    }

    /// A copy without what is hidden, in a new temporary file that the caller deletes; empty if the file will do.
    static Optional<Path> visible(TikaInputStream in, MediaType type, HiddenWords hidden) throws IOException {
        return with(in, Optional.<Path>empty(), hidden, file -> switch (type.getSubtype()) {
            case "msword" -> OldWord.visible(file, hidden);
            case "vnd.ms-excel" -> OldSheets.visible(file, hidden);
            case "rtf" -> VisibleRtf.of(file, hidden);
            default -> Optional.empty();
        });
    }

    /// The numbers of the slides that are hidden, from 1 on.
    static BitSet hiddenSlides(TikaInputStream in, MediaType type, HiddenWords hidden) throws IOException {
        if (!type.getSubtype().equals("vnd.ms-powerpoint")) {
            return new BitSet();
        }
        return with(in, new BitSet(), hidden, OldSlides::hidden);
    }

    /// How the cells of the tables of a text are merged; nothing is told of a damaged file.
    static List<OldTables.Plan> tables(TikaInputStream in, MediaType type) throws IOException {
        if (!type.getSubtype().equals("msword")) {
            return List.of();
        }
        return with(in, List.<OldTables.Plan>of(), new HiddenWords(), OldTables::of);
    }

    private interface Look<T> {
        T at(Path file) throws IOException;
    }

    private static <T> T with(TikaInputStream in, T nothing, HiddenWords hidden, Look<T> look) throws IOException {
        Optional<Path> object =
                in.getOpenContainer() instanceof DirectoryNode node ? Optional.of(spooled(node)) : Optional.empty();
        try {
            return look.at(object.isPresent() ? object.get() : in.getPath());
        } catch (IOException | RuntimeException e) {
            // POI throws whatever comes at files that are damaged or older; the parser says what can be read of them.
            hidden.untold();
            return nothing;
        } finally {
            if (object.isPresent()) {
                Files.deleteIfExists(object.get());
            }
        }
    }

    /// An object in a text, as a file of its own.
    private static Path spooled(DirectoryNode node) throws IOException {
        Path file = Files.createTempFile("object", ".ole");
        boolean done = false;
        try (POIFSFileSystem container = new POIFSFileSystem();
                var out = Files.newOutputStream(file)) {
            EntryUtils.copyNodes(node, container.getRoot());
            container.writeFilesystem(out);
            done = true;
            return file;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }
}
