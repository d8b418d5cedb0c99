// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;

/// Copies XML, but for the elements that a filter drops.
final class XmlCopy {

    private static final int MOST_EVENTS_OF_HEAD = 1_000;

    private XmlCopy() {}

    /// Decides about elements, one after the other.
    interface Filter {

        /// Whether the element is dropped with all that it holds.
        ///
        /// @param head its first child, where [#needsHead] asked for it
        boolean drops(StartElement element, List<XMLEvent> head);

        /// Whether the decision depends on the element's first child.
        default boolean needsHead(StartElement element) {
            return false;
        }

        /// The end of an element that was kept.
        default void ends(String name) {}
    }

    static XMLEventReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLEventReader(in);
    }

    static void copy(InputStream in, OutputStream out, Filter filter) throws XMLStreamException {
        XMLEventReader reader = reader(in);
        XMLEventWriter writer = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(out, "UTF-8");
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            if (event.isStartElement()) {
                StartElement element = event.asStartElement();
                List<XMLEvent> head = filter.needsHead(element) ? head(reader) : List.of();
                if (filter.drops(element, head)) {
                    skip(reader, depth(head) + 1);
                    continue;
                }
                writer.add(event);
                for (XMLEvent before : head) {
                    writer.add(before);
                }
                continue;
            }
            writer.add(event);
            if (event.isEndElement()) {
                filter.ends(name(
                        event.asEndElement().getName().getPrefix(),
                        event.asEndElement().getName().getLocalPart()));
            }
        }
        writer.flush();
    }

    static String name(String prefix, String local) {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    static String name(StartElement element) {
        return name(element.getName().getPrefix(), element.getName().getLocalPart());
    }

    /// The first child with all that it holds, and what stands before it.
    private static List<XMLEvent> head(XMLEventReader reader) throws XMLStreamException {
        List<XMLEvent> head = new ArrayList<>();
        int depth = 0;
        while (reader.hasNext()
                && head.size() < MOST_EVENTS_OF_HEAD
                && !(depth == 0 && reader.peek().isEndElement())) {
            XMLEvent event = reader.nextEvent();
            head.add(event);
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
            if (depth == 0 && event.isEndElement()) {
                break;
            }
        }
        return head;
    }

    private static int depth(List<XMLEvent> events) {
        int depth = 0;
        for (XMLEvent event : events) {
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
        return depth;
    }

    private static void skip(XMLEventReader reader, int open) throws XMLStreamException {
        int depth = open;
        while (depth > 0 && reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
    }
}
