// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

    /// Pages that lie upright are seldom below 70 of 100, those that do not seldom above 50.
    private static final int DOUBTFUL = 65;

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
                : read(shown.get().picture(), number, shown.get().dotsPerInch(), languages);
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
        return read(grey(picture), number, dotsPerInch(picture), languages);
    }

    /// A page that lies on its side or upside down makes no sense as it is; it is read once more, turned.
    private RecognizedPage read(BufferedImage picture, int number, float dotsPerInch, List<String> languages)
            throws IOException {
        long end = System.nanoTime() + Tesseract.PAGE_LIMIT.toNanos();
        Tesseract.Reading first = tesseract.read(picture, number, dotsPerInch, languages, Tesseract.PAGE_LIMIT);
        boolean doubtful = first.sideways() || first.page().confidence() < DOUBTFUL;
        if (first.page().failed() || !doubtful) {
            return first.page();
        }
        // A page that took long keeps what was read: looking once more must not run into the limit of silence.
        boolean late =
                end - System.nanoTime() < Tesseract.TURN_LIMIT.multipliedBy(2).toNanos();
        int quarters = late ? 0 : tesseract.quarters(picture, dotsPerInch);
        if (quarters == 0) {
            return first.page();
        }
        Duration left = Duration.ofNanos(end - System.nanoTime());
        Tesseract.Reading second = tesseract.read(turned(picture, quarters), number, dotsPerInch, languages, left);
        boolean upright = first.sideways() && !second.sideways();
        boolean better = upright || second.page().confidence() > first.page().confidence();
        return better && !second.page().failed() ? second.page() : first.page();
    }

    /// @param quarters clockwise
    private static BufferedImage turned(BufferedImage picture, int quarters) {
        boolean sideways = quarters % 2 == 1;
        int width = sideways ? picture.getHeight() : picture.getWidth();
        int height = sideways ? picture.getWidth() : picture.getHeight();
        BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = turned.createGraphics();
        try {
            graphics.translate(width / 2.0, height / 2.0);
            graphics.rotate(quarters * Math.PI / 2);
            graphics.translate(-picture.getWidth() / 2.0, -picture.getHeight() / 2.0);
            graphics.drawImage(picture, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        return turned;
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
