// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds tables whose cells were drawn: level and upright lines that make a grid. Pure.
///
/// A cell that spans several columns or rows says its words in each of them, so that no row loses its meaning.
final class RuledTables {

    static final float SAME = 3;
    private static final float LOWEST_ROW = 6;
    private static final float SHORTEST_LEVEL = 12;
    private static final float SHARE_OF_CELL = 0.6f;
    private static final int MOST_COLUMNS = 40;
    private static final int MOST_LEVELS = 400;

    private final List<PdfLines.Rule> level;
    private final List<PdfLines.Rule> upright;

    private RuledTables(List<PdfLines.Rule> rules) {
        level = rules.stream()
                .filter(rule -> rule.level() && rule.right() - rule.left() >= SHORTEST_LEVEL)
                .toList();
        upright = rules.stream().filter(rule -> !rule.level()).toList();
    }

    /// All grids of a page, from top to bottom.
    static List<RuledGrid> of(List<PdfLines.Rule> rules) {
        return new RuledTables(rules).grids();
    }

    private List<RuledGrid> grids() {
        List<Float> heights = distinct(level.stream().map(PdfLines.Rule::top).toList(), SAME);
        List<RuledGrid> grids = new ArrayList<>();
        List<RuledGrid.Strip> open = new ArrayList<>();
        for (int i = 1; i < Math.min(heights.size(), MOST_LEVELS); i++) {
            Optional<RuledGrid.Strip> strip = strip(heights.get(i - 1), heights.get(i));
            if (strip.isEmpty() || (!open.isEmpty() && !open.getLast().joins(strip.get()))) {
                close(open, grids);
            }
            strip.ifPresent(open::add);
        }
        close(open, grids);
        return grids;
    }

    private void close(List<RuledGrid.Strip> open, List<RuledGrid> grids) {
        boolean parted = open.stream().anyMatch(strip -> strip.edges().size() > 2);
        if (parted && open.size() > 1) {
            RuledGrid grid = new RuledGrid(open, this);
            if (grid.columns() > 1 && grid.columns() < MOST_COLUMNS) {
                grids.add(grid);
            }
        }
        open.clear();
    }

    private Optional<RuledGrid.Strip> strip(float top, float bottom) {
        if (bottom - top < LOWEST_ROW) {
            return Optional.empty();
        }
        List<Float> edges = distinct(
                upright.stream()
                        .filter(rule -> rule.top() <= top + SAME && rule.bottom() >= bottom - SAME)
                        .map(PdfLines.Rule::left)
                        .toList(),
                SAME);
        return edges.size() < 2 ? Optional.empty() : Optional.of(new RuledGrid.Strip(top, bottom, edges));
    }

    /// Whether a line is drawn at this height over most of the way from left to right.
    boolean covers(float height, float left, float right) {
        float covered = 0;
        for (PdfLines.Rule rule : level) {
            if (Math.abs(rule.top() - height) <= SAME) {
                covered += Math.max(0, Math.min(rule.right(), right) - Math.max(rule.left(), left));
            }
        }
        return covered >= (right - left) * SHARE_OF_CELL;
    }

    /// Sorted, and those that lie close together only once.
    static List<Float> distinct(List<Float> values, float near) {
        List<Float> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        List<Float> distinct = new ArrayList<>();
        for (float value : sorted) {
            if (distinct.isEmpty() || value - distinct.getLast() > near) {
                distinct.add(value);
            }
        }
        return distinct;
    }
}
