// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/// Two documents: one with text, one that is only the picture of a page.
final class SampleFiles {

    private static final int DOTS_PER_INCH = 200;

    private static final List<String> SCAN = List.of(
            "Gebührenordnung",
            "für den Wochenmarkt in Musterstadt",
            "",
            "§ 1 Standgeld",
            "Das Standgeld für einen Stand auf dem Wochenmarkt",
            "beträgt 12 Euro je Meter und Tag.",
            "Es wird im Voraus erhoben.");

    private SampleFiles() {}

    static byte[] text() {
        return """
                Satzung über die Erhebung der Hundesteuer

                § 1 Steuergegenstand
                Der Hundesteuer unterliegt das Halten von Hunden im Stadtgebiet.

                § 2 Höhe der Steuer
                Die Hundesteuer beträgt für den ersten Hund 60 Euro im Jahr, für jeden weiteren Hund 90 Euro im Jahr.
                """.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] scannedPage() throws IOException {
        BufferedImage picture = picture();
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        LosslessFactory.createFromImage(document, picture),
                        0,
                        0,
                        PDRectangle.A4.getWidth(),
                        PDRectangle.A4.getHeight());
            }
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static BufferedImage picture() {
        int width = Math.round(PDRectangle.A4.getWidth() / 72 * DOTS_PER_INCH);
        int height = Math.round(PDRectangle.A4.getHeight() / 72 * DOTS_PER_INCH);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 40));
        int line = 250;
        for (String text : SCAN) {
            graphics.drawString(text, 200, line);
            line += 70;
        }
        graphics.dispose();
        return picture;
    }
}
