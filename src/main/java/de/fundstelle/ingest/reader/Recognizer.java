// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Reads one page that is only a picture: of a PDF, or of a picture file.
final class Recognizer {

    /// A0 at 100 dpi; larger pictures are made smaller, and never decoded whole if their format allows.
    static final long MOST_PIXELS = 30_000_000;

    private static final float DOTS_PER_INCH = 300;
    private static final float POINTS_PER_INCH = 72;

    private final Tesseract tesseract;

    Recognizer(Tesseract tesseract) {
        this.tesseract = tesseract;
    }

    /// What stands on a page of a PDF; one that failed if it cannot be shown.
    RecognizedPage pdf(Path file, int number, List<String> languages) throws IOException {
        Optional<Rendered> shown = rendered(file, number);
        if (shown.isEmpty()) {
            return RecognizedPage.failed(number);
        }
        return isBlank(shown.get().picture())
                ? RecognizedPage.empty(number)
                : tesseract.read(shown.get().picture(), number, shown.get().dotsPerInch(), languages);
    }

    private record Rendered(BufferedImage picture, float dotsPerInch) {}

    private static Optional<Rendered> rendered(Path file, int number) {
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            float scale = scale(document.getPage(number - 1).getCropBox());
            return Optional.of(
                    new Rendered(renderer.renderImage(number - 1, scale, ImageType.GRAY), scale * POINTS_PER_INCH));
        } catch (IOException
                | IllegalArgumentException
                | ArithmeticException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException e) {
            // A drawing that PDFBox cannot follow is a failure of one page, not of ours.
            return Optional.empty();
        }
    }

    /// What stands on a page of a picture file.
    RecognizedPage picture(Path file, int number, List<String> languages) throws IOException {
        BufferedImage picture = Pictures.page(file, number);
        return tesseract.read(grey(picture), number, dotsPerInch(picture), languages);
    }

    /// Pictures rarely state a true resolution; a page of text is taken for A4.
    private static float dotsPerInch(BufferedImage picture) {
        double shortSide = Math.min(picture.getWidth(), picture.getHeight());
        return (float) Math.clamp(shortSide / 8.27, 70, DOTS_PER_INCH * 2);
    }

    /// 300 dpi, less for a page that would become too large a picture.
    private static float scale(PDRectangle box) {
        double points = Math.max(1, (double) box.getWidth() * box.getHeight());
        return (float) Math.min(DOTS_PER_INCH / POINTS_PER_INCH, Math.sqrt(MOST_PIXELS / points));
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

    private static BufferedImage grey(BufferedImage picture) {
        BufferedImage grey = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setColor(java.awt.Color.WHITE);
            graphics.fillRect(0, 0, grey.getWidth(), grey.getHeight());
            graphics.drawImage(picture, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        return grey;
    }
}
