// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows of the outermost table that is open; a table inside a cell is part of that cell.
final class TableRows {

    /// A row with longer cells is a layout, not a table: its cells become paragraphs.
    private static final int LONGEST_ROW = 2_000;

    /// More cells than this are an accident of the format.
    private static final int MOST_CELLS = 200;

    /// Longer words are not repeated: such a row is a layout.
    private static final int LONGEST_SPREAD = 500;

    private final Pieces pieces;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Integer, Above> above = new HashMap<>();
    private int depth;
    private int openCells;
    private boolean firstRow;
    private boolean allHeaders;

    /// A cell of the row that is open.
    private record Cell(List<String> texts, int columns, int rows) {

        String text() {
            return String.join(" ", texts);
        }
    }

    /// A cell of an earlier row that reaches down, and into how many rows still.
    private record Above(String text, int rows) {}

    TableRows(Pieces pieces) {
        this.pieces = pieces;
    }

    boolean open() {
        return depth > 0;
    }

    boolean insideCell() {
        return openCells > 0;
    }

    void start() {
        if (depth++ == 0) {
            firstRow = true;
            openCells = 0;
            above.clear();
        }
    }

    void end() {
        if (depth > 0 && --depth == 0) {
            endRow();
            openCells = 0;
        }
    }

    void startRow() {
        if (depth <= 1) {
            cells.clear();
            allHeaders = true;
            openCells = 0;
        }
    }

    /// @param columns how many columns the cell spans; @param rows how many rows
    void startCell(boolean header, int columns, int rows) {
        if (depth == 0) {
            return;
        }
        openCells++;
        if (depth == 1 && cells.size() < MOST_CELLS) {
            cells.add(new Cell(new ArrayList<>(), columns, rows));
            allHeaders = allHeaders && header;
        }
    }

    void endCell() {
        openCells = Math.max(0, openCells - 1);
    }

    void cellText(String text) {
        if (!cells.isEmpty()) {
            cells.getLast().texts().add(text);
        }
    }

    void endRow() {
        if (depth > 1) {
            return;
        }
        List<Cell> row = List.copyOf(cells);
        cells.clear();
        if (row.isEmpty()) {
            return;
        }
        List<String> texts = spread(row);
        if (texts.stream().allMatch(String::isBlank)) {
            return;
        }
        int length = texts.stream().mapToInt(String::length).sum();
        if ((row.size() == 1 && texts.size() == row.getFirst().columns()) || length > LONGEST_ROW) {
            row.stream().flatMap(cell -> cell.texts().stream()).forEach(pieces::paragraph);
        } else {
            boolean header = firstRow && (allHeaders || TableHeader.looksLikeOne(texts));
            pieces.add(header ? Block.Kind.TABLE_HEADER : Block.Kind.TABLE_ROW, TableHeader.joined(texts));
        }
        firstRow = false;
    }

    /// The texts of all columns: a cell that spans several stands in each of them, and in each row that it reaches.
    private List<String> spread(List<Cell> row) {
        List<String> texts = new ArrayList<>();
        int length = row.stream().mapToInt(cell -> cell.text().length()).sum();
        boolean lone = row.size() == 1 && above.isEmpty();
        for (Cell cell : row) {
            fromAbove(texts);
            String text = cell.text();
            for (int i = 0; i < cell.columns() && texts.size() < MOST_CELLS; i++) {
                if (cell.rows() > 1 && above.size() < MOST_CELLS) {
                    above.put(texts.size(), new Above(text, cell.rows() - 1));
                }
                texts.add(i > 0 && (lone || length > LONGEST_SPREAD) ? "" : text);
            }
        }
        fromAbove(texts);
        return texts;
    }

    private void fromAbove(List<String> texts) {
        for (Above cell = above.remove(texts.size()); cell != null; cell = above.remove(texts.size())) {
            if (cell.rows() > 1) {
                above.put(texts.size(), new Above(cell.text(), cell.rows() - 1));
            }
            texts.add(cell.text());
        }
    }
}
