// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// The lines of a PDF's text layer, each with its place on the page and the look of its letters.
final class PdfLines extends PDFTextStripper {

    private static final int MOST_COMMENTS = 1_000;

    /// Twice what a document may have; the collector cuts at its own limit and says so.
    private static final long MOST_CHARACTERS = 20_000_000;

    private final Pieces pieces;
    private final List<Page> pages = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private float left;
    private float right;
    private float baseline;
    private float size;
    private int bold;
    private long characters;

    PdfLines(Pieces pieces) {
        this.pieces = pieces;
    }

    /// One line of text; all measures in points, from the top left corner.
    ///
    /// @param size the height of its largest letters
    /// @param bold whether most of it is bold
    record Line(String text, float left, float right, float baseline, float size, boolean bold) {}

    /// All lines of one page, and what was written beside them.
    record Page(int number, List<Line> lines, List<String> comments) {

        long letters() {
            return lines.stream()
                    .flatMapToInt(line -> line.text().codePoints())
                    .filter(Character::isLetterOrDigit)
                    .count();
        }
    }

    List<Page> read(PDDocument document) throws IOException {
        writeText(document, Writer.nullWriter());
        return List.copyOf(pages);
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        int number = getCurrentPageNo();
        pieces.pulse();
        if (characters > MOST_CHARACTERS) {
            return;
        }
        lines = new ArrayList<>();
        try {
            super.processPage(page);
        } catch (IOException | RuntimeException e) {
            pieces.note("Seite %d ist beschädigt: nur ihr lesbarer Teil wurde aufgenommen.".formatted(number));
        }
        endLine();
        pages.add(new Page(number, List.copyOf(lines), comments(page)));
    }

    @Override
    protected void writeString(String words, List<TextPosition> positions) {
        for (TextPosition position : positions) {
            if (text.isEmpty() || size == 0) {
                left = position.getXDirAdj();
                baseline = position.getYDirAdj();
                right = left;
            }
            left = Math.min(left, position.getXDirAdj());
            right = Math.max(right, position.getXDirAdj() + position.getWidthDirAdj());
            size = Math.max(size, position.getFontSizeInPt());
            bold += isBold(position) ? 1 : -1;
        }
        text.append(words);
    }

    @Override
    protected void writeWordSeparator() {
        text.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphSeparator() {
        endLine();
    }

    @Override
    protected void writePageEnd() {
        endLine();
    }

    private void endLine() {
        String line = text.toString().strip();
        if (!line.isEmpty()) {
            lines.add(new Line(line, left, right, baseline, size, bold > 0));
            characters += line.length();
            pieces.pulse();
        }
        text.setLength(0);
        size = 0;
        bold = 0;
    }

    private static boolean isBold(TextPosition position) {
        PDFont font = position.getFont();
        String name = font == null ? null : font.getName();
        if (name == null) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("bold") || lower.contains("black") || lower.contains("heavy");
    }

    private static List<String> comments(PDPage page) {
        List<String> comments = new ArrayList<>();
        try {
            for (PDAnnotation annotation : page.getAnnotations()) {
                String contents = annotation.getContents();
                String author = annotation instanceof PDAnnotationMarkup markup ? markup.getTitlePopup() : null;
                if (contents != null && !contents.isBlank() && comments.size() < MOST_COMMENTS) {
                    comments.add(author == null || author.isBlank() ? contents : author + ": " + contents);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Comments of a damaged page are no reason to lose its text.
            return comments;
        }
        return comments;
    }
}
