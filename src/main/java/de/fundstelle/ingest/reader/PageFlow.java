// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A page as people read it: column after column, tables apart from running text. Pure.
final class PageFlow {

    private static final int MOST_SEGMENTS = 20_000;

    private PageFlow() {}

    /// A part of a page.
    sealed interface Part {
        /// Lines of running text; @param right where its column ends
        record Text(List<PdfLines.Line> lines, float right) implements Part {}

        /// Rows of a table.
        record Table(List<TableLines.Cells> rows) implements Part {}
    }

    static List<Part> of(PdfLines.Page page) {
        List<Segment> segments = Segment.of(page.lines(), page.rules());
        List<Part> parts = new ArrayList<>();
        if (segments.size() > MOST_SEGMENTS) {
            parts.add(text(segments));
            return parts;
        }
        List<Segment> rest = segments;
        for (RuledGrid grid : RuledTables.of(page.rules())) {
            rest = addGrid(grid, rest, page.rules(), parts);
        }
        addColumns(rest, page.rules(), parts);
        return parts;
    }

    /// Adds what stands above a drawn table and the table itself; returns what is left.
    private static List<Segment> addGrid(
            RuledGrid grid, List<Segment> segments, List<PdfLines.Rule> rules, List<Part> parts) {
        List<Segment> inside = segments.stream().filter(grid::holds).toList();
        List<TableLines.Cells> rows = grid.rows(inside);
        if (rows.isEmpty() || segments.stream().anyMatch(grid::isBeside)) {
            return segments;
        }
        addColumns(segments.stream().filter(segment -> isAbove(segment, grid)).toList(), rules, parts);
        parts.add(new Part.Table(rows));
        return segments.stream()
                .filter(segment -> !isAbove(segment, grid) && !grid.holds(segment))
                .toList();
    }

    private static boolean isAbove(Segment segment, RuledGrid grid) {
        return segment.baseline() - segment.size() / 4 <= grid.top();
    }

    private static void addColumns(List<Segment> segments, List<PdfLines.Rule> rules, List<Part> parts) {
        if (segments.isEmpty()) {
            return;
        }
        for (List<Segment> column : PageColumns.of(segments, rules)) {
            addColumn(column, rules, parts);
        }
    }

    private static void addColumn(List<Segment> column, List<PdfLines.Rule> rules, List<Part> parts) {
        List<PageTables.Row> rows = PageTables.rows(column);
        int done = 0;
        for (PageTables.Found table : PageTables.of(rows, rules)) {
            addText(rows.subList(done, table.from()), parts);
            parts.add(new Part.Table(TableLines.of(rows.subList(table.from(), table.to()), table.strips(), rules)));
            done = table.to();
        }
        addText(rows.subList(done, rows.size()), parts);
    }

    private static void addText(List<PageTables.Row> rows, List<Part> parts) {
        if (!rows.isEmpty()) {
            List<PageTables.Row> whole =
                    rows.stream().map(PageFlow::withItsLabel).toList();
            List<Segment> segments =
                    whole.stream().flatMap(row -> row.cells().stream()).toList();
            parts.add(text(isOneColumn(whole) ? segments : inOrder(segments)));
        }
    }

    /// A paragraph whose label was read as a line of its own begins with it.
    private static PageTables.Row withItsLabel(PageTables.Row row) {
        Segment label = row.cells().getFirst();
        if (row.isLone() || !Labels.is(label.text()) || row.cells().get(1).order() == label.order()) {
            return row;
        }
        PdfLines.Line words = row.cells().get(1).line();
        PdfLines.Line whole = new PdfLines.Line(
                row.cells().stream().map(Segment::text).collect(Collectors.joining(" ")),
                label.left(),
                row.cells().getLast().right(),
                words.baseline(),
                words.size(),
                words.bold(),
                row.cells().stream()
                        .map(cell -> new PdfLines.Word(cell.text(), cell.left(), cell.right()))
                        .toList());
        int order = row.cells().get(1).order();
        return new PageTables.Row(List.of(new Segment(whole.text(), whole.left(), whole.right(), whole, order)));
    }

    /// Whether no two lines stand side by side: then the order from top to bottom is the right one, whatever the
    /// file's.
    private static boolean isOneColumn(List<PageTables.Row> rows) {
        return rows.stream()
                .allMatch(row ->
                        row.cells().stream().map(Segment::order).distinct().count() == 1);
    }

    private static List<Segment> inOrder(List<Segment> segments) {
        return segments.stream()
                .sorted(Comparator.comparingInt(Segment::order).thenComparingDouble(Segment::left))
                .toList();
    }

    private static Part text(List<Segment> segments) {
        float right =
                (float) segments.stream().mapToDouble(Segment::right).max().orElse(0);
        return new Part.Text(Segment.lines(segments), right);
    }
}
