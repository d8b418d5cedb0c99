// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.ingest.reader.TableRow.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fills the columns of a table row by row: a merged cell has its text in each column and row that it spans.
final class TableGrid {

    /// Stands in a cell whose text is that of its left neighbour.
    ///
    /// The marks are noncharacters of Unicode: no text has them, and [CleanText] drops them wherever else they
    /// stand.
    static final String LEFT = "\uFDD0";

    /// Stands in a cell whose text is that of the cell above.
    static final String ABOVE = "\uFDD1";

    /// Begins a cell of a row that names the columns.
    static final String NAMES = "\uFDD2";

    /// Begins a cell that spans columns, where others are only repeated.
    static final String SPANS = "\uFDD3";

    /// More columns than this are an accident of the format.
    static final int MOST_COLUMNS = 200;

    /// Longer words are not repeated: such a row is a layout.
    private static final int LONGEST_SPREAD = 500;

    private final Map<Integer, Reaching> reaching = new HashMap<>();
    private List<String> last = List.of();

    /// A cell as the file has it.
    ///
    /// @param texts of its paragraphs
    /// @param columns how many it spans
    /// @param rows how many it spans
    /// @param repeated whether the columns are cells of their own that say the same
    record Cell(List<String> texts, int columns, int rows, boolean repeated) {

        String text() {
            return String.join(" ", texts);
        }

        Cell merged() {
            return new Cell(texts, columns, rows, false);
        }

        boolean isMark() {
            return is(LEFT) || is(ABOVE);
        }

        private boolean is(String mark) {
            return texts.size() == 1 && texts.getFirst().equals(mark);
        }
    }

    /// The text of a cell that reaches into the rows below, and into how many still.
    private record Reaching(String text, int rows) {}

    static boolean isMark(String text) {
        return text.equals(LEFT) || text.equals(ABOVE);
    }

    void clear() {
        reaching.clear();
        last = List.of();
    }

    /// The next row.
    TableRow row(List<Cell> cells, boolean header) {
        boolean repeats = cells.stream().mapToInt(cell -> cell.text().length()).sum() <= LONGEST_SPREAD;
        List<String> texts = new ArrayList<>();
        List<Origin> origins = new ArrayList<>();
        for (Cell cell : cells) {
            reachedByAbove(texts, origins);
            if (cell.is(LEFT)) {
                texts.add(repeats && !texts.isEmpty() ? texts.getLast() : "");
                origins.add(Origin.LEFT);
            } else if (cell.is(ABOVE)) {
                texts.add(texts.size() < last.size() ? repeated(last.get(texts.size())) : "");
                origins.add(Origin.ABOVE);
            } else {
                own(cell, repeats, texts, origins);
            }
        }
        reachedByAbove(texts, origins);
        last = List.copyOf(texts);
        return new TableRow(texts, origins, header);
    }

    private void own(Cell cell, boolean repeats, List<String> texts, List<Origin> origins) {
        String text = cell.text();
        for (int i = 0; i < cell.columns() && texts.size() < MOST_COLUMNS; i++) {
            if (cell.rows() > 1) {
                reaching.put(texts.size(), new Reaching(repeated(text), cell.rows() - 1));
            }
            texts.add(i == 0 || repeats ? text : "");
            origins.add(i == 0 || cell.repeated() ? Origin.OWN : Origin.LEFT);
        }
    }

    private void reachedByAbove(List<String> texts, List<Origin> origins) {
        for (Reaching cell = reaching.remove(texts.size());
                cell != null && texts.size() < MOST_COLUMNS;
                cell = reaching.remove(texts.size())) {
            if (cell.rows() > 1) {
                reaching.put(texts.size(), new Reaching(cell.text(), cell.rows() - 1));
            }
            texts.add(cell.text());
            origins.add(Origin.ABOVE);
        }
    }

    private static String repeated(String text) {
        return text.length() <= LONGEST_SPREAD ? text : "";
    }
}
