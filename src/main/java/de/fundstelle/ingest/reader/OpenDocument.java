// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private OpenDocument() {}

    static boolean isPresentation(MediaType type) {
        return type.getSubtype().startsWith(PREFIX + "presentation");
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
        parse(file, "content.xml", new Slides(pieces));
    }

    private static void refuseEncrypted(Path file) throws IOException, TikaException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            ZipArchiveEntry manifest = zip.getEntry("META-INF/manifest.xml");
            if (manifest == null) {
                return;
            }
            try (InputStream in = zip.getInputStream(manifest)) {
                String text = new String(in.readNBytes(Piece.LONGEST), java.nio.charset.StandardCharsets.UTF_8);
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

    /// Parses an entry if it is there; no entity outside of it is ever resolved.
    private static void parse(Path file, String entry, DefaultHandler handler)
            throws IOException, SAXException, TikaException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            ZipArchiveEntry content = zip.getEntry(entry);
            if (content != null) {
                try (InputStream in = zip.getInputStream(content)) {
                    XMLReaderUtils.parseSAX(in, handler, new ParseContext());
                }
            }
        }
    }

    /// Follows the slides of a presentation; the first words on each are its heading.
    private static final class Slides extends DefaultHandler {

        private final Pieces pieces;
        private final StringBuilder text = new StringBuilder();
        private int slide;
        private int paragraphs;
        private boolean opens;
        private int lists;

        Slides(Pieces pieces) {
            this.pieces = pieces;
        }

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes) {
            switch (qName) {
                case "draw:page" -> {
                    pieces.place(Place.onSlide(++slide));
                    opens = true;
                }
                case "text:p", "text:h" -> paragraphs++;
                case "text:list" -> lists++;
                case "text:s", "text:tab", "text:line-break" -> text.append(' ');
                case "presentation:notes" -> opens = false;
                default -> {}
            }
        }

        @Override
        public void endElement(String uri, String localName, String qName) {
            switch (qName) {
                case "text:p", "text:h" -> {
                    paragraphs--;
                    paragraph();
                }
                case "text:list" -> lists--;
                default -> {}
            }
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            if (paragraphs > 0) {
                text.append(characters, start, length);
            }
            if (text.length() > Piece.LONGEST) {
                paragraph();
            }
        }

        private void paragraph() {
            String words = text.toString().strip();
            text.setLength(0);
            if (words.isEmpty()) {
                return;
            }
            if (opens) {
                pieces.heading(2, words);
                opens = false;
            } else {
                pieces.add(lists > 0 ? Block.Kind.LIST_ITEM : Block.Kind.PARAGRAPH, words);
            }
        }
    }
}
