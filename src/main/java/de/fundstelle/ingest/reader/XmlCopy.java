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
import javax.xml.stream.util.XMLEventConsumer;

/// Copies XML, but for the elements that a filter drops.
final class XmlCopy {

    /// Any first child.
    static final String ANY = "*";

    private static final int MOST_EVENTS_OF_HEAD = 1_000;

    private XmlCopy() {}

    /// Decides about elements, one after the other, and may add some.
    interface Filter {

        /// Whether the element is dropped with all that it holds.
        ///
        /// @param head its first child, where [#head] asked for it
        boolean drops(StartElement element, List<XMLEvent> head);

        /// The name of the first child that the decision depends on, [XmlCopy#ANY] for whatever it is; empty if on
        /// none.
        default String head(StartElement element) {
            return "";
        }

        /// Adds what belongs in front of an element.
        default void before(StartElement element, XMLEventConsumer out) throws XMLStreamException {}

        /// Adds what an element that was kept begins with.
        default void inside(StartElement element, XMLEventConsumer out) throws XMLStreamException {}

        /// Adds what stands in the place of an element that was dropped.
        default void instead(StartElement element, XMLEventConsumer out) throws XMLStreamException {}

        /// Adds what an element that was kept ends with.
        default void beforeEnd(String name, XMLEventConsumer out) throws XMLStreamException {}

        /// Adds what belongs behind an element that was kept.
        default void behind(String name, XMLEventConsumer out) throws XMLStreamException {}
    }

    /// Two filters one after the other: what the first drops the second does not see.
    record Both(Filter first, Filter second) implements Filter {

        @Override
        public boolean drops(StartElement element, List<XMLEvent> head) {
            return first.drops(element, head) || second.drops(element, head);
        }

        @Override
        public String head(StartElement element) {
            String name = first.head(element);
            return name.isEmpty() ? second.head(element) : name;
        }

        @Override
        public void before(StartElement element, XMLEventConsumer out) throws XMLStreamException {
            first.before(element, out);
            second.before(element, out);
        }

        @Override
        public void inside(StartElement element, XMLEventConsumer out) throws XMLStreamException {
            first.inside(element, out);
            second.inside(element, out);
        }

        @Override
        public void instead(StartElement element, XMLEventConsumer out) throws XMLStreamException {
            first.instead(element, out);
            second.instead(element, out);
        }

        @Override
        public void beforeEnd(String name, XMLEventConsumer out) throws XMLStreamException {
            second.beforeEnd(name, out);
            first.beforeEnd(name, out);
        }

        @Override
        public void behind(String name, XMLEventConsumer out) throws XMLStreamException {
            second.behind(name, out);
            first.behind(name, out);
        }
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
                start(event.asStartElement(), reader, writer, filter);
            } else if (event.isEndElement()) {
                String name = name(
                        event.asEndElement().getName().getPrefix(),
                        event.asEndElement().getName().getLocalPart());
                filter.beforeEnd(name, writer);
                writer.add(event);
                filter.behind(name, writer);
            } else {
                writer.add(event);
            }
        }
        writer.flush();
    }

    private static void start(StartElement element, XMLEventReader reader, XMLEventWriter writer, Filter filter)
            throws XMLStreamException {
        String wanted = filter.head(element);
        List<XMLEvent> head = wanted.isEmpty() ? List.of() : head(reader, wanted);
        filter.before(element, writer);
        if (filter.drops(element, head)) {
            skip(reader, depth(head) + 1);
            filter.instead(element, writer);
            return;
        }
        writer.add(element);
        filter.inside(element, writer);
        for (XMLEvent event : head) {
            writer.add(event);
        }
    }

    static String name(String prefix, String local) {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }

    static String name(StartElement element) {
        return name(element.getName().getPrefix(), element.getName().getLocalPart());
    }

    /// The first child with all that it holds, and what stands before it, if it has this name.
    private static List<XMLEvent> head(XMLEventReader reader, String wanted) throws XMLStreamException {
        List<XMLEvent> head = new ArrayList<>();
        while (reader.peek().isCharacters()) {
            head.add(reader.nextEvent());
        }
        boolean found = reader.peek().isStartElement()
                && (wanted.equals(ANY) || name(reader.peek().asStartElement()).equals(wanted));
        if (!found) {
            return head;
        }
        int depth = 0;
        do {
            XMLEvent event = reader.nextEvent();
            head.add(event);
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        } while (depth > 0 && reader.hasNext() && head.size() < MOST_EVENTS_OF_HEAD);
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
