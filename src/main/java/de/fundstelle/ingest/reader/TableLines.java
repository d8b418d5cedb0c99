// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Makes rows out of the lines of a table: a cell may go on over several lines. Pure.
///
/// Drawn lines decide where there are enough of them; else a row begins where its first column does.
final class TableLines {

    private static final float SAME_LEVEL = 1.5f;
    private static final double SHARE_OF_WIDTH = 0.6;
    private static final float WIDE_GAP = 1.35f;
    private static final Pattern AMOUNT = Pattern.compile(".*\\d.*|frei|kostenlos|gebührenfrei|[-–—]");
    private static final Pattern LABEL =
            Pattern.compile("\\(?(?:\\d{1,3}(?:\\.\\d{1,3})*[a-z]?|[A-Za-z]|[IVX]{1,5})[.)]?(?:\\s.*)?");

    private final List<PageTables.Row> rows;
    private final List<PageTables.Strip> strips;
    private final List<Float> levels;
    private final float pitch;

    private TableLines(List<PageTables.Row> rows, List<PageTables.Strip> strips, List<Float> levels) {
        this.rows = rows;
        this.strips = strips;
        this.levels = levels;
        this.pitch = smallestPitch(rows);
    }

    /// A row of a table.
    ///
    /// @param bold whether all its words are bold
    record Cells(List<String> texts, boolean bold) {

        boolean isLone() {
            return texts.stream().filter(text -> !text.isEmpty()).count() == 1;
        }
    }

    static List<Cells> of(List<PageTables.Row> rows, List<PageTables.Strip> strips, List<PdfLines.Rule> rules) {
        float size = rows.getFirst().size();
        List<Float> levels = levels(
                rules, rows.getFirst().baseline() - size / 2, rows.getLast().baseline(), rows);
        TableLines lines = new TableLines(rows, strips, levels);
        List<Cells> cells = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || lines.opensRow(from, i)) {
                cells.add(lines.cells(from, i));
                from = i;
            }
        }
        return cells;
    }

    /// The heights at which lines are drawn over most of these rows' width.
    static List<Float> levels(List<PdfLines.Rule> rules, float top, float bottom, List<PageTables.Row> rows) {
        float left = (float) rows.stream()
                .mapToDouble(row -> row.cells().getFirst().left())
                .min()
                .orElse(0);
        float right = (float) rows.stream()
                .mapToDouble(row -> row.cells().getLast().right())
                .max()
                .orElse(0);
        List<PdfLines.Rule> level = rules.stream()
                .filter(rule -> rule.level() && rule.top() > top && rule.top() < bottom)
                .sorted((one, other) -> Float.compare(one.top(), other.top()))
                .toList();
        List<Float> heights = new ArrayList<>();
        for (int i = 0; i < level.size(); ) {
            int end = i;
            float covered = 0;
            float reached = left;
            List<PdfLines.Rule> same = new ArrayList<>();
            while (end < level.size() && level.get(end).top() - level.get(i).top() <= SAME_LEVEL) {
                same.add(level.get(end++));
            }
            same.sort((one, other) -> Float.compare(one.left(), other.left()));
            for (PdfLines.Rule rule : same) {
                covered += Math.max(0, Math.min(rule.right(), right) - Math.max(rule.left(), reached));
                reached = Math.max(reached, rule.right());
            }
            if (covered >= (right - left) * SHARE_OF_WIDTH) {
                heights.add(level.get(i).top());
            }
            i = end;
        }
        return heights;
    }

    private boolean opensRow(int from, int at) {
        PageTables.Row above = rows.get(at - 1);
        PageTables.Row row = rows.get(at);
        if (levels.stream()
                .anyMatch(y -> y > above.baseline() - above.size() / 4 && y < row.baseline() - row.size() / 4)) {
            return true;
        }
        if (levels.size() * 3 >= rows.size()) {
            return false;
        }
        if (row.baseline() - above.baseline() > pitch * WIDE_GAP) {
            return true;
        }
        boolean[] open = filled(from, at);
        boolean[] next = filled(at, at + 1);
        boolean amount = isAmount(at);
        if (next[0]) {
            return opensByFirst(from, at, open, amount);
        }
        return amount && hasAmount(from, at) && next.length > 2 && next[next.length - 2];
    }

    /// The first column is filled: a new row, unless its words run on from the line above.
    private boolean opensByFirst(int from, int at, boolean[] open, boolean amount) {
        String first = rows.get(at).cells().getFirst().text();
        String before = text(from, at, 0);
        if (LABEL.matcher(first).matches() && LABEL.matcher(before).matches()) {
            return true;
        }
        boolean lone = rows.get(at).isLone();
        boolean goesOn = Character.isLowerCase(first.codePointAt(0)) || before.endsWith("-") || before.endsWith(",");
        if (amount) {
            return hasAmount(from, at) || (!goesOn && !isOnlyFirst(open));
        }
        return !(lone && goesOn) && !(lone && amountsComeFirst());
    }

    /// Whether amounts stand on the first line of their row, so that a line without one belongs to the row above.
    private boolean amountsComeFirst() {
        for (int i = 0; i < rows.size(); i++) {
            if (isAmount(i)) {
                return true;
            }
            if (rows.get(i).isLone() && i > 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOnlyFirst(boolean[] filled) {
        for (int i = 1; i < filled.length; i++) {
            if (filled[i]) {
                return false;
            }
        }
        return filled[0];
    }

    private boolean[] filled(int from, int to) {
        boolean[] filled = new boolean[strips.size() + 1];
        for (PageTables.Row row : rows.subList(from, to)) {
            row.cells().forEach(cell -> filled[PageTables.column(cell, strips)] = true);
        }
        return filled;
    }

    private boolean isAmount(int at) {
        Segment last = rows.get(at).cells().getLast();
        return PageTables.column(last, strips) == strips.size()
                && AMOUNT.matcher(last.text()).matches();
    }

    private boolean hasAmount(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isAmount(i)) {
                return true;
            }
        }
        return false;
    }

    private Cells cells(int from, int to) {
        String[] texts = new String[strips.size() + 1];
        Arrays.setAll(texts, column -> text(from, to, column));
        boolean bold = rows.subList(from, to).stream()
                .flatMap(row -> row.cells().stream())
                .allMatch(cell -> cell.line().bold());
        return new Cells(List.of(texts), bold);
    }

    private String text(int from, int to, int column) {
        StringBuilder text = new StringBuilder();
        for (PageTables.Row row : rows.subList(from, to)) {
            for (Segment cell : row.cells()) {
                if (PageTables.column(cell, strips) == column) {
                    Hyphens.append(text, cell.text());
                }
            }
        }
        return text.toString();
    }

    private static float smallestPitch(List<PageTables.Row> rows) {
        float smallest = Float.MAX_VALUE;
        for (int i = 1; i < rows.size(); i++) {
            float pitch = rows.get(i).baseline() - rows.get(i - 1).baseline();
            if (pitch > rows.get(i).size() * 0.8f) {
                smallest = Math.min(smallest, pitch);
            }
        }
        return smallest;
    }
}
