// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// Marks the cells of a slide's tables that a merged cell reaches into, and the row that names the columns.
///
/// Tika tells nothing of either; the marks are those of [TableGrid].
final class SlideCells implements XmlCopy.Filter {

    private static final OfficeElements DRAWING =
            new OfficeElements("a", "http://schemas.openxmlformats.org/drawingml/2006/main");

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
            DRAWING.run(TableGrid.NAMES, out);
        }
    }

    @Override
    public void instead(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (XmlCopy.name(element).equals("a:tc")) {
            DRAWING.start("tc", out);
            DRAWING.start("txBody", out);
            DRAWING.start("bodyPr", out);
            DRAWING.end("bodyPr", out);
            DRAWING.start("p", out);
            DRAWING.run(mark, out);
            DRAWING.end("p", out);
            DRAWING.end("txBody", out);
            DRAWING.end("tc", out);
        }
    }
}
