// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;
import org.apache.poi.ss.util.CellReference;

/// Marks the cells of a sheet that a merged cell reaches into; the marks are those of [TableGrid].
///
/// Only rows that the file has are filled: merged rows without words are of no use.
final class SheetCells implements XmlCopy.Filter {

    /// How a part of the file names a range of merged cells.
    static final Pattern MERGED = Pattern.compile("mergeCell ref=\"([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})\"");

    /// More ranges than this are an accident of the format.
    static final int MOST_RANGES = 20_000;

    /// A range over more columns is decoration.
    private static final int MOST_COLUMNS = 50;

    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    private final List<Range> ranges;

    /// Marks of the open row by column, as far as they are not written yet.
    private final TreeMap<Integer, String> marks = new TreeMap<>();

    private final Set<Range> open = new HashSet<>();
    private int next;
    private int row;
    private QName cell = new QName("c");

    /// Cells that are merged into one; columns and rows count from 1.
    record Range(int left, int top, int right, int bottom) {

        static Range of(MatchResult found) {
            return new Range(
                    OfficeFilters.columnOf(found.group(1)),
                    Integer.parseInt(found.group(2)),
                    OfficeFilters.columnOf(found.group(3)),
                    Integer.parseInt(found.group(4)));
        }
    }

    SheetCells(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(Range::top));
        this.ranges = List.copyOf(sorted);
    }

    @Override
    public boolean drops(StartElement element, List<XMLEvent> head) {
        return switch (element.getName().getLocalPart()) {
            case "row" -> {
                startRow(element);
                yield false;
            }
            case "c" -> marks.containsKey(OfficeFilters.columnOf(OfficeFilters.value(element, "r")));
            default -> false;
        };
    }

    private void startRow(StartElement element) {
        marks.clear();
        cell = new QName(
                element.getName().getNamespaceURI(), "c", element.getName().getPrefix());
        String number = OfficeFilters.value(element, "r");
        row = number.matches("\\d{1,7}") ? Integer.parseInt(number) : row + 1;
        while (next < ranges.size() && ranges.get(next).top() <= row) {
            open.add(ranges.get(next++));
        }
        open.removeIf(range -> range.bottom() < row);
        for (Range range : open) {
            int right = Math.min(range.right(), range.left() + MOST_COLUMNS);
            for (int column = range.left(); column <= right; column++) {
                if (row > range.top()) {
                    marks.put(column, TableGrid.ABOVE);
                } else if (column > range.left()) {
                    marks.put(column, TableGrid.LEFT);
                }
            }
        }
    }

    @Override
    public void before(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (!marks.isEmpty() && element.getName().getLocalPart().equals("c")) {
            write(OfficeFilters.columnOf(OfficeFilters.value(element, "r")), out);
        }
    }

    @Override
    public void instead(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (element.getName().getLocalPart().equals("c")) {
            write(OfficeFilters.columnOf(OfficeFilters.value(element, "r")) + 1, out);
        }
    }

    @Override
    public void beforeEnd(String name, XMLEventConsumer out) throws XMLStreamException {
        if (name.equals("row") || name.endsWith(":row")) {
            write(Integer.MAX_VALUE, out);
        }
    }

    /// Writes the marks of the columns before this one.
    private void write(int column, XMLEventConsumer out) throws XMLStreamException {
        while (!marks.isEmpty() && marks.firstKey() < column) {
            var mark = marks.pollFirstEntry();
            String at = CellReference.convertNumToColString(mark.getKey() - 1) + row;
            String prefix = cell.getPrefix();
            String namespace = cell.getNamespaceURI();
            out.add(EVENTS.createStartElement(prefix, namespace, "c"));
            out.add(EVENTS.createAttribute("r", at));
            out.add(EVENTS.createAttribute("t", "inlineStr"));
            out.add(EVENTS.createStartElement(prefix, namespace, "is"));
            out.add(EVENTS.createStartElement(prefix, namespace, "t"));
            out.add(EVENTS.createCharacters(mark.getValue()));
            out.add(EVENTS.createEndElement(prefix, namespace, "t"));
            out.add(EVENTS.createEndElement(prefix, namespace, "is"));
            out.add(EVENTS.createEndElement(prefix, namespace, "c"));
        }
    }
}
