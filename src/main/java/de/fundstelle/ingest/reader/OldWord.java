// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.model.TextPiece;
import org.apache.poi.hwpf.usermodel.CharacterRun;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Blanks what a Word file of 1997 to 2003 hides, in a copy: hidden runs, deleted revisions, comments.
///
/// Letters become blanks in their place, so that nothing else in the file moves.
final class OldWord {

    private static final String TEXT = "WordDocument";
    private static final int FIRST_LETTER = ' ' + 1;
    private static final char COMMENT = 5;

    private final HWPFDocument document;
    private final byte[] bytes;
    private final HiddenWords hidden;
    private boolean changed;

    private OldWord(HWPFDocument document, HiddenWords hidden) {
        this.document = document;
        this.bytes = document.getMainStream();
        this.hidden = hidden;
    }

    /// The copy, in a new temporary file that the caller deletes; empty if the file hides nothing.
    static Optional<Path> visible(Path file, HiddenWords hidden) throws IOException {
        byte[] text;
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true);
                HWPFDocument document = new HWPFDocument(container.getRoot())) {
            OldWord word = new OldWord(document, hidden);
            word.runs();
            word.comments();
            if (!word.changed) {
                return Optional.empty();
            }
            text = word.bytes;
        }
        return Optional.of(copy(file, text));
    }

    private static Path copy(Path file, byte[] text) throws IOException {
        Path copy = Files.createTempFile("visible", ".doc");
        boolean done = false;
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (POIFSFileSystem container = new POIFSFileSystem(copy.toFile(), false)) {
                container.getRoot().createOrUpdateDocument(TEXT, new ByteArrayInputStream(text));
                container.writeFilesystem();
            }
            done = true;
            return copy;
        } finally {
            if (!done) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private void runs() {
        Range all = document.getOverallRange();
        int lastEnd = -1;
        for (int i = 0; i < all.numCharacterRuns(); i++) {
            CharacterRun run = all.getCharacterRun(i);
            boolean deleted = run.isMarkedDeleted();
            if ((deleted || run.isVanished()) && blank(run.getStartOffset(), run.getEndOffset())) {
                // Runs that touch are one place to whoever reads the note.
                if (run.getStartOffset() != lastEnd) {
                    hidden.count(deleted ? HiddenWords.Kind.DELETED : HiddenWords.Kind.FORMATTED);
                }
                lastEnd = run.getEndOffset();
            }
        }
    }

    private void comments() {
        Range comments = document.getCommentsRange();
        int count = (int) comments.text().chars().filter(c -> c == COMMENT).count();
        if (blank(comments.getStartOffset(), comments.getEndOffset())) {
            hidden.count(HiddenWords.Kind.COMMENT, Math.max(1, count));
        }
    }

    /// Blanks the letters from one position of the text to another.
    ///
    /// @return whether there were any
    private boolean blank(int from, int to) {
        boolean found = false;
        for (TextPiece piece : document.getTextTable().getTextPieces()) {
            int start = Math.max(from, piece.getStart());
            int end = Math.min(to, piece.getEnd());
            int size = piece.isUnicode() ? 2 : 1;
            int at = piece.getPieceDescriptor().getFilePosition() + (start - piece.getStart()) * size;
            for (int i = start; i < end && at >= 0 && at + size <= bytes.length; i++, at += size) {
                int letter = (bytes[at] & 0xFF) | (size == 2 ? (bytes[at + 1] & 0xFF) << 8 : 0);
                if (letter >= FIRST_LETTER) {
                    bytes[at] = ' ';
                    if (size == 2) {
                        bytes[at + 1] = 0;
                    }
                    found = true;
                }
            }
        }
        changed |= found;
        return found;
    }
}
