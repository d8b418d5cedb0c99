// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/// A line while its letters come in.
final class PdfLine {

    /// A gap between two words wider than this, in sizes of their letters, may part cells; it is more than a blank.
    private static final float WIDE_GAP = 0.4f;

    /// A blank that no line may break at, as between "§" and its number.
    private static final char UNBREAKABLE = '\u00A0';

    /// Unicode: Alphabetic Presentation Forms, Latin ligatures.
    private static final char FIRST_LIGATURE = '\uFB00';

    private static final char LAST_LIGATURE = '\uFB06';

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private final List<PdfLines.Word> words = new ArrayList<>();
    private float wordLeft;
    private float left;
    private float right;
    private float baseline;
    private float size;
    private int bold;
    private int direction;
    private boolean reversed;
    private @Nullable PDFont lastFont;
    private boolean lastBold;

    /// Adds letters that stand together, in the order in which they are read.
    void add(String letters, List<TextPosition> positions) {
        for (TextPosition position : positions) {
            boolean blank = position.getUnicode().isBlank();
            if (size == 0) {
                left = position.getXDirAdj();
                baseline = position.getYDirAdj();
                right = left;
                wordLeft = left;
                direction = Math.floorMod(Math.round(position.getDir()), 360);
            }
            if (!blank || text.isEmpty()) {
                place(position);
            }
            if (!blank) {
                word.append(apart(position.getUnicode()));
            } else if (!word.isEmpty() && word.charAt(word.length() - 1) != ' ') {
                word.append(' ');
            }
            bold += isBold(position) ? 1 : -1;
        }
        reversed |= letters.codePoints().anyMatch(PdfLine::isRightToLeft);
        text.append(letters);
    }

    /// Letters that were set as one ("ﬀ") are words only apart; the stripper does this for whole lines.
    private static String apart(String letters) {
        for (int at = 0; at < letters.length(); at++) {
            if (letters.charAt(at) >= FIRST_LIGATURE && letters.charAt(at) <= LAST_LIGATURE) {
                return Normalizer.normalize(letters, Normalizer.Form.NFKC);
            }
        }
        return letters;
    }

    private void place(TextPosition position) {
        float from = position.getXDirAdj();
        float to = from + position.getWidthDirAdj();
        float height = sizeOf(position);
        if (from - right > Math.max(size, height) * WIDE_GAP && !word.toString().isBlank()) {
            endWord();
            wordLeft = from;
        }
        left = Math.min(left, from);
        wordLeft = Math.min(wordLeft, from);
        right = Math.max(right, to);
        size = Math.max(size, height);
    }

    void blank() {
        text.append(' ');
        if (!word.isEmpty()) {
            word.append(' ');
        }
    }

    /// The direction of the line that ended last, in degrees.
    int direction() {
        return direction;
    }

    /// The line that has come in, if it says anything.
    Optional<PdfLines.Line> end() {
        endWord();
        String line = text.toString().replace(UNBREAKABLE, ' ').strip();
        // The letters of a word that runs to the left come in another order than their places.
        List<PdfLines.Word> parts =
                reversed || words.size() < 2 ? List.of(new PdfLines.Word(line, left, right)) : List.copyOf(words);
        Optional<PdfLines.Line> ended = line.isEmpty()
                ? Optional.empty()
                : Optional.of(new PdfLines.Line(line, left, right, baseline, size, bold > 0, parts));
        text.setLength(0);
        words.clear();
        size = 0;
        bold = 0;
        reversed = false;
        return ended;
    }

    private void endWord() {
        String ended = word.toString().replace(UNBREAKABLE, ' ').strip();
        if (!ended.isEmpty()) {
            words.add(new PdfLines.Word(ended, wordLeft, right));
        }
        word.setLength(0);
    }

    /// The height of a letter as it is seen; the letters of a drawn font (Type 3) have measures of their own.
    private static float sizeOf(TextPosition position) {
        return position.getFont() instanceof PDType3Font
                ? position.getFontSizeInPt()
                : Math.abs(position.getTextMatrix().getScalingFactorY());
    }

    private static boolean isRightToLeft(int letter) {
        byte directionality = Character.getDirectionality(letter);
        return directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /// A line has many letters and few fonts.
    private boolean isBold(TextPosition position) {
        PDFont font = position.getFont();
        if (!Objects.equals(font, lastFont)) {
            lastFont = font;
            lastBold = isBold(font);
        }
        return lastBold;
    }

    private static boolean isBold(@Nullable PDFont font) {
        String name = font == null ? null : font.getName();
        if (name == null) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("bold") || lower.contains("black") || lower.contains("heavy");
    }
}
