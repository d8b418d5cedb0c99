// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// What Tika's events lack about OpenDocument: the names of sheets, and where a slide begins.
final class OpenDocument {

    private static final String PREFIX = "vnd.oasis.opendocument.";
    private static final int MOST_SHEETS = 1_000;

    private static final int DECLARED_WITHIN = 8_192;
    private static final Pattern STATED =
            Pattern.compile("office:mimetype=[\"']application/vnd\\.oasis\\.opendocument\\.([a-z-]{1,40})[\"']");

    private OpenDocument() {}

    static boolean isPresentation(MediaType type) {
        return type.getSubtype().startsWith(PREFIX + "presentation");
    }

    static boolean isFlat(MediaType type) {
        return type.getSubtype().startsWith(PREFIX) && type.getSubtype().contains("flat.");
    }

    /// The type of the packed file that would say the same, where the file is one XML text that tells it.
    static MediaType packed(Path file, MediaType type) throws IOException {
        if (!isFlat(type)) {
            return type;
        }
        try (InputStream in = Files.newInputStream(file)) {
            Matcher stated = STATED.matcher(new String(in.readNBytes(DECLARED_WITHIN), StandardCharsets.UTF_8));
            return stated.find() ? MediaType.application(PREFIX + stated.group(1)) : type;
        }
    }

    /// The names of a spreadsheet's tables in their order; none for other formats or a damaged file.
    static List<String> sheetNames(TikaInputStream in, MediaType type) throws IOException {
        List<String> names = new ArrayList<>();
        if (type.getSubtype().startsWith(PREFIX + "spreadsheet")) {
            try {
                parse(in.getPath(), "content.xml", new DefaultHandler() {
                    @Override
                    public void startElement(String uri, String localName, String qName, Attributes attributes) {
                        String name = localName.equals("table") ? attributes.getValue("table:name") : null;
                        if (name != null && names.size() < MOST_SHEETS) {
                            names.add(name);
                        }
                    }
                });
            } catch (SAXException | TikaException e) {
                return List.of();
            }
        }
        return names;
    }

    /// Reads a presentation slide by slide.
    static void slides(Path file, Metadata metadata, Pieces pieces) throws IOException, SAXException, TikaException {
        refuseEncrypted(file);
        title(file, metadata);
        parse(file, "content.xml", new OpenSlides(pieces));
    }

    private static void refuseEncrypted(Path file) throws IOException, TikaException {
        if (!isPacked(file)) {
            return;
        }
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            ZipArchiveEntry manifest = zip.getEntry("META-INF/manifest.xml");
            if (manifest == null) {
                return;
            }
            try (InputStream in = zip.getInputStream(manifest)) {
                String text = new String(in.readNBytes(Piece.LONGEST), StandardCharsets.UTF_8);
                if (text.contains("encryption-data")) {
                    throw new EncryptedDocumentException();
                }
            }
        }
    }

    private static void title(Path file, Metadata metadata) throws IOException, SAXException, TikaException {
        StringBuilder title = new StringBuilder();
        parse(file, "meta.xml", new DefaultHandler() {
            private boolean inside;

            @Override
            public void startElement(String uri, String localName, String qName, Attributes attributes) {
                inside = qName.equals("dc:title");
            }

            @Override
            public void endElement(String uri, String localName, String qName) {
                inside = false;
            }

            @Override
            public void characters(char[] characters, int start, int length) {
                if (inside && title.length() < Pieces.LONGEST_HEADING) {
                    title.append(characters, start, length);
                }
            }
        });
        if (!title.isEmpty()) {
            metadata.set(TikaCoreProperties.TITLE, title.toString());
        }
    }

    /// Parses an entry if it is there, or the whole file if it is one XML text; no entity outside of it is resolved.
    private static void parse(Path file, String entry, DefaultHandler handler)
            throws IOException, SAXException, TikaException {
        if (!isPacked(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                XMLReaderUtils.parseSAX(in, handler, new ParseContext());
            }
            return;
        }
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            ZipArchiveEntry content = zip.getEntry(entry);
            if (content != null) {
                try (InputStream in = zip.getInputStream(content)) {
                    XMLReaderUtils.parseSAX(in, handler, new ParseContext());
                }
            }
        }
    }

    private static boolean isPacked(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'P' && in.read() == 'K';
        }
    }
}
