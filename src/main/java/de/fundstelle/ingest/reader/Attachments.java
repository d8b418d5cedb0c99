// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Receives what lies inside a file: what a package holds is taken out, objects in a text are read where they stand.
///
/// An object that cannot be read becomes a note; it never spoils the rest.
final class Attachments implements EmbeddedDocumentExtractor {

    private static final int MOST_PARTS = 1_000;
    private static final int DEEPEST = 10;

    /// What all parts together may unpack to: this many times the file's size, between these two bounds.
    private static final long LARGEST_RATIO = 100;

    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final long NEVER_ALLOWED = 2L << 30;
    private static final int BUFFER = 1 << 16;

    private static final Set<String> DECORATION = Set.of("THUMBNAIL", "MACRO", "METADATA", "RENDERING", "VERSION");

    /// The words of a drawing stand in the text; its name says nothing.
    private static final Pattern DRAWING = Pattern.compile(".*\\.(?:emf|wmf)", Pattern.CASE_INSENSITIVE);

    private final Parts parts;
    private final Pieces pieces;
    private final PackedFiles packed;
    private final long largestTotal;
    private long unpacked;
    private int count;
    private int depth;
    private @Nullable Refusal firstRefusal;
    private boolean bomb;

    Attachments(Parts parts, Pieces pieces, PackedFiles packed, long size) {
        this.parts = parts;
        this.pieces = pieces;
        this.packed = packed;
        this.largestTotal = Math.clamp(size * LARGEST_RATIO, ALWAYS_ALLOWED, NEVER_ALLOWED);
    }

    /// Whether the parts unpack to more than any honest file would; the whole file is then refused.
    boolean bomb() {
        return bomb;
    }

    /// Why the first unreadable part was not read.
    @Nullable
    Refusal firstRefusal() {
        return firstRefusal;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        return true;
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws SAXException, IOException {
        parts.flush();
        String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
        if (kind != null && DECORATION.contains(kind)) {
            return;
        }
        if (isPacked(stream, metadata)) {
            packed.add(stream, metadata);
            return;
        }
        if (++count > MOST_PARTS) {
            pieces.note("Die Datei enthält sehr viele Teile: nur die ersten %d wurden gelesen.".formatted(MOST_PARTS));
            return;
        }
        if (depth >= DEEPEST) {
            pieces.note(
                    "Die Datei ist tief verschachtelt: nur die ersten %d Ebenen wurden gelesen.".formatted(DEEPEST));
            return;
        }
        read(stream, metadata, kind == null || !kind.equals("INLINE"));
    }

    /// Whether the part is a file of its own in a package; the text of a mail in parts is not, nor what has no bytes.
    private boolean isPacked(InputStream stream, Metadata metadata) {
        TikaInputStream given = TikaInputStream.cast(stream);
        if (depth > 0 || !parts.isPackage() || (given != null && given.getOpenContainer() != null)) {
            return false;
        }
        String type = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
        return !Parts.nameOf(metadata).isEmpty() || !parts.isMail() || !type.startsWith("text/");
    }

    /// Whether the file itself is read at the moment, and nothing that lies in it.
    boolean outside() {
        return depth == 0;
    }

    private void read(InputStream stream, Metadata metadata, boolean named) throws IOException {
        int before = pieces.size();
        String name = Parts.nameOf(metadata);
        if (named && !name.isEmpty() && !DRAWING.matcher(name).matches()) {
            pieces.heading(2, name);
        }
        int start = pieces.size();
        depth++;
        pieces.enterPart();
        try {
            readSpooled(stream, metadata);
        } catch (RefusedException e) {
            failed(e.refusal(), name);
            if (e.refusal() == Refusal.BOMB) {
                throw e;
            }
        } catch (TikaException | SAXException | IOException | RuntimeException | StackOverflowError e) {
            if (pieces.full()) {
                throw new LimitReached();
            }
            failed(Failures.refusalFor(e), name);
        } finally {
            pieces.leavePart();
            depth--;
            if (pieces.size() == start) {
                pieces.truncate(before);
            }
        }
    }

    private void failed(Refusal refusal, String name) {
        bomb |= refusal == Refusal.BOMB;
        if (firstRefusal == null) {
            firstRefusal = refusal;
        }
        String part = name.isEmpty() ? "Ein Teil der Datei" : "Der enthaltene Teil „" + name + "“";
        pieces.note(part + " wurde nicht gelesen: " + refusal.reason());
    }

    private void readSpooled(InputStream stream, Metadata metadata) throws IOException, SAXException, TikaException {
        TikaInputStream given = TikaInputStream.cast(stream);
        if (given != null && given.getOpenContainer() != null) {
            parts.read(given, metadata);
            return;
        }
        Path file = Files.createTempFile("part", ".bin");
        try {
            spool(stream, file);
            try (TikaInputStream in = TikaInputStream.get(file)) {
                parts.read(in, metadata);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void spool(InputStream stream, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                unpacked += read;
                if (unpacked > largestTotal) {
                    throw new RefusedException(Refusal.BOMB);
                }
                out.write(buffer, 0, read);
                pieces.pulse();
            }
        }
    }
}
