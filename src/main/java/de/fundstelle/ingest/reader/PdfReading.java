// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/// Reads a PDF: its text layer page by page, pages without one by recognition, then forms, comments, attachments.
final class PdfReading {

    /// A page with fewer letters has no text layer worth the name.
    private static final int FEWEST_LETTERS = 8;

    private static final float DOTS_PER_INCH = 200;
    private static final float POINTS_PER_INCH = 72;

    private final Parts parts;
    private final Pieces pieces;
    private final Recognizer recognizer;

    PdfReading(Parts parts, Pieces pieces, Recognizer recognizer) {
        this.parts = parts;
        this.pieces = pieces;
        this.recognizer = recognizer;
    }

    void read(Path file, Metadata metadata) throws IOException, SAXException, TikaException {
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            String title = document.getDocumentInformation().getTitle();
            if (title != null) {
                metadata.set(TikaCoreProperties.TITLE, title);
            }
            int before = pieces.size();
            List<PdfLines.Page> pages = new PdfLines(pieces).read(document);
            PdfLayout layout = PdfLayout.of(pages);
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            for (PdfLines.Page page : pages) {
                pieces.place(Place.onPage(page.number()));
                layout.add(page, pieces);
                if (page.letters() < FEWEST_LETTERS) {
                    recognize(document, renderer, page.number());
                }
                page.comments().forEach(comment -> pieces.add(Block.Kind.PARAGRAPH, comment));
            }
            layout.finish(pieces);
            pieces.place(Place.NONE);
            PdfExtras extras = new PdfExtras(document, pieces);
            extras.fields();
            if (pieces.size() == before) {
                extras.dynamicForm(file, parts);
            }
            extras.attachments(parts.attachments());
        }
    }

    private void recognize(PDDocument document, PDFRenderer renderer, int number) throws IOException {
        PDPage page = document.getPage(number - 1);
        if (!page.hasContents()) {
            return;
        }
        parts.sawPicture();
        if (!recognizer.mayReadMore()) {
            return;
        }
        pieces.pulse();
        try {
            BufferedImage picture = renderer.renderImage(number - 1, scale(page.getCropBox()), ImageType.GRAY);
            if (!isBlank(picture)) {
                recognizer.read(picture);
            }
        } catch (IllegalArgumentException | ArithmeticException | IllegalStateException | NullPointerException e) {
            pieces.note("Seite %d lässt sich nicht darstellen und wurde nicht gelesen.".formatted(number));
        }
    }

    /// 200 dpi, less for a page that would become too large a picture.
    private static float scale(PDRectangle box) {
        double points = Math.max(1, (double) box.getWidth() * box.getHeight());
        return (float) Math.min(DOTS_PER_INCH / POINTS_PER_INCH, Math.sqrt(Recognizer.MOST_PIXELS / points));
    }

    private static boolean isBlank(BufferedImage picture) {
        int first = picture.getRGB(0, 0);
        for (int y = 0; y < picture.getHeight(); y += 2) {
            for (int x = 0; x < picture.getWidth(); x += 2) {
                if (picture.getRGB(x, y) != first) {
                    return false;
                }
            }
        }
        return true;
    }
}
