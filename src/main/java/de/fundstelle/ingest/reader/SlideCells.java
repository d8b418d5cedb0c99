// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// Marks the cells of a slide's tables that a merged cell reaches into, and the row that names the columns.
///
/// Tika tells nothing of either; the marks are those of [TableGrid].
final class SlideCells implements XmlCopy.Filter {

    private static final String DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    private String mark = "";
    private boolean names;

    @Override
    public boolean drops(StartElement element, List<XMLEvent> head) {
        switch (XmlCopy.name(element)) {
            case "a:tblPr" -> names = OfficeFilters.isTrue(OfficeFilters.value(element, "firstRow"));
            case "a:tc" -> {
                boolean above = OfficeFilters.isTrue(OfficeFilters.value(element, "vMerge"));
                boolean left = OfficeFilters.isTrue(OfficeFilters.value(element, "hMerge"));
                mark = above ? TableGrid.ABOVE : left ? TableGrid.LEFT : "";
                return !mark.isEmpty();
            }
            default -> {}
        }
        return false;
    }

    @Override
    public void inside(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (names && XmlCopy.name(element).equals("a:p")) {
            names = false;
            run(TableGrid.NAMES, out);
        }
    }

    @Override
    public void instead(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (XmlCopy.name(element).equals("a:tc")) {
            start("tc", out);
            start("txBody", out);
            start("bodyPr", out);
            end("bodyPr", out);
            start("p", out);
            run(mark, out);
            end("p", out);
            end("txBody", out);
            end("tc", out);
        }
    }

    private static void run(String words, XMLEventConsumer out) throws XMLStreamException {
        start("r", out);
        start("t", out);
        out.add(EVENTS.createCharacters(words));
        end("t", out);
        end("r", out);
    }

    private static void start(String name, XMLEventConsumer out) throws XMLStreamException {
        out.add(EVENTS.createStartElement("a", DRAWING, name));
    }

    private static void end(String name, XMLEventConsumer out) throws XMLStreamException {
        out.add(EVENTS.createEndElement("a", DRAWING, name));
    }
}
