// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.SecureContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Reads a file and what lies inside it, each part in the way of its format.
final class Parts {

    /// Deeper markup is an attack; parsers that recurse would run out of stack.
    private static final int DEEPEST_MARKUP = 1_000;

    /// Bytes out per byte in; the best office documents reach a tenth of it.
    private static final int LARGEST_RATIO = 100;

    private static final MediaType MAILBOX = MediaType.application("vnd.ms-outlook-pst");

    private static final Set<String> ARCHIVES = Set.of(
            "zip",
            "gzip",
            "x-bzip2",
            "x-xz",
            "zstd",
            "x-tar",
            "x-gtar",
            "x-7z-compressed",
            "x-rar-compressed",
            "x-arj",
            "x-cpio",
            "x-archive",
            "x-compress",
            "vnd.ms-tnef",
            "mbox");

    private final Formats formats;
    private final Pieces pieces;
    private final PagesToRecognize pages;
    private final PackedFiles packed;
    private final Attachments attachments;
    private final Drawings drawings;
    private MediaType outermost = MediaType.OCTET_STREAM;
    private @Nullable XhtmlPieces open;
    private boolean pictures;

    Parts(Formats formats, Pieces pieces, PagesToRecognize pages, PackedFiles packed, long size) {
        this.formats = formats;
        this.pieces = pieces;
        this.pages = pages;
        this.packed = packed;
        this.attachments = new Attachments(this, pieces, packed, size);
        this.drawings = new Drawings(pieces);
    }

    /// Whether the file is made to hold others.
    boolean isPackage() {
        return isMail() || ARCHIVES.contains(outermost.getSubtype()) || outermost.equals(MediaType.application("pdf"));
    }

    boolean isMail() {
        return new MailHead(outermost).isMail();
    }

    Attachments attachments() {
        return attachments;
    }

    Drawings drawings() {
        return drawings;
    }

    /// Whether there was a picture that nobody has read.
    boolean sawPictures() {
        return pictures;
    }

    void sawPicture() {
        pictures = true;
    }

    /// Adds what has been gathered before an embedded part begins.
    void flush() {
        if (open != null) {
            open.flush();
        }
    }

    /// Reads one part to its end.
    void read(TikaInputStream in, Metadata metadata) throws IOException, SAXException, TikaException {
        MediaType type = formats.typeOf(in, metadata);
        if (attachments.outside()) {
            outermost = type;
        }
        if (Formats.isProgram(type)) {
            throw new RefusedException(Refusal.EXECUTABLE);
        }
        if (type.equals(MediaType.application("pdf"))) {
            new PdfReading(this, pieces, pages).read(in.getPath(), metadata);
        } else if (type.equals(MAILBOX)) {
            throw new RefusedException(Refusal.MAILBOX);
        } else if (type.getSubtype().endsWith("xml") && LawXml.fits(in.getPath())) {
            LawXml.read(in.getPath(), metadata, pieces);
        } else if (Formats.isPicture(type)) {
            picture(in);
        } else if (Formats.isDrawing(type)) {
            drawing(in, type, metadata);
        } else if (formats.isPlainText(type)) {
            PlainFiles.read(in, type, metadata, pieces);
        } else if (formats.isParsed(type)) {
            parsed(in, type, metadata);
        } else if (Formats.looksLikeText(in)) {
            PlainFiles.read(in, MediaType.TEXT_PLAIN, metadata, pieces);
        } else {
            throw new RefusedException(Refusal.UNKNOWN_TYPE);
        }
    }

    /// Only a file that is itself a picture is recognized; pictures in a text rarely hold words.
    private void picture(TikaInputStream in) throws IOException {
        pictures = true;
        if (attachments.outside() && pages.available()) {
            List<PdfLines.Page> read = new ArrayList<>();
            for (int number : Pictures.pages(in.getPath())) {
                pages.page(number).map(RecognizedPage::asPage).ifPresent(read::add);
            }
            PdfLayout.write(read, pieces);
        }
    }

    /// A drawing whose words cannot be read is a picture like any other.
    private void drawing(TikaInputStream in, MediaType type, Metadata metadata) throws IOException, SAXException {
        int before = pieces.size();
        try {
            shown(in, type, metadata);
        } catch (TikaException e) {
            pictures = true;
        }
        pictures |= !drawings.add(before, metadata);
    }

