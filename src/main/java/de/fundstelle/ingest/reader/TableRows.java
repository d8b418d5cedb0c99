// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The rows of the outermost table that is open; a table inside a cell is part of that cell.
final class TableRows {

    /// A row with longer cells is a layout, not a table: its cells become paragraphs.
    private static final int LONGEST_ROW = 2_000;

    /// More cells than this are an accident of the format.
    private static final int MOST_CELLS = 200;

    private final Pieces pieces;
    private final List<List<String>> cells = new ArrayList<>();
    private int depth;
    private int openCells;
    private boolean firstRow;
    private boolean allHeaders;

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

    void startCell(boolean header) {
        if (depth == 0) {
            return;
        }
        openCells++;
        if (depth == 1 && cells.size() < MOST_CELLS) {
            cells.add(new ArrayList<>());
            allHeaders = allHeaders && header;
        }
    }

    void endCell() {
        openCells = Math.max(0, openCells - 1);
    }

    void cellText(String text) {
        if (!cells.isEmpty()) {
            cells.getLast().add(text);
        }
    }

    void endRow() {
        if (depth > 1) {
            return;
        }
        List<String> texts = cells.stream().map(cell -> String.join(" ", cell)).toList();
        List<List<String>> parts = List.copyOf(cells);
        cells.clear();
        if (texts.stream().allMatch(String::isBlank)) {
            return;
        }
        int length = texts.stream().mapToInt(String::length).sum();
        if (texts.size() == 1 || length > LONGEST_ROW) {
            parts.stream().flatMap(List::stream).forEach(pieces::paragraph);
        } else {
            boolean header = firstRow && (allHeaders || TableHeader.looksLikeOne(texts));
            pieces.add(header ? Block.Kind.TABLE_HEADER : Block.Kind.TABLE_ROW, joined(texts));
        }
        firstRow = false;
    }

    /// Empty cells in the middle keep their column; empty ones at the end say nothing.
    private static String joined(List<String> texts) {
        int last = texts.size();
        while (last > 0 && texts.get(last - 1).isBlank()) {
            last--;
        }
        return texts.stream().limit(last).collect(Collectors.joining(Pieces.CELL));
    }
}
