// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.List;

/// A part of a line between two wide gaps: a cell of a table, or a line of one of several columns.
///
/// @param line the line that it was found in
/// @param order the place of that line in the file's own order
record Segment(String text, float left, float right, PdfLines.Line line, int order) {

    /// A gap wider than this, in sizes of the letters, parts a line.
    private static final float WIDE_GAP = 0.75f;

    /// Lines are parted at wide gaps, and where an upright line is drawn between two words.
    static List<Segment> of(List<PdfLines.Line> lines, List<PdfLines.Rule> rules) {
        List<PdfLines.Rule> upright =
                rules.stream().filter(rule -> !rule.level()).toList();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            PdfLines.Line line = lines.get(i);
            Segment open = null;
            for (PdfLines.Word word : line.words()) {
                if (open != null
                        && (word.left() - open.right > WIDE_GAP * line.size() || isParted(open, word, upright))) {
                    segments.add(open);
                    open = null;
                }
                open = open == null
                        ? new Segment(word.text(), word.left(), word.right(), line, i)
                        : new Segment(open.text + " " + word.text(), open.left, word.right(), line, i);
            }
            if (open != null) {
                segments.add(open);
            }
        }
        return segments;
    }

    private static boolean isParted(Segment before, PdfLines.Word next, List<PdfLines.Rule> upright) {
        float height = before.baseline() - before.size() / 4;
        for (PdfLines.Rule rule : upright) {
            if (rule.left() > before.right - 2
                    && rule.left() < next.left() + 2
                    && rule.top() < height
                    && rule.bottom() > height) {
                return true;
            }
        }
        return false;
    }

    float baseline() {
        return line.baseline();
    }

    float size() {
        return line.size();
    }

    float width() {
        return right - left;
    }

    long letters() {
        return text.codePoints().filter(Character::isLetter).count();
    }

    /// These segments as lines again: whole ones where all their parts are here.
    static List<PdfLines.Line> lines(List<Segment> segments) {
        List<PdfLines.Line> lines = new ArrayList<>();
        for (int i = 0; i < segments.size(); ) {
            int end = i + 1;
            while (end < segments.size()
                    && segments.get(end).order() == segments.get(i).order()) {
                end++;
            }
            lines.add(line(segments.subList(i, end)));
            i = end;
        }
        return lines;
    }

    private static PdfLines.Line line(List<Segment> parts) {
        PdfLines.Line whole = parts.getFirst().line();
        if (parts.getFirst().left() <= whole.left() && parts.getLast().right() >= whole.right()) {
            return whole;
        }
        String text = String.join(" ", parts.stream().map(Segment::text).toList());
        return new PdfLines.Line(
                text,
                parts.getFirst().left(),
                parts.getLast().right(),
                whole.baseline(),
                whole.size(),
                whole.bold(),
                parts.stream()
                        .map(part -> new PdfLines.Word(part.text(), part.left(), part.right()))
                        .toList());
    }
}