    private void parsed(TikaInputStream in, MediaType type, Metadata metadata)
            throws IOException, SAXException, TikaException {
        if (type.equals(MediaType.APPLICATION_ZIP) && unpacked(in.getPath())) {
            return;
        }
        HiddenWords hidden = new HiddenWords();
        boolean holdsFiles = type.getSubtype().endsWith("xml") && attachments.outside();
        Optional<Path> visible =
                holdsFiles ? BinaryObjects.taken(in.getPath(), packed, pieces) : VisibleCopy.of(in, type, hidden);
        try {
            if (visible.isEmpty()) {
                shown(in, type, metadata);
            } else {
                try (TikaInputStream copy = TikaInputStream.get(visible.get())) {
                    shown(copy, type, metadata);
                }
            }
        } finally {
            if (visible.isPresent()) {
                Files.deleteIfExists(visible.get());
            }
            hidden.tell(pieces);
        }
    }

    private void shown(TikaInputStream in, MediaType type, Metadata metadata)
            throws IOException, SAXException, TikaException {
        MediaType packed = OpenDocument.packed(in.getPath(), type);
        if (OpenDocument.isPresentation(packed)) {
            OpenDocument.slides(in.getPath(), metadata, pieces);
            return;
        }
        MailHead mail = new MailHead(type);
        int first = pieces.size();
        List<String> sheets = OpenDocument.sheetNames(in, packed);
        boolean workbook =
                type.getSubtype().contains("excel") || type.getSubtype().contains("spreadsheet");
        XhtmlPieces handler = new XhtmlPieces(
                pieces, mail.isMail(), workbook, type.getSubtype().contains("oasis.opendocument"), sheets);
        handler.follow(in, type);
        XhtmlPieces outer = open;
        open = handler;
        try {
            tika(in, type, metadata, handler);
        } finally {
            try {
                handler.endDocument();
            } finally {
                open = outer;
                handler.tell();
                UntoldHiding.of(type, metadata, pieces, first);
                mail.add(metadata, pieces, first);
            }
        }
    }

    private void tika(TikaInputStream in, MediaType type, Metadata metadata, ContentHandler handler)
            throws IOException, SAXException, TikaException {
        metadata.set(HttpHeaders.CONTENT_TYPE, type.toString());
        SecureContentHandler secure = new SecureContentHandler(handler, in);
        secure.setMaximumDepth(DEEPEST_MARKUP);
        secure.setMaximumCompressionRatio(LARGEST_RATIO);
        ParseContext context = formats.context();
        context.set(EmbeddedDocumentExtractor.class, attachments);
        if (type.equals(OutlookEncoding.MESSAGE)) {
            OutlookEncoding.of(in)
                    .ifPresent(encoding -> context.set(EncodingDetector.class, new TextEncoding(encoding)));
        }
        try {
            formats.parser().parse(in, secure, metadata, context);
        } catch (SAXException e) {
            secure.throwIfCauseOf(e);
            throw e;
        }
    }

    /// Takes a ZIP file apart by its list of contents: Tika does not tell names in their bytes, nor encryption.
    ///
    /// @return false for a list that is damaged, and for an archive in a text; the parser then reads it entry by
    /// entry
    private boolean unpacked(Path file) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            if (entries.stream().anyMatch(entry -> entry.getGeneralPurposeBit().usesEncryption())) {
                throw new RefusedException(Refusal.ENCRYPTED);
            }
            if (!attachments.outside()) {
                return false;
            }
            for (ZipArchiveEntry entry : entries) {
                if (!entry.isDirectory()) {
                    unpack(zip, entry);
                }
            }
            return true;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private void unpack(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        boolean utf8 = entry.getGeneralPurposeBit().usesUTF8ForNames();
        String name = EntryNames.decode(entry.getRawName(), utf8);
        try (InputStream content = zip.getInputStream(entry)) {
            packed.add(content, name);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            pieces.note("Der enthaltene Teil „%s“ wurde nicht gelesen: %s"
                    .formatted(CleanText.of(name), Refusal.DAMAGED.reason()));
        }
    }

    /// The name that somebody gave a part, with its folders; nothing is ever opened by it.
    static String nameOf(Metadata metadata) {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        return name == null ? "" : CleanText.of(name).strip();
    }
}
