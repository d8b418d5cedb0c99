// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.stream.util.XMLEventConsumer;

/// What the formats of office files call "hidden".
final class OfficeFilters {

    /// Column numbers above this stand for "all the rest".
    static final int MOST_COLUMNS = 20_000;

    private final HiddenWords hidden;

    OfficeFilters(HiddenWords hidden) {
        this.hidden = hidden;
    }

    /// The value of an attribute by its name with prefix, or nothing.
    static String value(StartElement element, String name) {
        for (Iterator<Attribute> all = element.getAttributes(); all.hasNext(); ) {
            Attribute attribute = all.next();
            if (XmlCopy.name(
                            attribute.getName().getPrefix(), attribute.getName().getLocalPart())
                    .equals(name)) {
                return attribute.getValue();
            }
        }
        return "";
    }

    static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true") || value.equals("on");
    }

    private boolean drop(HiddenWords.Kind kind) {
        hidden.count(kind);
        return true;
    }

    /// Drops runs that are hidden, white on white, or deleted.
    XmlCopy.Filter word(List<String> hiddenStyles) {
        return new XmlCopy.Filter() {
            private int shaded;

            @Override
            public String head(StartElement element) {
                return XmlCopy.name(element).equals("w:r") ? "w:rPr" : "";
            }

            @Override
            public boolean drops(StartElement element, List<XMLEvent> head) {
                return switch (XmlCopy.name(element)) {
                    case "w:del", "w:moveFrom" -> drop(HiddenWords.Kind.DELETED);
                    case "w:tc", "w:txbxContent" -> {
                        shaded++;
                        yield false;
                    }
                    case "w:r" -> dropsRun(head);
                    default -> false;
                };
            }

            @Override
            public void behind(String name, XMLEventConsumer out) {
                if (name.equals("w:tc") || name.equals("w:txbxContent")) {
                    shaded--;
                }
            }

            private boolean dropsRun(List<XMLEvent> head) {
                boolean white = false;
                boolean ground = shaded > 0;
                for (XMLEvent event : head) {
                    if (!event.isStartElement()) {
                        continue;
                    }
                    StartElement property = event.asStartElement();
                    String value = value(property, "w:val");
                    switch (XmlCopy.name(property)) {
                        case "w:vanish" -> {
                            if (value.isEmpty() || isTrue(value)) {
                                return drop(HiddenWords.Kind.FORMATTED);
                            }
                        }
                        case "w:rStyle" -> {
                            if (hiddenStyles.contains(value)) {
                                return drop(HiddenWords.Kind.FORMATTED);
                            }
                        }
                        case "w:color" -> white = value.equalsIgnoreCase("FFFFFF");
                        case "w:shd", "w:highlight" -> ground = true;
                        default -> {}
                    }
                }
                return white && !ground && drop(HiddenWords.Kind.BACKGROUND);
            }
        };
    }

    /// The names of styles that hide.
    static List<String> hiddenStyles(InputStream in) throws XMLStreamException {
        List<String> names = new ArrayList<>();
        XMLEventReader reader = XmlCopy.reader(in);
        String open = "";
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            if (event.isStartElement()) {
                StartElement element = event.asStartElement();
                String name = XmlCopy.name(element);
                if (name.equals("w:style")) {
                    open = value(element, "w:type").equals("character") ? value(element, "w:styleId") : "";
                } else if (name.equals("w:vanish")
                        && !open.isEmpty()
                        && value(element, "w:val").isEmpty()) {
                    names.add(open);
                }
            }
        }
        return names;
    }

    XmlCopy.Filter wordComments() {
        return (element, head) -> XmlCopy.name(element).equals("w:comment") && drop(HiddenWords.Kind.COMMENT);
    }

    /// Drops the comments of a presentation, of the old and the new kind; those in a sheet are part of what it shows.
    XmlCopy.Filter comments() {
        return (element, head) -> element.getName().getLocalPart().equals("cm") && drop(HiddenWords.Kind.COMMENT);
    }

    /// Keeps nothing but the outermost element and its first level.
    XmlCopy.Filter everything() {
        return (element, head) -> XmlCopy.name(element).equals("p:sp")
                || XmlCopy.name(element).equals("p:graphicFrame")
                || XmlCopy.name(element).equals("p:grpSp");
    }

    /// Drops hidden sheets, but for those that a chart draws.
    XmlCopy.Filter workbook(Set<String> drawn) {
        return (element, head) -> XmlCopy.name(element).endsWith("sheet")
                && value(element, "state").matches("hidden|veryHidden")
                && !drawn.contains(value(element, "name"))
                && drop(HiddenWords.Kind.SHEET);
    }

    /// Drops hidden rows, and the cells of hidden columns.
    XmlCopy.Filter sheet() {
        BitSet columns = new BitSet();
        return (element, head) -> switch (element.getName().getLocalPart()) {
            case "col" -> {
                if (isTrue(value(element, "hidden"))) {
                    int from = number(value(element, "min"));
                    int to = Math.min(number(value(element, "max")), MOST_COLUMNS);
                    columns.set(from, Math.max(from, to) + 1);
                    hidden.count(HiddenWords.Kind.COLUMN);
                }
                yield false;
            }
            case "row" -> isTrue(value(element, "hidden")) && drop(HiddenWords.Kind.ROW);
            case "c" -> columns.get(columnOf(value(element, "r")));
            default -> false;
        };
    }

    static int number(String value) {
        return value.matches("\\d{1,8}") ? Math.min(Integer.parseInt(value), MOST_COLUMNS) : 0;
    }

    /// A length that a file states; 0 for what is none.
    static long bytes(String value) {
        return value.matches("\\d{1,10}") ? Long.parseLong(value) : 0;
    }

    /// 28 for "AB7".
    static int columnOf(String cell) {
        int column = 0;
        for (int i = 0; i < cell.length() && Character.isUpperCase(cell.charAt(i)) && column < MOST_COLUMNS; i++) {
            column = column * 26 + cell.charAt(i) - 'A' + 1;
        }
        return column;
    }
}
