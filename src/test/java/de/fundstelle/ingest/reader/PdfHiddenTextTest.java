// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PdfHiddenTextTest {

    private final DrawnPdf pdf = new DrawnPdf();

    @AfterEach
    void close() throws IOException {
        pdf.close();
    }

    @Test
    void dropsWhiteWordsOnWhitePaperAndSaysSo() throws Exception {
        pdf.page(content -> {
            seen(content);
            content.setNonStrokingColor(Color.WHITE);
            DrawnPdf.text(content, 60, 600, "Verborgen");
        });

        Pieces pieces = pdf.read();

        assertThat(pieces.all()).extracting(Piece::text).containsExactly("Sichtbar");
        assertThat(pieces.notes())
                .containsExactly(
                        "Nicht sichtbarer Inhalt wurde ausgelassen: Schrift in der Farbe des Hintergrunds (9 Zeichen).");
    }

    @Test
    void keepsWhiteWordsOnADarkGround() throws Exception {
        pdf.page(content -> {
            content.setNonStrokingColor(Color.BLUE);
            content.addRect(50, 590, 200, 30);
            content.fill();
            content.setNonStrokingColor(Color.WHITE);
            DrawnPdf.text(content, 60, 600, "Tabellenkopf");
        });

        assertThat(pdf.texts()).containsExactly("Tabellenkopf");
    }

    @Test
    void keepsWhiteWordsOnAPicture() throws Exception {
        pdf.page(content -> {
            var picture = LosslessFactory.createFromImage(
                    pdf.document(), new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB));
            content.drawImage(picture, 50, 590, 200, 30);
            content.setNonStrokingColor(Color.WHITE);
            DrawnPdf.text(content, 60, 600, "Titelbild");
        });

        assertThat(pdf.texts()).containsExactly("Titelbild");
    }

    @Test
    void dropsBlackWordsOnBlack() throws Exception {
        pdf.page(content -> {
            seen(content);
            content.addRect(50, 590, 200, 30);
            content.fill();
            DrawnPdf.text(content, 60, 600, "Verborgen");
        });

        assertThat(pdf.texts()).containsExactly("Sichtbar");
    }

    @Test
    void dropsWordsThatWereBlackenedAfterwards() throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, 60, 700, "Frau");
            DrawnPdf.text(content, 100, 700, "Geheim");
            content.addRect(95, 695, 60, 20);
            content.fill();
        });

        Pieces pieces = pdf.read();

        assertThat(pieces.all()).extracting(Piece::text).containsExactly("Frau");
        assertThat(pieces.notes()).anyMatch(note -> note.contains("überdeckte Schrift (6 Zeichen)"));
    }

    @Test
    void keepsWordsUnderATransparentMarker() throws Exception {
        pdf.page(content -> {
            DrawnPdf.text(content, 60, 700, "Markiert");
            PDExtendedGraphicsState half = new PDExtendedGraphicsState();
            half.setNonStrokingAlphaConstant(0.4f);
            content.setGraphicsStateParameters(half);
            content.setNonStrokingColor(Color.YELLOW);
            content.addRect(50, 690, 100, 30);
            content.fill();
        });

        assertThat(pdf.texts()).containsExactly("Markiert");
    }

    @Test
    void dropsTinyWords() throws Exception {
        pdf.page(content -> {
            seen(content);
            DrawnPdf.text(content, DrawnPdf.PLAIN, 0.5f, 60, 600, "Verborgen");
        });

        assertThat(pdf.texts()).containsExactly("Sichtbar");
    }

    @Test
    void dropsWordsBesideThePageAndOutsideOfTheCropBox() throws Exception {
        pdf.page(content -> {
            seen(content);
            DrawnPdf.text(content, 900, 600, "Daneben");
            DrawnPdf.text(content, 60, 100, "Abgeschnitten");
        });
        pdf.document().getPage(0).setCropBox(new PDRectangle(0, 200, 595, 600));

        assertThat(pdf.texts()).containsExactly("Sichtbar");
    }

    @Test
    void dropsWordsThatAreClippedAway() throws Exception {
        pdf.page(content -> {
            seen(content);
            content.saveGraphicsState();
            content.addRect(300, 300, 50, 50);
            content.clip();
            DrawnPdf.text(content, 60, 600, "Verborgen");
            content.restoreGraphicsState();
        });

        assertThat(pdf.texts()).containsExactly("Sichtbar");
    }

    @Test
    void dropsInvisibleWordsWhereThereIsNoScan() throws Exception {
        pdf.page(content -> {
            seen(content);
            invisible(content);
        });

        assertThat(pdf.texts()).containsExactly("Sichtbar");
    }

    @Test
    void keepsTheInvisibleTextLayerOfAScan() throws Exception {
        pdf.page(content -> {
            invisible(content);
            var picture = LosslessFactory.createFromImage(
                    pdf.document(), new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB));
            content.drawImage(picture, 0, 0, 595, 842);
        });

        Pieces pieces = pdf.read();

        assertThat(pieces.all()).extracting(Piece::text).containsExactly("Textebene");
        assertThat(pieces.notes()).anyMatch(note -> note.contains("unsichtbare Textebene"));
    }

    @Test
    void dropsWordsOnALayerThatIsOff() throws Exception {
        PDOptionalContentGroup off = new PDOptionalContentGroup("Aus");
        PDOptionalContentGroup on = new PDOptionalContentGroup("An");
        PDOptionalContentProperties layers = new PDOptionalContentProperties();
        layers.addGroup(off);
        layers.addGroup(on);
        layers.setGroupEnabled(off, false);
        pdf.document().getDocumentCatalog().setOCProperties(layers);
        pdf.page(content -> {
            content.beginMarkedContent(COSName.OC, on);
            seen(content);
            content.endMarkedContent();
            content.beginMarkedContent(COSName.OC, off);
            DrawnPdf.text(content, 60, 600, "Verborgen");
            content.endMarkedContent();
        });

        assertThat(pdf.texts()).containsExactly("Sichtbar");
    }

    private static void seen(PDPageContentStream content) throws IOException {
        DrawnPdf.text(content, 60, 700, "Sichtbar");
    }

    private static void invisible(PDPageContentStream content) throws IOException {
        content.setRenderingMode(RenderingMode.NEITHER);
        DrawnPdf.text(content, 60, 600, "Textebene");
        content.setRenderingMode(RenderingMode.FILL);
    }
}
