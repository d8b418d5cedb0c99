// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the straight lines that are drawn in the picture of a page; they part the cells of a scanned table. Pure.
///
/// A line is a long run of dark pixels that is thin. A page that lies a little askew is scanned along its own
/// direction.
final class PictureRules {

    /// Letters are darker, paper is lighter; a hairline on a scan is grey.
    private static final int DARK = 176;

    /// In points; bars of letters are shorter.
    private static final float SHORTEST_LEVEL = 48;

    private static final float SHORTEST_UPRIGHT = 24;
    private static final float THICKEST = 3.5f;

    /// A dark field behind the names of columns begins and ends like a line.
    private static final float LOWEST_FIELD = 8;

    private static final float HIGHEST_FIELD = 60;
    private static final float BROKEN = 6;
    private static final float SAME = 1.5f;

    /// Pixels that may be missing in a run.
    private static final int MOST_MISSING = 1;

    /// Runs of a picture with more of them are a photograph.
    private static final int MOST_RUNS = 100_000;

    private static final int MOST_FIELDS = 200;

    private static final float POINTS_PER_INCH = 72;

    private final boolean[] dark;
    private final int width;
    private final int height;
    private final float slope;
    private final float scale;

    private PictureRules(boolean[] dark, int width, int height, float slope, float dotsPerInch) {
        this.dark = dark;
        this.width = width;
        this.height = height;
        this.slope = slope;
        this.scale = POINTS_PER_INCH / dotsPerInch;
    }

    /// Dark pixels along a direction. @param first where they lie across it, from here to the last
    private record Band(int first, int last, int from, int to) {

        boolean touches(int across, int start, int end) {
            return across - last <= 1 + MOST_MISSING && start <= to && end >= from;
        }

        /// Whether they lie beside each other for most of their length: a line that leaves a dark field is another.
        boolean isBeside(int start, int end) {
            int common = Math.min(to, end) - Math.max(from, start) + 1;
            return common * 2 >= Math.max(to - from, end - start) + 1;
        }

        Band with(int across, int start, int end) {
            return new Band(first, across, Math.min(from, start), Math.max(to, end));
        }

        int thickness() {
            return last - first + 1;
        }

        /// Whether it is only the border of a dark field that lies askew.
        boolean isEdgeOf(Band field) {
            int near = 1 + MOST_MISSING;
            return first <= field.last + near
                    && last >= field.first - near
                    && from >= field.from - near
                    && to <= field.to + near;
        }
    }

