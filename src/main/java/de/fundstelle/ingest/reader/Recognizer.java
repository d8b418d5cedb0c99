// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;

/// Reads the pictures of one file, within the pages and the time that it may take.
final class Recognizer {

    /// A0 at 100 dpi; larger pictures are made smaller, and never decoded whole if their format allows.
    static final long MOST_PIXELS = 30_000_000;

    private final Tesseract tesseract;
    private final ReadRequest.Recognition settings;
    private final Pieces pieces;
    private final long deadline;
    private int pages;

    Recognizer(Tesseract tesseract, ReadRequest.Recognition settings, Pieces pieces) {
        this.tesseract = tesseract;
        this.settings = settings;
        this.pieces = pieces;
        this.deadline =
                System.nanoTime() + Duration.ofSeconds(settings.seconds()).toNanos();
    }

    boolean available() {
        return !settings.languages().isEmpty() && tesseract.reads(settings.languages());
    }

    /// Whether one more picture may be read; if not, a note says so.
    boolean mayReadMore() {
        if (!available()) {
            return false;
        }
        if (pages >= settings.maxPages() || System.nanoTime() > deadline) {
            pieces.note(
                    "Die Datei enthält viele Seiten ohne Text: nur die ersten %d davon wurden durch Texterkennung gelesen."
                            .formatted(pages));
            return false;
        }
        return true;
    }

    /// Adds what stands in the picture.
    void read(BufferedImage picture) throws IOException {
        pages++;
        pieces.pulse();
        PlainText.read(tesseract.read(grey(picture), settings.languages()), pieces);
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
