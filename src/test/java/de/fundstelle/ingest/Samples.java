// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/// Small documents of many formats, and a few that were made to do harm.
public final class Samples {

    private static final String OFFICE = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
            + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
            + " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
            + " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'";

    private Samples() {}

    static byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            CTStyle heading = CTStyle.Factory.newInstance();
            heading.setStyleId("Heading1");
            heading.addNewName().setVal("heading 1");
            document.createStyles().addStyle(new XWPFStyle(heading));
            XWPFParagraph title = document.createParagraph();
            title.setStyle("Heading1");
            title.createRun().setText("Hundesteuersatzung");
            document.createParagraph().createRun().setText("Die Steuer wird erhoben.");
            document.createParagraph().createRun().setText("§ 2 Höhe");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Hund");
            table.getRow(0).getCell(1).setText("Betrag");
            table.getRow(1).getCell(0).setText("erster Hund");
            table.getRow(1).getCell(1).setText("60 Euro");
            return bytes(document::write);
        }
    }

    static byte[] hugeDocx() throws IOException {
        String paragraph = "<w:p><w:r><w:t>Wort</w:t></w:r></w:p>";
        String document = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
                + paragraph.repeat(600_000) + "</w:body></w:document>";
        String types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                + "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                + "<Override PartName='/word/document.xml' ContentType="
                + "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
        String relations = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                + "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
                + " Target='word/document.xml'/></Relationships>";
        return zip(
                "[Content_Types].xml", types.getBytes(UTF_8),
                "_rels/.rels", relations.getBytes(UTF_8),
                "word/document.xml", document.getBytes(UTF_8));
    }

    static byte[] xlsx() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet("Haushalt 2025");
            sheet.createRow(0).createCell(0).setCellValue("Posten");
            sheet.getRow(0).createCell(1).setCellValue("Betrag");
            sheet.createRow(1).createCell(0).setCellValue("Schulen");
            sheet.getRow(1).createCell(1).setCellValue(1200);
            return bytes(workbook::write);
        }
    }

    static byte[] encryptedXlsx() throws Exception {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("geheim");
            try (OutputStream out = encryptor.getDataStream(container)) {
                out.write(xlsx());
            }
            return bytes(container::writeFilesystem);
        }
    }

    static byte[] pptx() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText("Erste Folie");
            show.createSlide().createTextBox().setText("Zweite Folie");
            return bytes(show::write);
        }
    }

    static byte[] odt() throws IOException {
        return openDocument(
                "text",
                "<office:text><text:h text:outline-level='1'>Überschrift</text:h>"
                        + "<text:p>Grüße aus dem Amt</text:p></office:text>");
    }

    static byte[] ods() throws IOException {
        return openDocument(
                "spreadsheet",
                "<office:spreadsheet><table:table table:name='Plan'><table:table-row>"
                        + "<table:table-cell><text:p>Bauhof</text:p></table:table-cell>"
                        + "<table:table-cell><text:p>900</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>");
    }

    static byte[] odp() throws IOException {
        return openDocument(
                "presentation",
                "<office:presentation><draw:page><text:p>Ziele</text:p><text:p>Mehr Bänke</text:p>"
                        + "</draw:page><draw:page><text:p>Kosten</text:p></draw:page></office:presentation>");
    }

    static byte[] pdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            page(
                    document,
                    List.of("Satzung der Stadt"),
                    List.of(
                            "§ 1 Steuergegenstand",
                            "Gegenstand der Steuer ist das Halten von Hunden, genauer gesagt die Hunde-",
                            "haltung im Stadtgebiet durch natürliche Personen."));
            page(
                    document,
                    List.of(),
                    List.of("§ 2", "Haftung", "Mehrere Halter haften als Gesamtschuldner für die ganze Steuer."));
            page(
                    document,
                    List.of(),
                    List.of("§ 3 Inkrafttreten", "Diese Satzung tritt am Tag nach ihrer Bekanntmachung in Kraft."));
            return bytes(document::save);
        }
    }

    static byte[] encryptedPdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            page(document, List.of(), List.of("Geheim"));
            document.protect(new StandardProtectionPolicy("besitzer", "leser", new AccessPermission()));
            return bytes(document::save);
        }
    }

    public static byte[] scannedPdf(String words) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(LosslessFactory.createFromImage(document, image(words)), 50, 500, 400, 150);
            }
            return bytes(document::save);
        }
    }

    /// A form that contains itself twice: following it never ends.
    static byte[] endlessPdf() {
        return """
                %PDF-1.7
                1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
                2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
                3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>> endobj
                4 0 obj <</Length 35>> stream
                /F Do /F Do /F Do /F Do /F Do /F Do
                endstream endobj
                5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>> stream
                /F Do /F Do
                endstream endobj
                trailer <</Size 6/Root 1 0 R>>
                %%EOF
                """.getBytes(ISO_8859_1);
    }

    static byte[] eml() {
        return """
                From: Erika Muster <erika@example.org>
                To: amt@example.org
                Subject: =?utf-8?Q?M=C3=BCllgeb=C3=BChr?=
                Date: Mon, 3 Mar 2025 10:00:00 +0100
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="grenze"

                --grenze
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                Wann ist die Geb=FChr f=E4llig?
                --grenze
                Content-Type: text/plain; name="anlage.txt"
                Content-Disposition: attachment; filename="anlage.txt"

                Inhalt der Anlage
                --grenze--
                """.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    static byte[] picture(String words) throws IOException {
        BufferedImage image = image(words);
        return bytes(out -> ImageIO.write(image, "png", out));
    }

    static byte[] elf() {
        byte[] program = new byte[512];
        byte[] head = {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x3E, 0, 1, 0, 0, 0};
        System.arraycopy(head, 0, program, 0, head.length);
        return program;
    }

    static byte[] noise() {
        byte[] noise = new byte[5_000];
        new Random(7).nextBytes(noise);
        return noise;
    }

    static byte[] encryptedZip() throws IOException {
        byte[] zip = zip("geheim.txt", "Geheimer Text".getBytes(UTF_8));
        // The lowest bit of the flags, before the file and in the list of contents, says "encrypted".
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 3 && zip[i + 3] == 4) {
                zip[i + 6] |= 1;
            } else if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                zip[i + 8] |= 1;
            }
        }
        return zip;
    }

    /// An archive.
    ///
    /// @param entries names and bytes in turn
    public static byte[] zip(Object... entries) throws IOException {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < entries.length; i += 2) {
                    zip.putNextEntry(new ZipEntry((String) entries[i]));
                    Object content = entries[i + 1];
                    zip.write(content instanceof String text ? text.getBytes(UTF_8) : (byte[]) content);
                    zip.closeEntry();
                }
            }
        });
    }

    private static byte[] openDocument(String kind, String body) throws IOException {
        String type = "application/vnd.oasis.opendocument." + kind;
        String content = "<office:document-content " + OFFICE + "><office:body>" + body
                + "</office:body></office:document-content>";
        String manifest = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
                + "<m:file-entry m:full-path='/' m:media-type='" + type + "'/></m:manifest>";
        return zip(
                "mimetype", type.getBytes(UTF_8),
                "META-INF/manifest.xml", manifest.getBytes(UTF_8),
                "content.xml", content.getBytes(UTF_8));
    }

    private static void page(PDDocument document, List<String> titles, List<String> lines) throws IOException {
        PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            float y = line(content, font, 11, "Amtliche Fassung", 800) - 20;
            for (String title : titles) {
                y = line(content, font, 20, title, y) - 20;
            }
            for (String text : lines) {
                y = line(content, font, 11, text, y);
            }
        }
    }

    private static float line(PDPageContentStream content, PDType1Font font, float size, String text, float y)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(60, y);
        content.showText(text);
        content.endText();
        return y - 14;
    }

    private static BufferedImage image(String words) {
        BufferedImage image = new BufferedImage(800, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 800, 300);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 60));
        graphics.drawString(words, 60, 160);
        graphics.dispose();
        return image;
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        return out.toByteArray();
    }
}