    /// The lines, in points, on the page as it would lie if it were straight.
    ///
    /// @param picture a grey one
    /// @param slope by how much a level line sinks per pixel to the right
    static List<RecognizedPage.Rule> of(BufferedImage picture, float slope, float dotsPerInch) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        boolean[] dark = new boolean[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                dark[y * width + x] = row[x] < DARK;
            }
        }
        PictureRules rules = new PictureRules(dark, width, height, slope, dotsPerInch);
        List<RecognizedPage.Rule> found = new ArrayList<>(rules.level());
        found.addAll(rules.upright());
        return found.stream().limit(RecognizedPage.MOST_RULES).toList();
    }

    private List<RecognizedPage.Rule> level() {
        return lines(true, height, width, SHORTEST_LEVEL).stream()
                .map(band -> {
                    float aside = slope * band.first();
                    return new RecognizedPage.Rule(
                            tenths(band.from() + aside),
                            tenths(band.first()),
                            tenths(band.to() + aside),
                            tenths(band.last()));
                })
                .toList();
    }

    private List<RecognizedPage.Rule> upright() {
        return lines(false, width, height, SHORTEST_UPRIGHT).stream()
                .map(band -> {
                    float sunk = slope * band.first();
                    return new RecognizedPage.Rule(
                            tenths(band.first()),
                            tenths(band.from() - sunk),
                            tenths(band.last()),
                            tenths(band.to() - sunk));
                })
                .toList();
    }

    /// In points; finer measures would only make what is kept longer.
    private float tenths(float pixels) {
        return Math.round(pixels * scale * 10) / 10f;
    }

    private List<Band> lines(boolean level, int acrossEnd, int alongEnd, float shortest) {
        List<Band> open = new ArrayList<>();
        List<Band> closed = new ArrayList<>();
        int runs = 0;
        for (int across = 0; across < acrossEnd && runs < MOST_RUNS; across++) {
            int now = across;
            open.removeIf(band -> {
                boolean ended = now - band.last() > 1 + MOST_MISSING;
                return ended && closed.add(band);
            });
            runs += scan(level, across, alongEnd, Math.round(shortest / scale), open);
        }
        closed.addAll(open);
        List<Band> thin = new ArrayList<>();
        List<Band> fields = new ArrayList<>();
        for (Band band : closed) {
            (band.thickness() * scale <= THICKEST ? thin : fields).add(band);
        }
        thin.removeIf(band -> fields.stream().limit(MOST_FIELDS).anyMatch(band::isEdgeOf));
        if (level) {
            fields.stream().limit(MOST_FIELDS).filter(this::isField).forEach(field -> {
                thin.add(new Band(field.first(), field.first(), field.from(), field.to()));
                thin.add(new Band(field.last(), field.last(), field.from(), field.to()));
            });
        }
        return joined(thin);
    }

    private boolean isField(Band band) {
        float thickness = band.thickness() * scale;
        return thickness >= LOWEST_FIELD && thickness <= HIGHEST_FIELD;
    }

    /// Adds the long runs at one place to the bands that they continue; returns how many they are.
    private int scan(boolean level, int across, int alongEnd, int shortest, List<Band> open) {
        int runs = 0;
        int start = -1;
        int last = -1;
        for (int along = 0; along <= alongEnd; along++) {
            if (along < alongEnd && isDark(level, across, along)) {
                start = start < 0 ? along : start;
                last = along;
            } else if (start >= 0 && (along == alongEnd || along - last > MOST_MISSING)) {
                if (last - start + 1 >= shortest) {
                    add(level, across, start, last, open);
                    runs++;
                }
                start = -1;
            }
        }
        return runs;
    }

    private boolean isDark(boolean level, int across, int along) {
        int shift = Math.round(slope * along);
        int x = level ? along : across - shift;
        int y = level ? across + shift : along;
        return x >= 0 && x < width && y >= 0 && y < height && dark[y * width + x];
    }

    private static void add(boolean level, int across, int start, int end, List<Band> open) {
        for (int i = 0; i < open.size(); i++) {
            Band band = open.get(i);
            if (band.touches(across, start, end) && (level || band.isBeside(start, end))) {
                open.set(i, open.get(i).with(across, start, end));
                return;
            }
        }
        open.add(new Band(across, across, start, end));
    }

    /// Lines that are broken on paper are one.
    private List<Band> joined(List<Band> bands) {
        List<Band> sorted = new ArrayList<>(bands);
        sorted.sort(Comparator.comparingInt(Band::from));
        List<Band> joined = new ArrayList<>();
        for (Band band : sorted) {
            int before = 0;
            while (before < joined.size() && !isBroken(joined.get(before), band)) {
                before++;
            }
            if (before == joined.size()) {
                joined.add(band);
            } else {
                Band whole = joined.get(before);
                joined.set(
                        before,
                        new Band(
                                Math.min(whole.first(), band.first()),
                                Math.max(whole.last(), band.last()),
                                whole.from(),
                                Math.max(whole.to(), band.to())));
            }
            if (joined.size() > RecognizedPage.MOST_RULES) {
                break;
            }
        }
        return joined;
    }

    private boolean isBroken(Band one, Band other) {
        return Math.abs(one.first() - other.first()) * scale <= SAME
                && Math.abs(one.last() - other.last()) * scale <= SAME + THICKEST
                && (other.from() - one.to()) * scale <= BROKEN;
    }
}
