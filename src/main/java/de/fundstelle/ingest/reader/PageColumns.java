// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds columns of running text on a page, and puts them one after the other. Pure.
///
/// A gutter is a white strip that few lines cross. Lines that cross it (a headline) end the columns above them. What
/// stands on both sides of a gutter without being running text is a table, and stays as it is.
final class PageColumns {

    private static final float STEP = 2;
    private static final float NARROWEST_GUTTER = 8;
    private static final float MARGIN = 0.15f;
    private static final int FEWEST_LINES = 3;
    private static final int FEWEST_LETTERS = 12;
    private static final float FULL_LINE = 0.6f;
    private static final float NARROWEST_COLUMN = 60;
    private static final int DEEPEST = 3;
    private static final int MOST_STEPS = 2_000;

    private final List<PdfLines.Rule> rules;

    private PageColumns(List<PdfLines.Rule> rules) {
        this.rules = rules;
    }

    private record Gutter(float left, float right) {

        boolean isCrossedBy(Segment segment) {
            return segment.left() < left && segment.right() > right;
        }

        boolean isRightOf(Segment segment) {
            return segment.right() <= right;
        }
    }

    /// The parts of a page in the order in which people read them; one part for a page of one column.
    static List<List<Segment>> of(List<Segment> page, List<PdfLines.Rule> rules) {
        return new PageColumns(rules).parts(page, 0);
    }

    private List<List<Segment>> parts(List<Segment> page, int depth) {
        Optional<Gutter> found = depth < DEEPEST ? gutter(page) : Optional.empty();
        if (found.isEmpty()) {
            return List.of(page);
        }
        Gutter gutter = found.get();
        List<List<Segment>> parts = new ArrayList<>();
        List<Segment> plain = new ArrayList<>();
        List<Segment> band = new ArrayList<>();
        List<Segment> sorted = new ArrayList<>(page);
        sorted.sort(Comparator.comparingDouble(Segment::baseline));
        for (Segment segment : sorted) {
            if (gutter.isCrossedBy(segment)) {
                close(band, gutter, plain, parts, depth);
                plain.add(segment);
            } else {
                band.add(segment);
            }
        }
        close(band, gutter, plain, parts, depth);
        if (!plain.isEmpty()) {
            parts.add(inOrder(plain));
        }
        return parts;
    }

    private void close(List<Segment> band, Gutter gutter, List<Segment> plain, List<List<Segment>> parts, int depth) {
        List<Segment> left = band.stream().filter(gutter::isRightOf).toList();
        List<Segment> right =
                band.stream().filter(segment -> !gutter.isRightOf(segment)).toList();
        List<List<Segment>> columns = new ArrayList<>();
        if (!isRuled(band, gutter) && addColumn(left, columns, depth) && addColumn(right, columns, depth)) {
            if (!plain.isEmpty()) {
                parts.add(inOrder(plain));
                plain.clear();
            }
            parts.addAll(columns);
        } else {
            plain.addAll(band);
        }
        band.clear();
    }

    private boolean addColumn(List<Segment> side, List<List<Segment>> columns, int depth) {
        List<List<Segment>> inner = side.size() < FEWEST_LINES ? List.of() : parts(inOrder(side), depth + 1);
        columns.addAll(inner);
        return inner.size() > 1 || (inner.size() == 1 && isRunningText(side));
    }

    private static boolean isRunningText(List<Segment> side) {
        float left = (float) side.stream().mapToDouble(Segment::left).min().orElse(0);
        float right = (float) side.stream().mapToDouble(Segment::right).max().orElse(0);
        long full = side.stream()
                .filter(segment -> segment.width() >= (right - left) * FULL_LINE)
                .count();
        long letters = side.stream().mapToLong(Segment::letters).sum();
        return right - left >= NARROWEST_COLUMN
                && full * 2 >= side.size()
                && letters >= (long) FEWEST_LETTERS * side.size();
    }

    /// Level lines that run through the gutter part the rows of a table.
    private boolean isRuled(List<Segment> band, Gutter gutter) {
        float top = (float) band.stream().mapToDouble(Segment::baseline).min().orElse(0);
        float bottom =
                (float) band.stream().mapToDouble(Segment::baseline).max().orElse(0);
        return rules.stream()
                        .filter(rule -> rule.level() && rule.top() > top && rule.bottom() < bottom)
                        .filter(rule -> rule.left() < gutter.left() && rule.right() > gutter.right())
                        .count()
                > 1;
    }

    /// The strip between two columns that the fewest lines cross; the widest of several.
    private static Optional<Gutter> gutter(List<Segment> page) {
        float left = (float) page.stream().mapToDouble(Segment::left).min().orElse(0);
        float right = (float) page.stream().mapToDouble(Segment::right).max().orElse(0);
        int steps = (int) Math.min(MOST_STEPS, (right - left) / STEP);
        if (page.size() < 2 * FEWEST_LINES || steps < 1) {
            return Optional.empty();
        }
        int[] crossing = new int[steps + 2];
        for (Segment segment : page) {
            int from = Math.clamp((int) ((segment.left() - left) / STEP), 0, steps);
            int to = Math.clamp((int) ((segment.right() - left) / STEP) + 1, 0, steps + 1);
            crossing[from]++;
            crossing[to]--;
        }
        for (int i = 1; i < crossing.length; i++) {
            crossing[i] += crossing[i - 1];
        }
        int first = (int) (steps * MARGIN);
        int last = steps - first;
        int fewest = Integer.MAX_VALUE;
        for (int i = first; i <= last; i++) {
            fewest = Math.min(fewest, crossing[i]);
        }
        return widest(page, crossing, fewest, first, last, left);
    }

    private static Optional<Gutter> widest(
            List<Segment> page, int[] crossing, int fewest, int first, int last, float left) {
        Optional<Gutter> best = Optional.empty();
        for (int i = first; i <= last; ) {
            int end = i;
            while (end <= last && crossing[end] == fewest) {
                end++;
            }
            Gutter gutter = new Gutter(left + i * STEP, left + end * STEP);
            float width = gutter.right() - gutter.left();
            if (width >= NARROWEST_GUTTER
                    && parts(page, gutter)
                    && best.filter(other -> other.right() - other.left() >= width)
                            .isEmpty()) {
                best = Optional.of(gutter);
            }
            i = Math.max(end, i + 1);
        }
        return best;
    }

    private static boolean parts(List<Segment> page, Gutter gutter) {
        long across = page.stream().filter(gutter::isCrossedBy).count();
        long before = page.stream().filter(gutter::isRightOf).count();
        long behind = page.size() - across - before;
        return Math.min(before, behind) >= Math.max(FEWEST_LINES, across / 2);
    }

    private static List<Segment> inOrder(List<Segment> segments) {
        List<Segment> ordered = new ArrayList<>(segments);
        ordered.sort(Comparator.comparingInt(Segment::order).thenComparingDouble(Segment::left));
        return ordered;
    }
}
