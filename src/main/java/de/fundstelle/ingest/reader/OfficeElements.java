// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.util.XMLEventConsumer;

/// Writes elements of one namespace of an office format, in front of a copy's next event.
record OfficeElements(String prefix, String namespace) {

    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    void start(String name, XMLEventConsumer out) throws XMLStreamException {
        out.add(EVENTS.createStartElement(prefix, namespace, name));
    }

    void end(String name, XMLEventConsumer out) throws XMLStreamException {
        out.add(EVENTS.createEndElement(prefix, namespace, name));
    }

    /// A run of words, as it stands within a paragraph.
    void run(String words, XMLEventConsumer out) throws XMLStreamException {
        start("r", out);
        start("t", out);
        out.add(EVENTS.createCharacters(words));
        end("t", out);
        end("r", out);
    }
}
