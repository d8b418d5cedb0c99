// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.usermodel.HeaderStories;
import org.apache.poi.hwpf.usermodel.Paragraph;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.hwpf.usermodel.Table;
import org.apache.poi.hwpf.usermodel.TableCell;
import org.apache.poi.hwpf.usermodel.TableRow;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;

/// How the cells of a Word file of 1997 to 2003 are merged: Tika tells them one after the other, and no more.
final class OldTables {

    /// Edges that are nearer than this, in twentieths of a point, are the same.
    private static final int TOLERANCE = 60;

    private static final int MOST_TABLES = 10_000;

    private OldTables() {}

    /// What a cell is: how many columns it spans, and whether its text is that of another one.
    ///
    /// @param mark one of [TableGrid], or empty
    record Spot(int columns, String mark) {}

    /// The cells of one table, row by row.
    ///
    /// @param names for each row, whether it names the columns
    record Plan(List<List<Spot>> rows, List<Boolean> names) {

        static final Plan NONE = new Plan(List.of(), List.of());

        Plan {
            rows = List.copyOf(rows);
            names = List.copyOf(names);
        }

        boolean names(int row) {
            return row < names.size() && names.get(row);
        }

        /// The cell at this place; a plain one where the table has none.
        Spot at(int row, int cell, int columns) {
            return row < rows.size() && cell < rows.get(row).size()
                    ? rows.get(row).get(cell)
                    : new Spot(columns, "");
        }
    }

    /// The tables in the order in which Tika tells of them: heads of pages, text, feet of pages.
    static List<Plan> of(Path file) throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (!OldWord.hasTables(container.getRoot())) {
                return List.of();
            }
            try (HWPFDocument document = new HWPFDocument(container.getRoot())) {
                List<Plan> plans = new ArrayList<>();
                HeaderStories stories = new HeaderStories(document);
                add(stories.getFirstHeaderSubrange(), plans);
                add(stories.getEvenHeaderSubrange(), plans);
                add(stories.getOddHeaderSubrange(), plans);
                add(document.getRange(), plans);
                add(stories.getFirstFooterSubrange(), plans);
                add(stories.getEvenFooterSubrange(), plans);
                add(stories.getOddFooterSubrange(), plans);
                return plans;
            }
        }
    }

    private static void add(@Nullable Range range, List<Plan> plans) {
        if (range == null) {
            return;
        }
        int count = range.numParagraphs();
        for (int i = 0; i < count && plans.size() < MOST_TABLES; i++) {
            Paragraph paragraph = range.getParagraph(i);
            if (paragraph.isInTable() && paragraph.getTableLevel() > 0) {
                Table table = range.getTable(paragraph);
                plans.add(plan(table));
                i += table.numParagraphs() - 1;
            }
        }
    }

    private static Plan plan(Table table) {
        List<TableRow> rows =
                IntStream.range(0, table.numRows()).mapToObj(table::getRow).toList();
        TreeSet<Integer> edges = new TreeSet<>();
        rows.stream()
                .flatMap(OldTables::cells)
                .map(TableCell::getLeftEdge)
                .sorted()
                .filter(edge -> edges.isEmpty() || edge - edges.last() > TOLERANCE)
                .forEachOrdered(edges::add);
        return new Plan(
                rows.stream()
                        .map(row -> cells(row).map(cell -> spot(cell, edges)).toList())
                        .toList(),
                rows.stream().map(TableRow::isTableHeader).toList());
    }

    private static Stream<TableCell> cells(TableRow row) {
        return IntStream.range(0, row.numCells()).mapToObj(row::getCell);
    }

    private static Spot spot(TableCell cell, NavigableSet<Integer> edges) {
        int right = cell.getLeftEdge() + cell.getWidth();
        int columns = cell.getWidth() <= 2 * TOLERANCE
                ? 1
                : 1
                        + edges.subSet(cell.getLeftEdge() + TOLERANCE, right - TOLERANCE)
                                .size();
        boolean above = cell.isVerticallyMerged() && !cell.isFirstVerticallyMerged();
        boolean left = cell.isMerged() && !cell.isFirstMerged();
        return new Spot(columns, above ? TableGrid.ABOVE : left ? TableGrid.LEFT : "");
    }
}
