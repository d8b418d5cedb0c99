// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.model.ComplexFileTable;
import org.apache.poi.hwpf.model.FileInformationBlock;
import org.apache.poi.hwpf.model.TextPiece;
import org.apache.poi.hwpf.usermodel.CharacterRun;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.LittleEndian;

/// Blanks what a Word file of 1997 to 2003 hides, in a copy: hidden runs, deleted revisions, comments, codes of fields.
///
/// Letters become blanks in their place, so that nothing else in the file moves.
final class OldWord {

    private static final String TEXT = "WordDocument";
    private static final List<String> STREAMS = List.of(TEXT, "0Table", "1Table");
    private static final List<Integer> LENGTHS = List.of(80, 92, 96, 100);
    private static final byte ROW_LOW = 0x08;
    private static final byte ROW_HIGH = (byte) 0xD6;
    private static final byte SIGN = 0x08;
    private static final byte VANISH = 0x3C;
    private static final int FIRST_LETTER = ' ' + 1;
    private static final char COMMENT = 5;
    private static final char FIELD_BEGINS = 0x13;
    private static final char FIELD_PARTS = 0x14;
    private static final char FIELD_ENDS = 0x15;

    /// Fields inside each other; more are an accident.
    private static final int MOST_FIELDS = 100;

    /// The ends of paragraphs, lines, pages and cells.
    private static final String WHITE = "\t\r\n\f\u0007\u000B";

    private final HWPFDocument document;
    private final byte[] bytes;
    private final List<TextPiece> pieces;
    private final HiddenWords hidden;
    private boolean changed;

    private OldWord(HWPFDocument document, HiddenWords hidden) throws IOException {
        this.document = document;
        this.bytes = document.getMainStream();
        // The document itself forgets where in the file its pieces stand.
        FileInformationBlock head = document.getFileInformationBlock();
        this.pieces = new ComplexFileTable(
                        bytes,
                        document.getTableStream(),
                        head.getFcClx(),
                        head.getFibBase().getFcMin())
                .getTextPieceTable()
                .getTextPieces();
        this.hidden = hidden;
    }

    /// The copy, in a new temporary file that the caller deletes; empty if the file hides nothing.
    static Optional<Path> visible(Path file, HiddenWords hidden) throws IOException {
        byte[] text;
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (!isWorthIt(container.getRoot())) {
                return Optional.empty();
            }
            try (HWPFDocument document = new HWPFDocument(container.getRoot())) {
                OldWord word = new OldWord(document, hidden);
                word.runs();
                word.comments();
                word.signs(document.getFootnoteRange());
                word.signs(document.getEndnoteRange());
                word.signs(document.getMainTextboxRange());
                if (!word.changed) {
                    return Optional.empty();
                }
                text = word.bytes;
            }
        }
        return Optional.of(copy(file, text));
    }

    /// Whether the bytes hold the sign of a hidden or deleted run, or other texts than the main one; no document is
    /// made.
    private static boolean isWorthIt(DirectoryNode root) throws IOException {
        for (String name : STREAMS) {
            if (root.hasEntryCaseInsensitive(name)
                    && root.getEntryCaseInsensitive(name) instanceof DocumentEntry entry) {
                try (DocumentInputStream in = new DocumentInputStream(entry)) {
                    byte[] stream = in.readAllBytes();
                    if ((name.equals(TEXT) && hasOtherTexts(stream)) || hasSign(stream)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Whether there is sprmTDefTable, which describes a row of a table, or by accident two bytes like it.
    static boolean hasTables(DirectoryNode root) throws IOException {
        if (root.hasEntryCaseInsensitive(TEXT) && root.getEntryCaseInsensitive(TEXT) instanceof DocumentEntry entry) {
            try (DocumentInputStream in = new DocumentInputStream(entry)) {
                byte[] stream = in.readAllBytes();
                for (int i = 1; i < stream.length; i++) {
                    if (stream[i] == ROW_HIGH && stream[i - 1] == ROW_LOW) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Whether there are footnotes, comments, endnotes or text boxes: their lengths stand at fixed places (FibRgLw97).
    private static boolean hasOtherTexts(byte[] stream) {
        return LENGTHS.stream()
                .anyMatch(at -> stream.length >= at + Integer.BYTES && LittleEndian.getInt(stream, at) > 0);
    }

    /// Whether there is sprmCFVanish or sprmCFRMarkDel, or by accident two bytes like them.
    private static boolean hasSign(byte[] stream) {
        for (int i = 1; i < stream.length; i++) {
            if (stream[i] == SIGN
                    && (stream[i - 1] == VANISH
                            || (stream[i - 1] == 0 && i + 1 < stream.length && stream[i + 1] != 0))) {
                return true;
            }
        }
        return false;
    }

    private static Path copy(Path file, byte[] text) throws IOException {
        Path copy = Files.createTempFile("visible", ".doc");
        boolean done = false;
        try (InputStream in = Files.newInputStream(file);
                POIFSFileSystem container = new POIFSFileSystem(in);
                OutputStream out = Files.newOutputStream(copy)) {
            container.getRoot().getEntryCaseInsensitive(TEXT).delete();
            container.createDocument(new ByteArrayInputStream(text), TEXT);
            container.writeFilesystem(out);
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
            if ((deleted || run.isVanished()) && blank(run.getStartOffset(), run.getEndOffset(), FIRST_LETTER)) {
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
        if (blank(comments.getStartOffset(), comments.getEndOffset(), FIRST_LETTER)) {
            hidden.count(HiddenWords.Kind.COMMENT, Math.max(1, count));
        }
        signs(comments);
    }

    /// Blanks what stands for a sign, and what a field is computed from: outside the main text Tika takes it for words.
    private void signs(Range range) {
        String text = range.text();
        Deque<Integer> instructions = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == FIELD_BEGINS && instructions.size() < MOST_FIELDS) {
                instructions.push(i);
            } else if ((c == FIELD_PARTS || c == FIELD_ENDS) && !instructions.isEmpty() && instructions.peek() >= 0) {
                blank(range.getStartOffset() + instructions.pop(), range.getStartOffset() + i, 0);
                instructions.push(-1);
            }
            if (c == FIELD_ENDS && !instructions.isEmpty()) {
                instructions.pop();
            }
            if (c < ' ' && WHITE.indexOf(c) < 0) {
                blank(range.getStartOffset() + i, range.getStartOffset() + i + 1, 0);
            }
        }
    }

    /// Blanks the characters from one position of the text to another, those from this code on.
    ///
    /// @return whether there were any
    private boolean blank(int from, int to, int lowest) {
        boolean found = false;
        for (TextPiece piece : pieces) {
            int start = Math.max(from, piece.getStart());
            int end = Math.min(to, piece.getEnd());
            int size = piece.isUnicode() ? 2 : 1;
            int at = piece.getPieceDescriptor().getFilePosition() + (start - piece.getStart()) * size;
            for (int i = start; i < end && at >= 0 && at + size <= bytes.length; i++, at += size) {
                int letter = (bytes[at] & 0xFF) | (size == 2 ? (bytes[at + 1] & 0xFF) << 8 : 0);
                if (letter >= lowest) {
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
