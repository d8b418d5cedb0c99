// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.regex.Pattern;

/// Makes rows of the paragraphs of an RTF file in which [RtfTable] has marked the ends of cells.
final class RtfRows {

    private static final Pattern WHITE = Pattern.compile("\\s+");

    private final TableRows table;

    RtfRows(Pieces pieces) {
        this.table = new TableRows(pieces);
    }

    /// Reads a paragraph that is a row.
    ///
    /// @return whether it is one; any other paragraph ends the table
    boolean reads(String paragraph) {
        if (paragraph.indexOf(RtfTable.CELL_END) < 0) {
            end();
            return false;
        }
        if (!table.open()) {
            table.start();
        }
        for (String row : paragraph.split(String.valueOf(RtfTable.ROW_END), -1)) {
            if (row.indexOf(RtfTable.CELL_END) >= 0) {
                row(row);
            }
        }
        return true;
    }

    private void row(String row) {
        table.startRow();
        String[] cells = row.split(String.valueOf(RtfTable.CELL_END), -1);
        // Behind the last mark stands nothing, or what no cell has taken.
        int last = cells[cells.length - 1].isBlank() ? cells.length - 1 : cells.length;
        for (int i = 0; i < last; i++) {
            table.startCell(false, 1, 1);
            table.cellText(text(cells[i]));
            table.endCell();
        }
        table.endRow();
    }

    /// The words of a cell; the marks that it ends with tell more than its words.
    private static String text(String cell) {
        String words = WHITE.matcher(cell).replaceAll(" ").strip();
        for (String mark : new String[] {TableGrid.ABOVE, TableGrid.LEFT}) {
            if (words.contains(mark)) {
                return mark;
            }
        }
        return words.contains(TableGrid.NAMES)
                ? TableGrid.NAMES + words.replace(TableGrid.NAMES, "").strip()
                : words;
    }

    /// Ends the table that is open.
    void end() {
        if (table.open()) {
            table.end();
        }
    }
}
