// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.CreationHelper;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

class HiddenOfficeTextTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"FFFFFF", "ffffff"})
    void dropsWhiteRunsHoweverTheColourIsWritten(String white) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            var paragraph = document.createParagraph();
            paragraph.createRun().setText("Sichtbar");
            XWPFRun run = paragraph.createRun();
            run.setText("Weiß");
            run.setColor(white);
            document.write(bytes);
        }

        assertThat(ReadFiles.read(folder, "a.docx", bytes.toByteArray()).pieces())
                .extracting(Piece::text)
                .containsExactly("Sichtbar");
    }

    @Test
    void dropsHiddenWhiteAndDeletedRuns() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            var paragraph = document.createParagraph();
            paragraph.createRun().setText("Sichtbar");
            XWPFRun hidden = paragraph.createRun();
            hidden.setText("Verborgen");
            hidden.setVanish(true);
            XWPFRun white = paragraph.createRun();
            white.setText("Weiß");
            white.setColor("FFFFFF");
            var deleted = paragraph.getCTP().addNewDel();
            deleted.addNewR().addNewDelText().setStringValue("Gelöscht");
            document.write(bytes);
        }

        FileReading.Words read = read("a.docx", bytes.toByteArray());

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Sichtbar");
        assertThat(read.ending().notes())
                .anyMatch(note -> note.contains("„ausgeblendet“ formatierter Text (1"))
                .anyMatch(note -> note.contains("Farbe des Hintergrunds (1"))
                .anyMatch(note -> note.contains("Änderungsverfolgung (1"));
    }

    @Test
    void saysWhenItCouldNotTellWhatIsHidden() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFRun run = document.createParagraph().createRun();
            run.setText("Verborgen");
            run.setVanish(true);
            document.createParagraph().createRun().setText("Sichtbar");
            document.write(bytes);
        }

        FileReading.Words read = read("a.docx", with(bytes.toByteArray(), "word/comments.xml", "<w:comments><offen>"));

        assertThat(read.pieces()).extracting(Piece::text).contains("Sichtbar");
        assertThat(read.ending().notes())
                .anyMatch(note -> note.contains("kann mitgelesen"))
                .noneMatch(note -> note.contains("ausgelassen"));
    }

    private static byte[] with(byte[] zip, String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
            }
            out.putNextEntry(new ZipEntry(name));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void dropsHiddenSheetsRowsAndColumns() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet("Offen");
            for (int row = 0; row < 3; row++) {
                sheet.createRow(row).createCell(0).setCellValue("A" + row);
                sheet.getRow(row).createCell(1).setCellValue("B" + row);
                sheet.getRow(row).createCell(2).setCellValue("C" + row);
            }
            sheet.getRow(1).setZeroHeight(true);
            sheet.setColumnHidden(1, true);
            workbook.createSheet("Geheim").createRow(0).createCell(0).setCellValue("Verborgen");
            workbook.setSheetVisibility(1, SheetVisibility.VERY_HIDDEN);
            workbook.write(bytes);
        }

        FileReading.Words read = read("a.xlsx", bytes.toByteArray());

        assertThat(String.join("\n", read.pieces().stream().map(Piece::text).toList()))
                .contains("A0", "C0", "A2", "C2")
                .doesNotContain("B0", "A1", "Verborgen", "Geheim");
        assertThat(read.ending().notes()).hasSize(3);
    }

    /// People see their sign in the sheet, so they stay; but they are not the sheet's own words.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysOfCommentsInASheetWhatTheyAre(boolean old) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = old ? new HSSFWorkbook() : new XSSFWorkbook()) {
            Sheet sheet = workbook.createSheet("Plan");
            comment(sheet, 0, 0, "72 Euro", "noch prüfen");
            comment(sheet, 1, 0, "99 Euro", "nicht weitersagen");
            comment(sheet, 0, 3, "88 Euro", "nur intern");
            sheet.getRow(1).setZeroHeight(true);
            sheet.setColumnHidden(3, true);
            workbook.write(bytes);
        }

        FileReading.Words read = ReadFiles.read(folder, old ? "a.xls" : "a.xlsx", bytes.toByteArray());

        String text = read.pieces().stream().map(Piece::text).collect(Collectors.joining("\n"));
        assertThat(text)
                .contains("72 Euro")
                .containsPattern("Kommentar (?:Lang: )?noch prüfen")
                .doesNotContain("weitersagen", "intern", "99", "88");
        assertThat(read.ending().notes())
                .contains("Nicht sichtbarer Inhalt wurde ausgelassen: Kommentare (2 Stellen).");
    }

    private static void comment(Sheet sheet, int row, int column, String words, String remark) {
        Row cells = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        Cell cell = cells.createCell(column);
        cell.setCellValue(words);
        CreationHelper helper = sheet.getWorkbook().getCreationHelper();
        ClientAnchor anchor = helper.createClientAnchor();
        anchor.setRow1(row);
        anchor.setCol1(column);
        Comment comment = sheet.createDrawingPatriarch().createCellComment(anchor);
        comment.setAuthor("Lang");
        comment.setString(helper.createRichTextString(remark));
        cell.setCellComment(comment);
    }

    @Test
    void doesNotSpeakOfHiddenColumnsThatAreEmpty() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet("Plan");
            sheet.createRow(0).createCell(0).setCellValue("Sichtbar");
            sheet.getRow(0).createCell(1).setCellStyle(workbook.createCellStyle());
            sheet.setColumnHidden(1, true);
            sheet.createRow(1).setZeroHeight(true);
            workbook.write(bytes);
        }

        FileReading.Words read = read("a.xlsx", bytes.toByteArray());

        assertThat(read.pieces()).extracting(Piece::text).contains("Sichtbar");
        assertThat(read.ending().notes()).isEmpty();
    }

    @Test
    void dropsWhatAStyleHides() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            document.createStyles().addStyle(style("Intern", ""));
            document.getStyles().addStyle(style("Abgeleitet", "Intern"));
            document.createParagraph().createRun().setText("Sichtbar");
            for (String style : List.of("Intern", "Abgeleitet")) {
                var paragraph = document.createParagraph();
                paragraph.setStyle(style);
                paragraph.createRun().setText("Verborgen");
                XWPFRun shown = paragraph.createRun();
                shown.setText("Doch sichtbar");
                shown.setVanish(false);
            }
            document.write(bytes);
        }

        FileReading.Words read = read("a.docx", bytes.toByteArray());

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Sichtbar", "Doch sichtbar", "Doch sichtbar");
        assertThat(read.ending().notes()).singleElement().asString().contains("formatierter Text (2");
    }

    /// A style that hides: made from another one, or by itself.
    private static XWPFStyle style(String name, String base) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId(name);
        style.setType(STStyleType.PARAGRAPH);
        style.addNewName().setVal(name);
        if (base.isEmpty()) {
            style.addNewRPr().addNewVanish();
        } else {
            style.addNewBasedOn().setVal(base);
        }
        return new XWPFStyle(style);
    }

    @Test
    void keepsThePageNumbersOfATableOfContents() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFRun run = document.createParagraph().createRun();
            run.setText("Seite 7");
            run.getCTR().addNewRPr().addNewWebHidden();
            document.write(bytes);
        }

        assertThat(read("a.docx", bytes.toByteArray()).pieces())
                .extracting(Piece::text)
                .containsExactly("Seite 7");
    }

    @Test
    void dropsHiddenSlides() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText("Sichtbar");
            var hidden = show.createSlide();
            hidden.createTextBox().setText("Verborgen");
            hidden.setHidden(true);
            show.write(bytes);
        }

        FileReading.Words read = read("a.pptx", bytes.toByteArray());

        assertThat(read.pieces()).extracting(Piece::text).contains("Sichtbar").doesNotContain("Verborgen");
        assertThat(read.ending().notes()).anyMatch(note -> note.contains("ausgeblendete Folien (1"));
    }

    @Test
    void dropsWhatAnOpenDocumentHides() throws Exception {
        String styles = hides("text", "H");
        String body = "<office:text><text:tracked-changes><text:changed-region><text:deletion>"
                + "<text:p>Gelöscht</text:p></text:deletion></text:changed-region></text:tracked-changes>"
                + "<text:p>Sichtbar<text:span text:style-name='H'>Verborgen</text:span></text:p>"
                + "<text:section text:name='a' text:display='none'><text:p>Abschnitt</text:p></text:section></office:text>";

        for (FileReading.Words read : List.of(
                read("a.odt", OpenDocuments.zipped("text", styles, body)),
                read("a.fodt", OpenDocuments.flat("text", styles, body)))) {
            assertThat(read.pieces()).extracting(Piece::text).containsExactly("Sichtbar");
            assertThat(read.ending().notes()).hasSize(3);
        }
    }

    @Test
    void dropsWhatACommonStyleOfAnOpenDocumentHides() throws Exception {
        String child = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='H'/>";
        String body = "<office:text><text:p>Sichtbar</text:p><text:p text:style-name='H'>Verborgen</text:p>"
                + "<text:p text:style-name='P1'>Auch verborgen</text:p></office:text>";

        FileReading.Words read = read("a.odt", OpenDocuments.zipped("text", child, hides("paragraph", "H"), body));

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Sichtbar");
        assertThat(read.ending().notes()).hasSize(1);
    }

    @Test
    void dropsHiddenRowsOfAFlatSheet() throws Exception {
        String body = "<office:spreadsheet><table:table table:name='Plan'>"
                + "<table:table-row><table:table-cell><text:p>Sichtbar</text:p></table:table-cell></table:table-row>"
                + "<table:table-row table:visibility='collapse'><table:table-cell><text:p>Verborgen</text:p>"
                + "</table:table-cell></table:table-row></table:table></office:spreadsheet>";

        FileReading.Words read = read("a.fods", OpenDocuments.flat("spreadsheet", "", body));

        assertThat(read.pieces()).extracting(Piece::text).contains("Sichtbar").doesNotContain("Verborgen");
        assertThat(read.pieces())
                .anySatisfy(piece -> assertThat(piece.place().sheet()).isEqualTo("Plan"));
        assertThat(read.ending().notes()).anyMatch(note -> note.contains("ausgeblendete Zeilen (1"));
    }

    private static String hides(String family, String name) {
        return "<style:style style:name='" + name + "' style:family='" + family + "'>"
                + "<style:text-properties text:display='none'/></style:style>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='color:red; display: none'>Verborgen</p>",
                "<div hidden><p>Verborgen</p></div>",
                "<p>x<span style='font-size:0px'>Verborgen</span></p>",
                "<p style='visibility:hidden'>Verborgen</p>",
                "<!-- Verborgen -->"
            })
    void dropsWhatAPageHides(String markup) throws Exception {
        FileReading.Words read = read("a.html", page(markup));

        assertThat(String.join(" ", read.pieces().stream().map(Piece::text).toList()))
                .contains("Sichtbar")
                .doesNotContain("Verborgen");
    }

    @Test
    void keepsWhatAPageHidesFromReadersAloudOnly() throws Exception {
        assertThat(read("a.html", page("<p aria-hidden='true'>Auch das</p>")).pieces())
                .extracting(Piece::text)
                .contains("Auch das");
    }

    @Test
    void repeatsCellsThatSpanRowsAndColumns() throws Exception {
        FileReading.Words read = read(
                "a.html",
                page("<table><tr><th>Ort</th><th>Art</th><th>Euro</th></tr>"
                        + "<tr><td rowspan=2>Wald</td><td>Urne</td><td>500</td></tr>"
                        + "<tr><td colspan=2>nach Aufwand</td></tr></table>"));

        assertThat(read.pieces())
                .extracting(Piece::text)
                .contains("Ort\tArt\tEuro", "Wald\tUrne\t500", "Wald\tnach Aufwand\tnach Aufwand");
    }

    private static byte[] page(String markup) {
        return ("<html><head><meta charset='utf-8'></head><body><p>Sichtbar</p>" + markup + "</body></html>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private FileReading.Words read(String name, byte[] bytes) throws Exception {
        return ReadFiles.read(folder, name, bytes);
    }
}
