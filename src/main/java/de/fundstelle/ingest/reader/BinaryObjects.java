// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;

/// Files that lie in an XML document as Base64, such as the enclosures of an electronic invoice.
///
/// They have the form of a "binary object" of the UN/CEFACT Core Component Type Catalogue, which UBL, the
/// Cross Industry Invoice and XRechnung use: the content of an element with the attribute `mimeCode`, and mostly with
/// `filename`.
final class BinaryObjects {

    private static final QName TYPE = new QName("mimeCode");
    private static final QName NAME = new QName("filename");
    private static final byte[] MARK = "mimeCode=".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 1 << 16;

    private final PackedFiles packed;
    private final Pieces pieces;

    private BinaryObjects(PackedFiles packed, Pieces pieces) {
        this.packed = packed;
        this.pieces = pieces;
    }

    /// Takes the files out.
    ///
    /// @return the document without them, in a new temporary file that the caller deletes; empty if there are none,
    ///     or if it is damaged
    static Optional<Path> taken(Path file, PackedFiles packed, Pieces pieces) throws IOException {
        if (!mentionsAny(file)) {
            return Optional.empty();
        }
        Path copy = Files.createTempFile("without", ".xml");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
            new BinaryObjects(packed, pieces).copy(XmlCopy.reader(in), out);
            return Optional.of(copy);
        } catch (XMLStreamException e) {
            // The parser says what can be read of it.
            Files.deleteIfExists(copy);
            return Optional.empty();
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static boolean mentionsAny(Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            int matched = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    matched = buffer[i] == MARK[matched] ? matched + 1 : buffer[i] == MARK[0] ? 1 : 0;
                    if (matched == MARK.length) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private void copy(XMLEventReader reader, OutputStream out) throws XMLStreamException, IOException {
        XMLEventWriter writer = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(out, "UTF-8");
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            writer.add(event);
            if (event.isStartElement() && event.asStartElement().getAttributeByName(TYPE) != null) {
                take(event.asStartElement(), reader);
            }
        }
        writer.flush();
    }

    /// Reads to the end of the element's text, which is the file.
    private void take(StartElement element, XMLEventReader reader) throws XMLStreamException, IOException {
        Path text = Files.createTempFile("object", ".base64");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(text))) {
                while (reader.peek().isCharacters()) {
                    out.write(reader.nextEvent().asCharacters().getData().getBytes(StandardCharsets.UTF_8));
                }
            }
            if (Files.size(text) > 0) {
                Attribute name = element.getAttributeByName(NAME);
                unpack(text, name == null ? "" : name.getValue());
            }
        } finally {
            Files.deleteIfExists(text);
        }
    }

    private void unpack(Path text, String name) throws IOException {
        try (InputStream content = Base64.getMimeDecoder().wrap(new BufferedInputStream(Files.newInputStream(text)))) {
            packed.add(content, name);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            pieces.note("Der enthaltene Teil „%s“ wurde nicht gelesen: %s"
                    .formatted(CleanText.of(name), Refusal.DAMAGED.reason()));
        }
    }
}
