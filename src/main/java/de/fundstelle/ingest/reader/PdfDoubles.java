// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/// Tells letters that were painted twice, a little apart, to look bold.
///
/// The rule is that of PDFBox: the same letter within a third of its width, in both directions. Its search trees took a
/// sixth of the time of a page; here, letters lie in squares that are twice as wide as they may be apart.
final class PdfDoubles {

    private static final float SHARE_OF_WIDTH = 1 / 3f;

    /// Twice the largest distance within one step of size.
    private static final int SQUARE = 4;

    private final Map<Square, Letter> letters = new HashMap<>();

    /// @param step the size of the letter, in powers of two
    private record Square(String letter, int step, int x, int y) {

        /// Written out, because it is asked for at every letter of a library.
        @Override
        public int hashCode() {
            return ((letter.hashCode() * 31 + step) * 31 + x) * 31 + y;
        }
    }

    /// @param before another one in the same square
    private record Letter(float x, float y, @Nullable Letter before) {}

    void begin() {
        letters.clear();
    }

    /// Whether this letter stands where it already stood; if not, it stands there now.
    boolean repeats(TextPosition position) {
        String letter = position.getUnicode();
        float x = position.getX();
        float y = position.getY();
        float distance = position.getWidth() / Math.max(1, letter.length()) * SHARE_OF_WIDTH;
        if (!(distance > 0)) {
            return false;
        }
        int step = Math.getExponent(distance);
        double side = Math.scalb(1.0, step) * SQUARE;
        // Counted in longs: places in broken files are as far away as an int can tell.
        for (long column = at(x - distance, side); column <= at(x + distance, side); column++) {
            for (long row = at(y - distance, side); row <= at(y + distance, side); row++) {
                Square square = new Square(letter, step, (int) column, (int) row);
                if (stands(letters.get(square), x, y, distance)) {
                    return true;
                }
            }
        }
        Square here = new Square(letter, step, at(x, side), at(y, side));
        letters.put(here, new Letter(x, y, letters.get(here)));
        return false;
    }

    private static boolean stands(@Nullable Letter last, float x, float y, float distance) {
        for (Letter one = last; one != null; one = one.before()) {
            if (Math.abs(one.x() - x) < distance && Math.abs(one.y() - y) < distance) {
                return true;
            }
        }
        return false;
    }

    private static int at(double place, double side) {
        return (int) (place / side);
    }
}
