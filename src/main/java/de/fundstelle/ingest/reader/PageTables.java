// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds tables in a part of a page: rows whose cells leave the same strips white. Pure.
final class PageTables {

    private static final float SAME_ROW = 0.4f;
    private static final float NARROWEST_STRIP = 5;
    private static final float LARGEST_LEADING = 3.6f;
    private static final float NEAR = 2.6f;
    private static final int FEWEST_ROWS = 3;
    private static final int FEWEST_RULED_ROWS = 2;
    private static final int MOST_SPANNING_ROWS = 2;

    private final List<PdfLines.Rule> rules;

    private PageTables(List<PdfLines.Rule> rules) {
        this.rules = rules;
    }

    /// A white strip between two columns.
    record Strip(float left, float right) {

        float width() {
            return right - left;
        }

        float middle() {
            return (left + right) / 2;
        }
    }

    /// What stands at one height, from left to right.
    record Row(List<Segment> cells) {

        float baseline() {
            return cells.getFirst().baseline();
        }

        float size() {
            return cells.getFirst().size();
        }

        boolean isLone() {
            return cells.size() == 1;
        }
    }

    /// A table that lies between two rows (the second one outside of it).
    record Found(int from, int to, List<Strip> strips) {}

    /// All rows of a part of a page, from top to bottom.
    static List<Row> rows(List<Segment> part) {
        List<Segment> sorted = new ArrayList<>(part);
        sorted.sort(Comparator.comparingDouble(Segment::baseline));
        List<Row> rows = new ArrayList<>();
        List<Segment> open = new ArrayList<>();
        for (Segment segment : sorted) {
            if (!open.isEmpty()
                    && segment.baseline() - open.getFirst().baseline()
                            > SAME_ROW
                                    * Math.max(segment.size(), open.getFirst().size())) {
                rows.add(row(open));
                open.clear();
            }
            open.add(segment);
        }
        if (!open.isEmpty()) {
            rows.add(row(open));
        }
        return rows;
    }

    private static Row row(List<Segment> cells) {
        return new Row(
                cells.stream().sorted(Comparator.comparingDouble(Segment::left)).toList());
    }

