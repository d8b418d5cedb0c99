// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// The rows of the outermost table that is open; a table inside a cell is part of that cell.
final class TableRows {

    /// A row with longer cells is a layout, not a table: its cells become paragraphs.
    private static final int LONGEST_ROW = 2_000;

    private final Pieces pieces;
    private final boolean repeating;
    private final TableGrid grid = new TableGrid();
    private final List<TableGrid.Cell> cells = new ArrayList<>();

    /// The first rows, until it is clear which of them name the columns.
    private final List<TableRow> opening = new ArrayList<>();

    private Iterator<OldTables.Plan> plans = Collections.emptyIterator();
    private OldTables.Plan plan = OldTables.Plan.NONE;
    private int rowNumber;
    private int cellNumber;
    private int depth;
    private int openCells;
    private boolean inHead;
    private boolean allNames;
    private boolean marked;
    private boolean begun;
    private boolean named;

    TableRows(Pieces pieces) {
        this(pieces, false);
    }

    /// @param repeating whether a cell of several columns is merged only if it is marked so, as in OpenDocument
    TableRows(Pieces pieces, boolean repeating) {
        this.pieces = pieces;
        this.repeating = repeating;
    }

    /// Follows the tables of a format that tells nothing of merged cells.
    void follow(List<OldTables.Plan> tables) {
        plans = List.copyOf(tables).iterator();
    }

    boolean open() {
        return depth > 0;
    }

    boolean insideCell() {
        return openCells > 0;
    }

    void start() {
        if (depth++ == 0) {
            openCells = 0;
            inHead = false;
            begun = false;
            named = false;
            plan = plans.hasNext() ? plans.next() : OldTables.Plan.NONE;
            rowNumber = -1;
            grid.clear();
        }
    }

    void end() {
        if (depth > 0 && --depth == 0) {
            endRow();
            begin();
            openCells = 0;
        }
    }

    /// Whether the rows from here on are the head of the table.
    void head(boolean begins) {
        if (depth == 1) {
            inHead = begins;
        }
    }

    void startRow() {
        if (depth <= 1) {
            cells.clear();
            allNames = true;
            rowNumber++;
            cellNumber = -1;
            marked = plan.names(rowNumber);
            openCells = 0;
        }
    }

    /// @param names whether the cell names a column or a row
    /// @param columns how many the cell spans
    /// @param rows how many the cell spans
    void startCell(boolean names, int columns, int rows) {
        if (depth == 0) {
            return;
        }
        openCells++;
        if (depth == 1 && cells.size() < TableGrid.MOST_COLUMNS) {
            OldTables.Spot spot = plan.at(rowNumber, ++cellNumber, columns);
            if (spot.mark().isEmpty()) {
                cells.add(new TableGrid.Cell(new ArrayList<>(), spot.columns(), rows, repeating));
            } else {
                Collections.addAll(cells, filled(spot));
            }
            allNames = allNames && (names || inHead);
        }
    }

    /// A cell for each column that another one reaches into.
    private static TableGrid.Cell[] filled(OldTables.Spot spot) {
        TableGrid.Cell cell = new TableGrid.Cell(List.of(spot.mark()), 1, 1, false);
        return Collections.nCopies(spot.columns(), cell).toArray(TableGrid.Cell[]::new);
    }

    void endCell() {
        openCells = Math.max(0, openCells - 1);
    }

    void cellText(String text) {
        String words = text;
        if (words.startsWith(TableGrid.NAMES)) {
            marked |= depth == 1;
            words = words.substring(1).strip();
        }
        if (words.startsWith(TableGrid.SPANS)) {
            words = words.substring(1).strip();
            if (depth == 1 && !cells.isEmpty()) {
                cells.add(cells.removeLast().merged());
            }
        }
        boolean takes = !cells.isEmpty() && !cells.getLast().isMark();
        if (takes && !words.isEmpty() && !(depth > 1 && TableGrid.isMark(words))) {
            cells.getLast().texts().add(words);
        }
    }

    void endRow() {
        if (depth > 1) {
            return;
        }
        TableRow row = grid.row(cells, !cells.isEmpty() && (allNames || marked));
        List<String> paragraphs = cells.stream()
                .flatMap(cell -> cell.texts().stream())
                .filter(text -> !TableGrid.isMark(text))
                .toList();
        cells.clear();
        if (row.own().isEmpty()) {
            return;
        }
        if (row.length() > LONGEST_ROW) {
            begin();
            begun = true;
            paragraphs.forEach(pieces::paragraph);
        } else if (begun) {
            add(row, paragraphs);
        } else if (opening.isEmpty() && row.isLone() && !row.header()) {
            // The title of the table stands above the names of its columns.
            add(row, paragraphs);
        } else {
            opening.add(row);
            if (opening.size() > TableHeader.MOST_ROWS) {
                begin();
            }
        }
    }

    /// Adds the first rows.
    private void begin() {
        List<TableRow> rows = List.copyOf(opening);
        opening.clear();
        if (rows.isEmpty()) {
            return;
        }
        begun = true;
        int names = TableHeader.count(rows);
        if (names > 0) {
            named = true;
            pieces.add(Block.Kind.TABLE_HEADER, TableHeader.joined(TableHeader.names(rows.subList(0, names))));
        }
        rows.subList(names, rows.size()).forEach(row -> add(row, row.own()));
    }

    private void add(TableRow row, List<String> paragraphs) {
        if (row.isOneCell() && !named) {
            paragraphs.forEach(pieces::paragraph);
        } else if (row.isOneCell() || !named) {
            // A title between rows stays a row: a paragraph would part those below from the names of their columns.
            // Without such names nothing is told by the number of a column.
            pieces.add(Block.Kind.TABLE_ROW, TableHeader.joined(row.parted()));
        } else {
            pieces.add(Block.Kind.TABLE_ROW, TableHeader.joined(row.texts()));
        }
    }
}
