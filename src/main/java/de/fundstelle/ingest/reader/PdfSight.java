// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/// Tells which letters of a PDF page nobody sees.
final class PdfSight {

    /// Smaller letters, in points, are for machines.
    private static final float TINY = 1;

    private static final double NO_ALPHA = 0.02;
    private static final int MOST_LETTERS = 500_000;

    private final PdfLayers layers;
    private final HiddenWords hidden;
    private final PdfClip clip;
    private PdfCanvas canvas;
    private float left;
    private float bottom;
    private final List<Letter> shown = new ArrayList<>();
    private final List<TextPosition> invisible = new ArrayList<>();
    private int behindScans;
    private @Nullable PDColor lastColor;
    private int lastRgb;

    PdfSight(PdfLayers layers, PdfClip clip, HiddenWords hidden) {
        this.layers = layers;
        this.clip = clip;
        this.hidden = hidden;
        this.canvas = new PdfCanvas(new Rectangle2D.Double());
    }

    /// A letter that was painted, with the middle of its body.
    private record Letter(TextPosition position, double x, double y, int color, int order) {}

    void begin(PdfCanvas page, float cropLeft, float cropBottom) {
        canvas = page;
        left = cropLeft;
        bottom = cropBottom;
        shown.clear();
        invisible.clear();
    }

    /// Whether this letter, painted now, may be seen; the last word is spoken at the end of the page.
    boolean sees(TextPosition position, PDGraphicsState state) {
        Matrix matrix = position.getTextMatrix();
        float size = Math.max(Math.abs(matrix.getScalingFactorY()), Math.abs(matrix.getScalingFactorX()));
        double x = matrix.getTranslateX() + left;
        double y = matrix.getTranslateY() + bottom;
        Optional<HiddenWords.Kind> reason = reason(position, state, size, x, y);
        if (reason.isPresent()) {
            hidden.count(reason.get(), letters(position));
            return false;
        }
        if (isInvisible(state)) {
            invisible.add(position);
        } else if (shown.size() < MOST_LETTERS) {
            int color = fills(state) ? color(state) : PdfCanvas.UNKNOWN;
            shown.add(new Letter(position, middle(position, x), y + size / 4, color, canvas.order()));
        }
        return true;
    }

    private Optional<HiddenWords.Kind> reason(
            TextPosition position, PDGraphicsState state, float size, double x, double y) {
        if (layers.hidden()) {
            return Optional.of(HiddenWords.Kind.LAYER);
        }
        if (size < TINY && !(position.getFont() instanceof PDType3Font)) {
            return Optional.of(HiddenWords.Kind.TINY);
        }
        if (isOutside(state, size, x, y)) {
            return Optional.of(HiddenWords.Kind.OUTSIDE);
        }
        if (state.getNonStrokeAlphaConstant() < NO_ALPHA && fills(state)) {
            return Optional.of(HiddenWords.Kind.INVISIBLE);
        }
        return Optional.empty();
    }

    /// The letters of the page that were painted in vain: behind no scan, or under a later shape.
    Set<TextPosition> end() {
        Set<TextPosition> unseen = Collections.newSetFromMap(new IdentityHashMap<>());
        if (canvas.isScan()) {
            behindScans += invisible.stream().mapToInt(PdfSight::letters).sum();
            return unseen;
        }
        unseen.addAll(invisible);
        invisible.forEach(position -> hidden.count(HiddenWords.Kind.INVISIBLE, letters(position)));
        Map<Integer, Boolean> suspicious = new HashMap<>();
        for (Letter letter : shown) {
            unseen(letter, suspicious.computeIfAbsent(letter.color(), canvas::mayBlendIn))
                    .ifPresent(kind -> {
                        unseen.add(letter.position());
                        hidden.count(kind, letters(letter.position()));
                    });
        }
        return unseen;
    }

    private Optional<HiddenWords.Kind> unseen(Letter letter, boolean suspicious) {
        if (canvas.paintedSince(letter.order()) && canvas.covers(letter.x(), letter.y(), letter.order())) {
            return Optional.of(HiddenWords.Kind.COVERED);
        }
        return suspicious && canvas.blendsIn(letter.x(), letter.y(), letter.color(), letter.order())
                ? Optional.of(HiddenWords.Kind.BACKGROUND)
                : Optional.empty();
    }

    /// How many letters stand, invisible, behind pictures of pages: they are the only text of a scan.
    int behindScans() {
        return behindScans;
    }

    private boolean isOutside(PDGraphicsState state, float size, double x, double y) {
        Rectangle2D box = clip.of(state);
        if (canvas.hasNoSize()) {
            return false;
        }
        return x + size < box.getMinX()
                || x - size > box.getMaxX()
                || y + size < box.getMinY()
                || y - size > box.getMaxY()
                || (box.isEmpty() && size >= TINY);
    }

    /// Turned letters are judged by where they begin.
    private static double middle(TextPosition position, double x) {
        Matrix matrix = position.getTextMatrix();
        return matrix.getShearY() == 0 && matrix.getScaleX() > 0 ? x + position.getWidth() / 2 : x;
    }

    private int color(PDGraphicsState state) {
        PDColor color = state.getNonStrokingColor();
        if (color != lastColor) {
            lastColor = color;
            lastRgb = PdfColors.of(color);
        }
        return lastRgb;
    }

    private static boolean isInvisible(PDGraphicsState state) {
        return switch (state.getTextState().getRenderingMode()) {
            case NEITHER, NEITHER_CLIP -> true;
            default -> false;
        };
    }

    /// Outlines may have another colour; only filled letters are judged by their own.
    private static boolean fills(PDGraphicsState state) {
        return switch (state.getTextState().getRenderingMode()) {
            case FILL, FILL_CLIP -> true;
            default -> false;
        };
    }

    private static int letters(TextPosition position) {
        return (int) position.getUnicode()
                .codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .count();
    }
}