    static List<Found> of(List<Row> rows, List<PdfLines.Rule> rules) {
        PageTables tables = new PageTables(rules);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < rows.size(); ) {
            Optional<Found> table = rows.get(i).isLone()
                    ? Optional.empty()
                    : tables.from(rows, i, found.isEmpty() ? 0 : found.getLast().to());
            table.ifPresent(found::add);
            i = table.map(Found::to).orElse(i + 1);
        }
        return joined(rows, found);
    }

    /// The table that begins with this row, if it begins one.
    private Optional<Found> from(List<Row> rows, int start, int earliest) {
        List<Strip> strips = strips(rows.get(start));
        int end = start + 1;
        int full = 1;
        while (end < rows.size() && !strips.isEmpty()) {
            Row row = rows.get(end);
            List<Strip> left = cut(strips, row);
            boolean loses = left.size() < strips.size() && full > 1;
            if (left.isEmpty() || loses || isFar(rows.get(end - 1), row) || opensSection(row)) {
                break;
            }
            strips = left;
            full += row.isLone() ? 0 : 1;
            end++;
        }
        while (end > start && rows.get(end - 1).isLone() && !belongs(rows, end - 1, strips)) {
            end--;
        }
        boolean ruled = ruledRows(rows, start, end) > 1;
        boolean enough = parted(rows.subList(start, end), strips) >= (ruled ? FEWEST_RULED_ROWS : FEWEST_ROWS);
        if (!enough || strips.isEmpty() || Labels.stand(rows.subList(start, end), strips)) {
            return Optional.empty();
        }
        int first = start;
        while (first > earliest && startsHeader(rows.get(first - 1), rows.get(first), strips)) {
            first--;
        }
        return Optional.of(new Found(first, end, strips));
    }

    /// How many rows have words in several columns.
    private static long parted(List<Row> rows, List<Strip> strips) {
        return rows.stream()
                .filter(row -> row.cells().stream()
                                .mapToInt(cell -> column(cell, strips))
                                .distinct()
                                .count()
                        > 1)
                .count();
    }

    private static boolean opensSection(Row row) {
        return row.isLone()
                && SectionMark.of(row.cells().getFirst().text())
                        .filter(SectionMark::certain)
                        .isPresent();
    }

    private static List<Strip> strips(Row row) {
        List<Strip> strips = new ArrayList<>();
        for (int i = 1; i < row.cells().size(); i++) {
            float from = row.cells().get(i - 1).right();
            float to = row.cells().get(i).left();
            Strip strip = new Strip(from, to);
            if (strip.width() >= NARROWEST_STRIP) {
                strips.add(strip);
            }
        }
        return strips;
    }

    private static Stream<Strip> strips(float from, float to, float secondFrom, float secondTo) {
        return Stream.of(new Strip(from, to), new Strip(secondFrom, secondTo));
    }

    /// What this row leaves white of each strip.
    private static List<Strip> cut(List<Strip> strips, Row row) {
        List<Strip> left = new ArrayList<>();
        for (Strip strip : strips) {
            List<Strip> pieces = new ArrayList<>(List.of(strip));
            for (Segment cell : row.cells()) {
                List<Strip> smaller = new ArrayList<>();
                for (Strip piece : pieces) {
                    if (cell.right() <= piece.left() || cell.left() >= piece.right()) {
                        smaller.add(piece);
                        continue;
                    }
                    strips(piece.left(), cell.left(), cell.right(), piece.right())
                            .filter(part -> part.width() >= NARROWEST_STRIP)
                            .forEach(smaller::add);
                }
                pieces = smaller;
            }
            pieces.stream()
                    .filter(piece -> piece.width() >= NARROWEST_STRIP)
                    .max(Comparator.comparingDouble(Strip::width))
                    .ifPresent(left::add);
        }
        return left;
    }

    private boolean isFar(Row above, Row below) {
        return below.baseline() - above.baseline() > LARGEST_LEADING * Math.max(above.size(), below.size());
    }

    /// Whether the last row, with one cell only, is the rest of a cell above it and not the text below the table.
    private boolean belongs(List<Row> rows, int at, List<Strip> strips) {
        Segment cell = rows.get(at).cells().getFirst();
        Row above = rows.get(at - 1);
        float pitch = rows.get(at).baseline() - above.baseline();
        boolean near = pitch < 1.5f * above.size();
        boolean first = column(cell, strips) == 0;
        boolean enclosed = rules.stream()
                .filter(rule ->
                        rule.level() && rule.top() > cell.baseline() && rule.top() < cell.baseline() + 2 * cell.size())
                .filter(rule -> rule.left() < cell.left() + 2
                        && rule.right() > strips.getFirst().left())
                .findAny()
                .isPresent();
        return enclosed || (near && (!first || Character.isLowerCase(cell.text().codePointAt(0))));
    }

    /// Whether a row right above a table holds the upper lines of its column names.
    private boolean startsHeader(Row above, Row below, List<Strip> strips) {
        return below.baseline() - above.baseline() < 1.5f * above.size()
                && cut(strips, above).size() == strips.size()
                && above.cells().stream().allMatch(cell -> column(cell, strips) > 0);
    }

    private int ruledRows(List<Row> rows, int from, int to) {
        return TableLines.levels(
                        rules,
                        rows.get(from).baseline() - 2 * rows.get(from).size(),
                        rows.get(to - 1).baseline() + 2 * rows.get(from).size(),
                        rows.subList(from, to))
                .size();
    }

    static int column(Segment cell, List<Strip> strips) {
        int column = 0;
        while (column < strips.size() && cell.left() >= strips.get(column).middle()) {
            column++;
        }
        return column;
    }

    /// Tables with the same columns that only a heading across them parts are one.
    private static List<Found> joined(List<Row> rows, List<Found> found) {
        List<Found> joined = new ArrayList<>();
        for (Found table : found) {
            Found last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && continues(rows, last, table)) {
                joined.set(joined.size() - 1, new Found(last.from(), table.to(), common(last, table)));
            } else {
                joined.add(table);
            }
        }
        return joined;
    }

    private static boolean continues(List<Row> rows, Found above, Found below) {
        if (below.from() - above.to() > MOST_SPANNING_ROWS
                || common(above, below).size() != below.strips().size()
                || above.strips().size() != below.strips().size()) {
            return false;
        }
        for (int i = above.to(); i <= below.from(); i++) {
            float pitch = rows.get(i).baseline() - rows.get(i - 1).baseline();
            if (pitch > NEAR * rows.get(i).size()
                    || SectionMark.of(rows.get(i).cells().getFirst().text())
                            .filter(SectionMark::certain)
                            .isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static List<Strip> common(Found one, Found other) {
        List<Strip> common = new ArrayList<>();
        for (int i = 0; i < Math.min(one.strips().size(), other.strips().size()); i++) {
            Strip strip = new Strip(
                    Math.max(one.strips().get(i).left(), other.strips().get(i).left()),
                    Math.min(one.strips().get(i).right(), other.strips().get(i).right()));
            if (strip.width() >= NARROWEST_STRIP) {
                common.add(strip);
            }
        }
        return common;
    }
}
