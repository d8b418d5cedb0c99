// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A table whose cells were drawn, on a page.
final class RuledGrid {

    private static final float NARROWEST_COLUMN = 6;
    private static final int MOST_LINES_OF_SPAN = 4;
    private static final int FEWEST_INNER_ROWS = 3;
    private static final int FEWEST_INNER_LABELS = 2;
    private static final int LONGEST_AMOUNT = 25;
    private static final Pattern LABEL = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3})*\\.?\\s?[a-z]?\\)?");

    private final List<Strip> strips;
    private final List<Float> edges;
    private final RuledTables rules;

    RuledGrid(List<Strip> strips, RuledTables rules) {
        this.strips = List.copyOf(strips);
        this.rules = rules;
        this.edges = RuledTables.distinct(
                strips.stream().flatMap(strip -> strip.edges().stream()).toList(), NARROWEST_COLUMN);
    }

    /// What lies between two heights, and the lines that part its cells.
    record Strip(float top, float bottom, List<Float> edges) {

        boolean joins(Strip below) {
            return Math.abs(bottom - below.top) < 0.5f
                    && Math.abs(edges.getFirst() - below.edges.getFirst()) < 2 * RuledTables.SAME
                    && Math.abs(edges.getLast() - below.edges.getLast()) < 2 * RuledTables.SAME;
        }
    }

    int columns() {
        return edges.size() - 1;
    }

    float top() {
        return strips.getFirst().top();
    }

    boolean holds(Segment segment) {
        float middle = (segment.left() + segment.right()) / 2;
        float height = segment.baseline() - segment.size() / 4;
        return middle > edges.getFirst() - 1
                && middle < edges.getLast() + 1
                && height > top()
                && height < strips.getLast().bottom();
    }

    boolean isBeside(Segment segment) {
        float height = segment.baseline() - segment.size() / 4;
        return height > top() && height < strips.getLast().bottom() && !holds(segment);
    }

    /// The rows of the table with the words that stand in its cells; none if only one column has words.
    List<TableLines.Cells> rows(List<Segment> words) {
        int columns = columns();
        List<List<List<Segment>>> cells = new ArrayList<>();
        for (int row = 0; row < strips.size(); row++) {
            List<List<Segment>> line = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                line.add(new ArrayList<>());
            }
            cells.add(line);
        }
        for (Segment word : words) {
            cells.get(rowOf(word)).get(columnOf(word)).add(word);
        }
        @Nullable String[][] texts = new String[strips.size()][columns];
        for (int row = 0; row < strips.size(); row++) {
            for (int column = 0; column < columns; column++) {
                fill(texts, cells, row, column);
            }
        }
        String[][] written = Arrays.stream(texts)
                .map(line -> Arrays.stream(line)
                        .map(text -> text == null ? "" : text)
                        .toArray(String[]::new))
                .toArray(String[][]::new);
        return withoutEmptyColumns(written, cells);
    }

    /// Writes the words of the cell that begins here into all rows and columns that it spans.
    private void fill(@Nullable String[][] texts, List<List<List<Segment>>> cells, int row, int column) {
        if (!beginsHere(texts, row, column)) {
            return;
        }
        int right = column + 1;
        while (right < texts[row].length && !isEdge(row, right)) {
            right++;
        }
        int bottom = row + 1;
        while (bottom < texts.length && !rules.covers(strips.get(bottom).top(), edges.get(column), edges.get(right))) {
            bottom++;
        }
        if (bottom - row > 1 && isLong(cells.subList(row, bottom), column, right)) {
            bottom = row + 1;
        }
        write(texts, cells, row, bottom, column, right);
    }

    /// A cell that spans rows holds a few words; more are many rows of a table that only a few lines part.
    private static boolean isLong(List<List<List<Segment>>> cells, int from, int to) {
        List<Segment> words = cells.stream()
                .flatMap(line -> line.subList(from, to).stream())
                .flatMap(List::stream)
                .toList();
        return PageTables.rows(words).size() > MOST_LINES_OF_SPAN;
    }

    private static void write(
            @Nullable String[][] texts, List<List<List<Segment>>> cells, int row, int bottom, int column, int right) {
        List<Segment> inside = new ArrayList<>();
        for (int i = row; i < bottom; i++) {
            for (int j = column; j < right; j++) {
                inside.addAll(cells.get(i).get(j));
            }
        }
        String text = textOf(inside);
        boolean whole = column == 0 && right == texts[row].length;
        for (int i = row; i < bottom; i++) {
            for (int j = column; j < right; j++) {
                texts[i][j] = whole && j > 0 ? "" : text;
            }
        }
    }

    private boolean beginsHere(@Nullable String[][] texts, int row, int column) {
        boolean leftEdge = column == 0 || isEdge(row, column);
        return leftEdge && texts[row][column] == null;
    }

    private boolean isEdge(int row, int edge) {
        return strips.get(row).edges().stream().anyMatch(x -> Math.abs(x - edges.get(edge)) < NARROWEST_COLUMN);
    }

    private int rowOf(Segment word) {
        float height = word.baseline() - word.size() / 4;
        int row = 0;
        while (row < strips.size() - 1 && height > strips.get(row).bottom()) {
            row++;
        }
        return row;
    }

    private int columnOf(Segment word) {
        float middle = (word.left() + word.right()) / 2;
        int column = 0;
        while (column < edges.size() - 2 && middle > edges.get(column + 1)) {
            column++;
        }
        return column;
    }

    private List<TableLines.Cells> withoutEmptyColumns(String[][] texts, List<List<List<Segment>>> cells) {
        List<Integer> kept = new ArrayList<>();
        for (int column = 0; column < edges.size() - 1; column++) {
            int c = column;
            boolean empty = Arrays.stream(texts).allMatch(line -> line[c].isEmpty());
            boolean same = c > 0 && Arrays.stream(texts).allMatch(line -> line[c].equals(line[c - 1]));
            if (!empty && !same) {
                kept.add(column);
            }
        }
        List<TableLines.Cells> rows = new ArrayList<>();
        for (int row = 0; row < texts.length; row++) {
            String[] line = texts[row];
            List<TableLines.Cells> inner = innerRows(cells.get(row));
            if (!inner.isEmpty()) {
                inner.forEach(found -> rows.add(new TableLines.Cells(
                        kept.stream().map(column -> found.texts().get(column)).toList(), found.bold())));
            } else if (Arrays.stream(line).anyMatch(text -> !text.isEmpty())) {
                boolean bold = cells.get(row).stream()
                        .flatMap(List::stream)
                        .allMatch(word -> word.line().bold());
                rows.add(new TableLines.Cells(
                        kept.stream().map(column -> line[column]).toList(), bold));
            }
        }
        return kept.size() < 2 ? List.of() : rows;
    }

    /// The rows between two lines that hold several: each has a number of its own, or an amount.
    private List<TableLines.Cells> innerRows(List<List<Segment>> cells) {
        List<PageTables.Row> rows =
                PageTables.rows(cells.stream().flatMap(List::stream).toList());
        List<PageTables.Strip> parts = edges.subList(1, edges.size() - 1).stream()
                .map(edge -> new PageTables.Strip(edge - 1, edge + 1))
                .toList();
        long labels = rows.stream()
                .map(row -> row.cells().getFirst())
                .filter(cell -> PageTables.column(cell, parts) == 0
                        && LABEL.matcher(cell.text()).matches())
                .count();
        long amounts = rows.stream()
                .filter(row -> !row.isLone())
                .filter(row -> PageTables.column(row.cells().getFirst(), parts) == 0)
                .map(row -> row.cells().getLast().text())
                .filter(text -> text.length() <= LONGEST_AMOUNT && text.chars().anyMatch(Character::isDigit))
                .count();
        return labels >= FEWEST_INNER_LABELS || amounts >= FEWEST_INNER_ROWS
                ? TableLines.of(rows, parts, List.of())
                : List.of();
    }

    private static String textOf(List<Segment> words) {
        StringBuilder text = new StringBuilder();
        for (PageTables.Row row : PageTables.rows(words)) {
            row.cells().forEach(cell -> Hyphens.append(text, cell.text()));
        }
        return text.toString();
    }
}
