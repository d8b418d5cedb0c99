// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Block;
import de.fundstelle.ingest.Extraction.Extracted;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.reader.ReadRequest.Unpacking;
import de.fundstelle.ingest.reader.RecognizedPage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fee tables on pages that are only a picture, lying a little askew, are rows like those of any other table.
@Tag("machine")
@Timeout(120)
class ScannedTableTest {

    private static final long MEGABYTE = 1 << 20;
    private static final double ASKEW = Math.toRadians(0.4);
    private static final float DOTS_PER_INCH = 300;
    private static final List<List<String>> FEES = List.of(
            List.of("Nr.", "Gegenstand der Leistung", "Betrag"),
            List.of("1", "Beglaubigung einer Unterschrift", "5,00 Euro"),
            List.of("2", "Auskunft aus dem Register der Gemeinde", "12,50 Euro"),
            List.of("3", "Ersatz einer Hundemarke", "3,00 Euro"),
            List.of("4", "Verleih eines Zeltes je angefangenen Tag", "75,00 Euro"));

    @TempDir
    private Path folder;

    private final PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

    @Test
    void readsATableByItsLinesAlsoWhereARowHasTwo() throws Exception {
        byte[] scan = scan(content -> {
            table(content, 650, 36);
            show(content, 105, 650 - 2 * 36 - 13, "das bei uns geführt wird");
            for (int i = 0; i <= FEES.size(); i++) {
                line(content, 55, 668 - i * 36, 480, 668 - i * 36);
            }
            for (int x : new int[] {55, 95, 395, 480}) {
                line(content, x, 668, x, 668 - FEES.size() * 36);
            }
        });

        assertThat(table(scan))
                .containsExactly(
                        "TABLE_HEADER Nr.\tGegenstand der Leistung\tBetrag",
                        "TABLE_ROW 1\tBeglaubigung einer Unterschrift\t5,00 Euro",
                        "TABLE_ROW 2\tAuskunft aus dem Register der Gemeinde das bei uns geführt wird\t12,50 Euro",
                        "TABLE_ROW 3\tErsatz einer Hundemarke\t3,00 Euro",
                        "TABLE_ROW 4\tVerleih eines Zeltes je angefangenen Tag\t75,00 Euro");
    }

    @Test
    void readsATableWithoutLinesByTheWhiteBetweenItsColumns() throws Exception {
        byte[] scan = scan(content -> table(content, 650, 20));

        assertThat(table(scan))
                .contains("TABLE_HEADER Nr.\tGegenstand der Leistung\tBetrag")
                .contains("TABLE_ROW 2\tAuskunft aus dem Register der Gemeinde\t12,50 Euro")
                .hasSize(FEES.size());
    }

    @Test
    void readsAScanThatThePostRoomHasStamped() throws Exception {
        byte[] scan = scan(content -> table(content, 650, 20));
        ByteArrayOutputStream stamped = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(scan)) {
            PDPage page = document.getPage(0);
            try (PDPageContentStream content =
                    new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
                show(content, 60, 810, "Eingang 12.03.2024 Stadt Musterstadt, Anlage 2 zur Vorlage 123/2024");
            }
            document.save(stamped);
        }

        assertThat(table(stamped.toByteArray()))
                .contains("TABLE_ROW 2\tAuskunft aus dem Register der Gemeinde\t12,50 Euro");
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 180, 270})
    void readsAPageThatLiesOnItsSideOrUpsideDown(int degrees) throws Exception {
        byte[] scan = scan(content -> table(content, 650, 20));
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(scan)) {
            document.getPage(0).setRotation(degrees);
            document.save(turned);
        }

        assertThat(table(turned.toByteArray()))
                .contains("TABLE_ROW 2\tAuskunft aus dem Register der Gemeinde\t12,50 Euro");
    }

    private interface Drawing {
        void draw(PDPageContentStream content) throws IOException;
    }

    private void table(PDPageContentStream content, float top, float pitch) throws IOException {
        show(content, 60, 750, "§ 3 Gebühren");
        show(content, 60, 720, "Die Stadt Musterstadt erhebt für ihre Leistungen die folgenden Gebühren, die sofort");
        show(
                content,
                60,
                706,
                "fällig werden und an der Kasse des Rathauses zu zahlen sind, auch in kleinen Beträgen.");
        for (int i = 0; i < FEES.size(); i++) {
            show(content, 60, top - i * pitch, FEES.get(i).get(0));
            show(content, 105, top - i * pitch, FEES.get(i).get(1));
            show(content, 405, top - i * pitch, FEES.get(i).get(2));
        }
    }

    private void show(PDPageContentStream content, float x, float y, String words) throws IOException {
        content.beginText();
        content.setFont(font, 11);
        content.newLineAtOffset(x, y);
        content.showText(words);
        content.endText();
    }

    private static void line(PDPageContentStream content, float x, float y, float toX, float toY) throws IOException {
        content.moveTo(x, y);
        content.lineTo(toX, toY);
        content.stroke();
    }

    /// A PDF that holds only the picture of a page, turned a little.
    private static byte[] scan(Drawing drawing) throws IOException {
        try (PDDocument drawn = new PDDocument();
                PDDocument scan = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            drawn.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(drawn, page)) {
                drawing.draw(content);
            }
            BufferedImage picture = turned(new PDFRenderer(drawn).renderImageWithDPI(0, DOTS_PER_INCH, ImageType.GRAY));
            PDPage scanned = new PDPage(PDRectangle.A4);
            scan.addPage(scanned);
            try (PDPageContentStream content = new PDPageContentStream(scan, scanned)) {
                content.drawImage(
                        LosslessFactory.createFromImage(scan, picture),
                        0,
                        0,
                        PDRectangle.A4.getWidth(),
                        PDRectangle.A4.getHeight());
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            scan.save(out);
            return out.toByteArray();
        }
    }

    private static BufferedImage turned(BufferedImage picture) {
        BufferedImage turned = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = turned.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, turned.getWidth(), turned.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.rotate(ASKEW, turned.getWidth() / 2.0, turned.getHeight() / 2.0);
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return turned;
    }

    /// The rows that are read once the page was recognized, each behind its kind.
    private List<String> table(byte[] scan) throws Exception {
        Path file = Files.write(folder.resolve("scan.pdf"), scan);
        Settings.Ocr ocr = new Settings.Ocr(true, List.of("deu"), 5);
        Settings.Ingest settings = new Settings.Ingest(10 * MEGABYTE, 1, 512 * MEGABYTE, Duration.ofSeconds(60), ocr);
        try (Extractor extractor =
                new Extractor(settings, folder.resolve("tmp"), new Originals(folder.resolve("originals")))) {
            RecognizedPage page = extractor.recognize(file, 1).orElseThrow();
            String pages = new JsonMapper().writeValueAsString(List.of(page));
            Extracted read = (Extracted)
                    extractor.extract(file, new Known("scan.pdf", pages, new Unpacking(false, 1, 1, MEGABYTE)));
            return read.text().blocks().stream()
                    .filter(block -> block.kind() == Block.Kind.TABLE_ROW || block.kind() == Block.Kind.TABLE_HEADER)
                    .map(block -> block.kind() + " " + read.text().of(block))
                    .toList();
        }
    }
}
