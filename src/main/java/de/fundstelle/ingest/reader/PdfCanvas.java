// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What one page of a PDF has painted besides its letters: fills, pictures, rules, in their order. In the page's own
/// space, y upwards.
final class PdfCanvas {

    /// A colour that cannot be told cheaply: a pattern, an indexed one.
    static final int UNKNOWN = -1;

    static final int WHITE = 0xFFFFFF;

    /// Colours whose parts differ by no more look the same on paper.
    private static final int SAME = 16;

    /// Thinner fills are lines of a table; they cover no letter.
    private static final double THIN = 3;

    private static final double SHORTEST_RULE = 10;

    /// A drawing with more shapes than this is a map; what lies under its letters is not looked at any longer.
    private static final int MOST_FILLS = 5_000;

    private static final int MOST_RULES = 5_000;
    private static final int MOST_JOINED_RULES = 500;
    private static final double TOUCHING = 2;

    /// Pictures that cover this share of a page make it a scan.
    private static final double SHARE_OF_SCAN = 0.5;

    private final Rectangle2D page;
    private final List<Fill> fills = new ArrayList<>();
    private final List<Rectangle2D> rules = new ArrayList<>();
    private int order;
    private double pictures;
    private boolean full;

    PdfCanvas(Rectangle2D page) {
        this.page = page;
    }

    /// @param color red, green, blue, or [#UNKNOWN]
    /// @param exact whether it fills this box entirely and hides what was there before
    private record Fill(Rectangle2D box, int color, boolean exact, int order) {}

    /// The number of the next thing that is painted; it grows with each.
    int order() {
        return order;
    }

    void fill(Rectangle2D box, int color, boolean exact) {
        order++;
        if (Math.min(box.getWidth(), box.getHeight()) < THIN) {
            rule(box);
        } else if (fills.size() < MOST_FILLS) {
            fills.add(new Fill(box, color, exact, order));
        } else {
            full = true;
        }
    }

    void rule(Rectangle2D box) {
        if (rules.size() < MOST_RULES) {
            rules.add(box);
        }
    }

    void picture(Rectangle2D box) {
        Rectangle2D seen = box.createIntersection(page);
        if (!seen.isEmpty()) {
            pictures += seen.getWidth() * seen.getHeight();
            fill(seen, UNKNOWN, false);
        }
    }

    /// Whether the page's box is broken, so that nothing can be told about what stands outside of it.
    boolean hasNoSize() {
        return page.getWidth() < 1 || page.getHeight() < 1;
    }

    /// The thin lines, which part the rows and columns of tables; pieces that touch are one.
    List<Rectangle2D> rules() {
        List<Rectangle2D> level = new ArrayList<>();
        List<Rectangle2D> upright = new ArrayList<>();
        for (Rectangle2D rule : rules) {
            (rule.getWidth() > rule.getHeight() ? level : upright).add(rule);
        }
        level.sort(Comparator.comparingLong((Rectangle2D rule) -> Math.round(rule.getMinY()))
                .thenComparingDouble(Rectangle2D::getMinX));
        upright.sort(Comparator.comparingLong((Rectangle2D rule) -> Math.round(rule.getMinX()))
                .thenComparingDouble(Rectangle2D::getMinY));
        List<Rectangle2D> joined = joined(level);
        joined.addAll(joined(upright));
        return joined.stream()
                .filter(rule -> Math.max(rule.getWidth(), rule.getHeight()) >= SHORTEST_RULE)
                .limit(MOST_JOINED_RULES)
                .toList();
    }

    private static List<Rectangle2D> joined(List<Rectangle2D> sorted) {
        List<Rectangle2D> joined = new ArrayList<>();
        for (Rectangle2D rule : sorted) {
            Rectangle2D last = joined.isEmpty() ? null : joined.getLast();
            Rectangle2D both = last == null ? rule : last.createUnion(rule);
            boolean thin = Math.min(both.getWidth(), both.getHeight()) < THIN;
            boolean touching = last != null
                    && both.getWidth() + both.getHeight()
                            <= last.getWidth() + last.getHeight() + rule.getWidth() + rule.getHeight() + TOUCHING;
            if (thin && touching) {
                joined.set(joined.size() - 1, both);
            } else {
                joined.add(rule);
            }
        }
        return joined;
    }

    /// Whether the page is a picture of a page: its letters, if any, lie behind it.
    boolean isScan() {
        return !hasNoSize() && pictures >= SHARE_OF_SCAN * page.getWidth() * page.getHeight();
    }

    /// Whether letters of this colour, painted here at this moment, can't be told from their ground.
    ///
    /// A picture or a gradient there, even a later one, leaves the question open.
    boolean blendsIn(double x, double y, int color, int moment) {
        if (color == UNKNOWN || full) {
            return false;
        }
        for (Fill fill : fills.reversed()) {
            if (fill.box().contains(x, y)) {
                if (!fill.exact()) {
                    return false;
                }
                if (fill.order() <= moment) {
                    return isSame(fill.color(), color);
                }
            }
        }
        return isSame(color, WHITE);
    }

    /// Whether letters of this colour are worth a look: on white paper, most are not.
    boolean mayBlendIn(int color) {
        return isSame(color, WHITE) || fills.stream().anyMatch(fill -> fill.exact() && isSame(fill.color(), color));
    }

    /// Whether something opaque was painted over this place after the given moment.
    boolean covers(double x, double y, int since) {
        for (Fill fill : fills.reversed()) {
            if (fill.order() <= since) {
                return false;
            }
            if (fill.exact() && fill.box().contains(x, y)) {
                return true;
            }
        }
        return false;
    }

    /// Whether anything opaque was painted after the given moment.
    boolean paintedSince(int moment) {
        return !fills.isEmpty() && fills.getLast().order() > moment;
    }

    private static boolean isSame(int one, int other) {
        if (one == UNKNOWN || other == UNKNOWN) {
            return false;
        }
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > SAME) {
                return false;
            }
        }
        return true;
    }
}
