// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// Drops what an OpenDocument file hides – by style, by state, by tracking – and marks what Tika does not tell of
/// tables.
final class OpenDocumentFilter implements XmlCopy.Filter {

    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    private final HiddenWords hidden;

    /// Family and name of the styles that hide.
    private final Set<String> hiddenStyles;

    private final Deque<Integer> cell = new ArrayDeque<>();
    private final Deque<BitSet> columns = new ArrayDeque<>();
    private final Deque<Integer> declared = new ArrayDeque<>();
    private String style = "";
    private String mark = "";
    private boolean head;
    private final BitSet columnsTold = new BitSet();
    private boolean hiddenRow;
    private boolean rowTold;

    /// @param hiddenStyles those that another part of the file has said
    OpenDocumentFilter(HiddenWords hidden, Set<String> hiddenStyles) {
        this.hidden = hidden;
        this.hiddenStyles = new HashSet<>(hiddenStyles);
    }

    /// The styles of a part that hide what has them.
    static Set<String> hiddenStyles(InputStream in) throws XMLStreamException {
        OpenDocumentFilter filter = new OpenDocumentFilter(new HiddenWords(), Set.of());
        XMLEventReader reader = XmlCopy.reader(in);
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            if (event.isStartElement()) {
                filter.style(event.asStartElement());
            }
        }
        return filter.hiddenStyles;
    }

    @Override
    public boolean drops(StartElement element, List<XMLEvent> first) {
        String name = XmlCopy.name(element);
        style(element);
        return switch (name) {
            case "text:tracked-changes" -> drop(HiddenWords.Kind.DELETED);
            case "office:annotation" -> drop(HiddenWords.Kind.COMMENT);
            case "text:section" -> value(element, "text:display").equals("none") && drop(HiddenWords.Kind.SECTION);
            case "text:hidden-text", "text:hidden-paragraph" -> drop(HiddenWords.Kind.FORMATTED);
            case "text:p", "text:h" ->
                hides("paragraph", element, "text:style-name") && drop(HiddenWords.Kind.FORMATTED);
            case "text:span" -> hides("text", element, "text:style-name") && drop(HiddenWords.Kind.FORMATTED);
            case "draw:page" -> hides("drawing-page", element, "draw:style-name") && drop(HiddenWords.Kind.SLIDE);
            default -> name.startsWith("table:") && dropsTablePart(name, element, first);
        };
    }

    /// Only of a cell that is dropped: the note speaks of those that hold something.
    @Override
    public String head(StartElement element) {
        boolean isCell = XmlCopy.name(element).equals("table:table-cell");
        return isCell && isHidden(cell.isEmpty() ? 0 : cell.peek()) ? XmlCopy.ANY : "";
    }

    private boolean isHidden(int column) {
        return hiddenRow || (!columns.isEmpty() && columns.getFirst().get(column));
    }

    private static String value(StartElement element, String name) {
        return OfficeFilters.value(element, name);
    }

    private boolean drop(HiddenWords.Kind kind) {
        hidden.count(kind);
        return true;
    }

    private boolean hides(String family, StartElement element, String attribute) {
        return hiddenStyles.contains(family + "/" + value(element, attribute));
    }

    /// Remembers a style that hides, by itself or by the one that it is made from.
    private void style(StartElement element) {
        switch (XmlCopy.name(element)) {
            case "style:style" -> {
                String family = value(element, "style:family");
                style = family + "/" + value(element, "style:name");
                if (hiddenStyles.contains(family + "/" + value(element, "style:parent-style-name"))) {
                    hiddenStyles.add(style);
                }
            }
            case "style:text-properties", "style:table-properties", "style:drawing-page-properties" -> {
                if (value(element, "text:display").equals("none")
                        || value(element, "table:display").equals("false")
                        || value(element, "presentation:visibility").equals("hidden")) {
                    hiddenStyles.add(style);
                } else if (value(element, "text:display").equals("true")) {
                    hiddenStyles.remove(style);
                }
            }
            default -> {}
        }
    }

    private boolean dropsTablePart(String name, StartElement element, List<XMLEvent> first) {
        boolean invisible = value(element, "table:visibility").matches("collapse|filter");
        int repeated = Math.max(1, OfficeFilters.number(value(element, "table:number-columns-repeated")));
        switch (name) {
            case "table:table" -> {
                if (hides("table", element, "table:style-name")) {
                    return drop(HiddenWords.Kind.SHEET);
                }
                columns.push(new BitSet());
                columnsTold.clear();
                declared.push(0);
            }
            case "table:table-column" -> {
                int from = declared.isEmpty() ? 0 : declared.pop();
                declared.push(Math.min(from + repeated, OfficeFilters.MOST_COLUMNS));
                if (invisible && !columns.isEmpty()) {
                    columns.getFirst().set(from, Math.min(from + repeated, OfficeFilters.MOST_COLUMNS));
                }
            }
            case "table:table-header-rows" -> head = true;
            case "table:table-row" -> {
                hiddenRow = invisible;
                rowTold = false;
                cell.push(0);
                mark = head ? TableGrid.NAMES : "";
            }
            case "table:table-cell", "table:covered-table-cell" -> {
                int at = cell.isEmpty() ? 0 : cell.pop();
                cell.push(Math.min(at + repeated, OfficeFilters.MOST_COLUMNS));
                boolean spans = OfficeFilters.number(value(element, "table:number-columns-spanned")) > 1;
                mark = spans ? mark.replace(TableGrid.SPANS, "") + TableGrid.SPANS : mark.replace(TableGrid.SPANS, "");
                return dropsCell(at, !first.isEmpty());
            }
            default -> {}
        }
        return false;
    }

    private boolean dropsCell(int column, boolean says) {
        if (hiddenRow) {
            hidden.count(HiddenWords.Kind.ROW, says && !rowTold ? 1 : 0);
            rowTold |= says;
            return true;
        }
        if (!isHidden(column)) {
            return false;
        }
        hidden.count(HiddenWords.Kind.COLUMN, says && !columnsTold.get(column) ? 1 : 0);
        columnsTold.set(column, columnsTold.get(column) || says);
        return true;
    }

    @Override
    public void inside(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        String name = XmlCopy.name(element);
        if (!mark.isEmpty() && (name.equals("text:p") || name.equals("text:h"))) {
            out.add(EVENTS.createCharacters(mark));
            mark = "";
        }
    }

    @Override
    public void behind(String name, XMLEventConsumer out) {
        switch (name) {
            case "table:table" -> {
                if (!columns.isEmpty()) {
                    columns.pop();
                    declared.pop();
                }
            }
            case "table:table-header-rows" -> head = false;
            case "table:table-row" -> {
                if (!cell.isEmpty()) {
                    cell.pop();
                }
            }
            default -> {}
        }
    }
}
