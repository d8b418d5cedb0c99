// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// Says of the comments of a sheet what they are: their sign is to be seen in it, so they stay; those of cells in
/// hidden
/// rows and columns go.
final class SheetComments implements XmlCopy.Filter {

    /// Stands in front of each comment.
    static final String COMMENT = "Kommentar ";

    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();
    private static final Pattern TARGET = Pattern.compile("Target=\"(/xl/|\\.\\./)([^\"]*comments?\\d*\\.xml)\"");
    private static final Pattern ROW = Pattern.compile("[A-Z]+(\\d{1,7})");

    private final HiddenWords hidden;
    private final HiddenCells cells;

    /// The rows and columns of a sheet that are hidden; both count from 1.
    record HiddenCells(BitSet rows, BitSet columns) {

        static final HiddenCells NONE = new HiddenCells(new BitSet(), new BitSet());

        static HiddenCells of(InputStream sheet) throws XMLStreamException {
            HiddenCells cells = new HiddenCells(new BitSet(), new BitSet());
            XMLEventReader reader = XmlCopy.reader(sheet);
            int row = 0;
            while (reader.hasNext()) {
                XMLEvent event = reader.nextEvent();
                if (!event.isStartElement()) {
                    continue;
                }
                StartElement element = event.asStartElement();
                boolean gone = OfficeFilters.isTrue(OfficeFilters.value(element, "hidden"));
                switch (element.getName().getLocalPart()) {
                    case "col" -> {
                        if (gone) {
                            OfficeFilters.columns(element, cells.columns);
                        }
                    }
                    case "row" -> {
                        String number = OfficeFilters.value(element, "r");
                        row = number.matches("\\d{1,7}") ? Integer.parseInt(number) : row + 1;
                        cells.rows.set(row, gone);
                    }
                    default -> {}
                }
            }
            return cells;
        }

        private boolean contains(String cell) {
            Matcher number = ROW.matcher(cell);
            return columns.get(OfficeFilters.columnOf(cell))
                    || (number.matches() && rows.get(Integer.parseInt(number.group(1))));
        }
    }

    SheetComments(HiddenWords hidden, HiddenCells cells) {
        this.hidden = hidden;
        this.cells = cells;
    }

    /// The part of the file with the comments of a sheet, by what the sheet says of its relations.
    static Optional<String> partOf(String relations) {
        Matcher target = TARGET.matcher(relations);
        return target.find() ? Optional.of("xl/" + target.group(2)) : Optional.empty();
    }

    @Override
    public boolean drops(StartElement element, List<XMLEvent> head) {
        boolean gone = element.getName().getLocalPart().equals("comment")
                && cells.contains(OfficeFilters.value(element, "ref"));
        hidden.count(HiddenWords.Kind.COMMENT, gone ? 1 : 0);
        return gone;
    }

    @Override
    public void inside(StartElement element, XMLEventConsumer out) throws XMLStreamException {
        if (element.getName().getLocalPart().equals("author")) {
            out.add(EVENTS.createCharacters(COMMENT));
        }
    }
}
