// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;

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
    XmlCopy.Filter word(Set<String> hiddenStyles) {
        return new VisibleWords(hidden, hiddenStyles);
    }

    XmlCopy.Filter wordComments() {
        return (element, head) -> XmlCopy.name(element).equals("w:comment") && drop(HiddenWords.Kind.COMMENT);
    }

    /// Drops the comments of a presentation, of the old and the new kind.
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

    /// Drops the cells of hidden rows and columns; those that hold nothing are not worth a word.
    XmlCopy.Filter sheet() {
        return new XmlCopy.Filter() {
            private final BitSet columns = new BitSet();
            private final BitSet told = new BitSet();
            private boolean hiddenRow;
            private boolean rowTold;

            @Override
            public String head(StartElement element) {
                return element.getName().getLocalPart().equals("c") ? XmlCopy.ANY : "";
            }

            @Override
            public boolean drops(StartElement element, List<XMLEvent> head) {
                switch (element.getName().getLocalPart()) {
                    case "col" -> {
                        if (isTrue(value(element, "hidden"))) {
                            columns(element, columns);
                        }
                    }
                    case "row" -> {
                        hiddenRow = isTrue(value(element, "hidden"));
                        rowTold = false;
                    }
                    case "c" -> {
                        return dropsCell(columnOf(value(element, "r")), !head.isEmpty());
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
                if (columns.get(column)) {
                    hidden.count(HiddenWords.Kind.COLUMN, says && !told.get(column) ? 1 : 0);
                    told.set(column, told.get(column) || says);
                    return true;
                }
                return false;
            }
        };
    }

    /// Adds the columns that an element stands for.
    static void columns(StartElement element, BitSet columns) {
        int from = number(value(element, "min"));
        int to = Math.min(number(value(element, "max")), MOST_COLUMNS);
        columns.set(from, Math.max(from, to) + 1);
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
