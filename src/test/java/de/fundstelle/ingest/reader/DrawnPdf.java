// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// A PDF that a test draws by hand, and what is read from it.
final class DrawnPdf implements AutoCloseable {

    static final PDType1Font PLAIN = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    static final PDType1Font BOLD = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);

    private final PDDocument document = new PDDocument();

    interface Drawing {
        void draw(PDPageContentStream content) throws IOException;
    }

    PDDocument document() {
        return document;
    }

    PDPage page(Drawing drawing) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            drawing.draw(content);
        }
        return page;
    }

    static void text(PDPageContentStream content, float x, float y, String words) throws IOException {
        text(content, PLAIN, 11, x, y, words);
    }

    static void text(PDPageContentStream content, PDType1Font font, float size, float x, float y, String words)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(x, y);
        content.showText(words);
        content.endText();
    }

    Pieces read() throws IOException {
        Pieces pieces = new Pieces(1_000_000, () -> {});
        PdfLayout.write(new PdfLines(document, pieces).read(), pieces);
        return pieces;
    }

    List<String> texts() throws IOException {
        return read().all().stream().map(Piece::text).toList();
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
