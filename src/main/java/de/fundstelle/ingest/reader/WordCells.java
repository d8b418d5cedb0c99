// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// Marks the cells of a text document's tables that a merged cell reaches into, and the rows that name the columns.
///
/// Tika tells nothing of either; the marks are those of [TableGrid].
final class WordCells implements XmlCopy.Filter {

    private static final OfficeElements WORD =
            new OfficeElements("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

    /// For each cell that is open, how many more columns it spans.
    private final Deque<Integer> spans = new ArrayDeque<>();

    private String mark = "";
    private int columns = 1;
    private int skipped;
    private boolean names;

    @Override
    public String head(StartElement element) {
        return switch (XmlCopy.name(element)) {
            case "w:tc" -> "w:tcPr";
            case "w:tr" -> "w:trPr";
            default -> "";
        };
    }

    @Override
    public boolean drops(StartElement element, List<XMLEvent> head) {
        switch (XmlCopy.name(element)) {
            case "w:tr" -> row(head);
            case "w:tc" -> {
                cell(head);
                if (!mark.isEmpty()) {
                    return true;
                }
                spans.push(columns - 1);
            }
            default -> {}
        }
        return false;
    }

    private void row(List<XMLEvent> head) {
        names = false;
        skipped = 0;
        for (XMLEvent event : head) {
            if (event.isStartElement()) {
                StartElement property = event.asStartElement();
                String value = OfficeFilters.value(property, "w:val");
                switch (XmlCopy.name(property)) {
                    case "w:tblHeader" -> names = value.isEmpty() || OfficeFilters.isTrue(value);
                    case "w:gridBefore" -> skipped = columns(value);
                    default -> {}
                }
            }
        }
    }

    private void cell(List<XMLEvent> head) {
        mark = "";
        columns = 1;
        for (XMLEvent event : head) {
            if (event.isStartElement()) {
                StartElement property = event.asStartElement();
                String value = OfficeFilters.value(property, "w:val");
                boolean goesOn = value.isEmpty() || value.equals("continue");
                switch (XmlCopy.name(property)) {
                    case "w:gridSpan" -> columns = Math.max(1, columns(value));
                    case "w:vMerge" -> mark = goesOn ? TableGrid.ABOVE : mark;
                    case "w:hMerge" -> mark = goesOn ? TableGrid.LEFT : mark;
                    default -> {}
                }
            }
        }
    }

    private static int columns(String value) {
        return Math.min(OfficeFilters.number(value), TableGrid.MOST_COLUMNS);
    }

    @Override
    public void instead(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (XmlCopy.name(element).equals("w:tc")) {
            cells(mark, columns, out);
        }
    }

    @Override
    public void inside(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (names && XmlCopy.name(element).equals("w:p")) {
            names = false;
            WORD.run(TableGrid.NAMES, out);
        }
    }

    @Override
    public void before(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (skipped > 0 && XmlCopy.name(element).equals("w:tc")) {
            cells("", skipped, out);
            skipped = 0;
        }
    }

    @Override
    public void behind(String name, XMLEventConsumer out) throws XMLStreamException {
        if (name.equals("w:tc") && !spans.isEmpty()) {
            cells(TableGrid.LEFT, spans.pop(), out);
        }
    }

    private static void cells(String words, int count, XMLEventConsumer out) throws XMLStreamException {
        for (int i = 0; i < count; i++) {
            WORD.start("tc", out);
            WORD.start("p", out);
            WORD.run(words, out);
            WORD.end("p", out);
            WORD.end("tc", out);
        }
    }
}
