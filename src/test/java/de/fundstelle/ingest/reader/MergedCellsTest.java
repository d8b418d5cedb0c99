// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.document.Block;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STMerge;

/// One table of fees in the formats that offices use: names of columns over two rows, a kind of grave over two rows.
class MergedCellsTest {

    private static final List<String> ROWS =
            List.of("# Grabart\tGebühr / voll\tGebühr / ermäßigt", "Wald\t500\t250", "Wald\t700\t350", "Urne\t90\t90");

    @TempDir
    private Path folder;

    @Test
    void fillsColumnsAndRowsOfATextDocument() throws Exception {
        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.docx", docx()))).isEqualTo(ROWS);
    }

    private static byte[] docx() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFTable table = document.createTable(5, 3);
            texts(table, 0, "Grabart", "Gebühr", "weg");
            texts(table, 1, "", "voll", "ermäßigt");
            texts(table, 2, "Wald", "500", "250");
            texts(table, 3, "", "700", "350");
            texts(table, 4, "Urne", "90", "weg");
            down(table, 0, 0, 1);
            down(table, 0, 2, 3);
            across(table, 0, 1);
            across(table, 4, 1);
            document.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static void texts(XWPFTable table, int row, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            table.getRow(row).getCell(i).setText(texts[i]);
        }
    }

    private static void down(XWPFTable table, int column, int from, int to) {
        for (int row = from; row <= to; row++) {
            XWPFTableCell cell = table.getRow(row).getCell(column);
            var merge = (cell.getCTTc().isSetTcPr()
                            ? cell.getCTTc().getTcPr()
                            : cell.getCTTc().addNewTcPr())
                    .addNewVMerge();
            if (row == from) {
                merge.setVal(STMerge.RESTART);
            }
        }
    }

    private static void across(XWPFTable table, int row, int column) {
        var cell = table.getRow(row).getCell(column).getCTTc();
        (cell.isSetTcPr() ? cell.getTcPr() : cell.addNewTcPr()).addNewGridSpan().setVal(BigInteger.TWO);
        table.getRow(row).getCtRow().removeTc(column + 1);
    }

    @Test
    void knowsTheRowThatATextDocumentRepeatsOnEachPage() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFTable table = document.createTable(2, 2);
            texts(table, 0, "1.", "2.");
            texts(table, 1, "Wald", "500");
            table.getRow(0).setRepeatHeader(true);
            document.write(bytes);
        }

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.docx", bytes.toByteArray())))
                .containsExactly("# 1.\t2.", "Wald\t500");
    }

    @Test
    void fillsColumnsAndRowsOfAWorkbook() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet("Gebühren");
            cells(sheet, 0, "Gebührenverzeichnis");
            cells(sheet, 1, "Grabart", "Gebühr");
            cells(sheet, 2, "", "voll", "ermäßigt");
            cells(sheet, 3, "Wald", 500, 250);
            cells(sheet, 4, "", 700, 350);
            cells(sheet, 5, "Urne", 90);
            for (String range : List.of("A1:C1", "A2:A3", "B2:C2", "A4:A5", "B6:C6", "A7:C9")) {
                sheet.addMergedRegion(CellRangeAddress.valueOf(range));
            }
            sheet.createRow(7);
            workbook.write(bytes);
        }

        FileReading.Words read = ReadFiles.read(folder, "a.xlsx", bytes.toByteArray());

        assertThat(ReadFiles.rows(read)).isEqualTo(ROWS);
        assertThat(read.pieces())
                .anyMatch(piece ->
                        piece.kind() == Block.Kind.PARAGRAPH && piece.text().equals("Gebührenverzeichnis"));
    }

    /// @param values numbers and texts; an empty text makes no cell
    private static void cells(XSSFSheet sheet, int at, Object... values) {
        var row = sheet.createRow(at);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Integer number) {
                row.createCell(i).setCellValue(number);
            } else if (values[i] instanceof String text && !text.isEmpty()) {
                row.createCell(i).setCellValue(text);
            }
        }
    }

    @Test
    void fillsColumnsAndRowsOfASlide() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            XSLFTable table = show.createSlide().createTable(5, 3);
            String[][] texts = {
                {"Grabart", "Gebühr", ""},
                {"", "voll", "ermäßigt"},
                {"Wald", "500", "250"},
                {"", "700", "350"},
                {"Urne", "90", ""}
            };
            for (int row = 0; row < texts.length; row++) {
                for (int column = 0; column < 3; column++) {
                    table.getCell(row, column).setText(texts[row][column]);
                }
            }
            table.mergeCells(0, 1, 0, 0);
            table.mergeCells(0, 0, 1, 2);
            table.mergeCells(2, 3, 0, 0);
            table.mergeCells(4, 4, 1, 2);
            show.write(bytes);
        }

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.pptx", bytes.toByteArray())))
                .isEqualTo(ROWS);
    }

    @Test
    void fillsColumnsAndRowsOfAPage() throws Exception {
        String page = "<html><body><table><tr><td rowspan=2>Grabart</td><td colspan=2>Gebühr</td></tr>"
                + "<tr><td>voll</td><td>ermäßigt</td></tr><tr><td rowspan=2>Wald</td><td>500</td><td>250</td></tr>"
                + "<tr><td>700</td><td>350</td></tr><tr><td>Urne</td><td colspan=2>90</td></tr></table></body></html>";

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.html", page.getBytes(UTF_8))))
                .isEqualTo(ROWS);
    }

    @Test
    void readsTheHeadOfATableInAPage() throws Exception {
        String page =
                "<html><body><table><thead><tr><td>Jahr</td><td>2024</td></tr><tr><td>1</td><td>2</td></tr></thead>"
                        + "<tbody><tr><td>Wald</td><td>500</td></tr></tbody></table></body></html>";

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.html", page.getBytes(UTF_8))))
                .containsExactly("# Jahr / 1\t2024 / 2", "Wald\t500");
    }

    @Test
    void keepsTheNamesOfTheColumnsBelowATitleInTheTable() throws Exception {
        String page = "<html><body><table><tr><th>Leistung</th><th>Euro</th></tr>"
                + "<tr><td colspan=2>Friedhof</td></tr><tr><td>Urne</td><td>90</td></tr></table></body></html>";

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.html", page.getBytes(UTF_8))))
                .containsExactly("# Leistung\tEuro", "Friedhof", "Urne\t90");
    }

    @Test
    void doesNotTakeARowOfWordsBelowMergedNamesForMoreNames() throws Exception {
        String page = "<html><body><table><tr><td colspan=2>Aufgabe</td><td>Zuständig</td></tr>"
                + "<tr><td>Bäume</td><td>fällen</td><td>Bauhof</td></tr>"
                + "<tr><td>Bänke</td><td>streichen</td><td>Bauhof</td></tr></table></body></html>";

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.html", page.getBytes(UTF_8))))
                .containsExactly("# Aufgabe\tAufgabe\tZuständig", "Bäume\tfällen\tBauhof", "Bänke\tstreichen\tBauhof");
    }

    @Test
    void staysInBoundsWhenCellsClaimToSpanEverything() throws Exception {
        String page = "<html><body><table><tr><td colspan=9999 rowspan=9999>A</td><td>B</td></tr>"
                + "<tr><td rowspan=9999>C</td></tr>".repeat(300) + "</table></body></html>";

        assertThat(ReadFiles.read(folder, "a.html", page.getBytes(UTF_8)).pieces())
                .allMatch(piece -> piece.text().length() < 1_000);
    }

    @Test
    void tellsMergedCellsOfAnOpenSheetFromRepeatedOnes() throws Exception {
        String body = "<office:spreadsheet><table:table table:name='Gebühren'>"
                + row("<table:table-cell table:number-columns-spanned='3' table:number-rows-spanned='1'>"
                        + p("Verzeichnis")
                        + "</table:table-cell><table:covered-table-cell table:number-columns-repeated='2'/>")
                + "<table:table-header-rows>"
                + row(cell("Stufe") + cell("1.") + cell("2."))
                + "</table:table-header-rows>"
                + row("<table:table-cell table:number-rows-spanned='2'>" + p("Wald")
                        + "</table:table-cell><table:table-cell table:number-columns-repeated='2'>" + p("500")
                        + "</table:table-cell>")
                + row("<table:covered-table-cell/>" + cell("700") + cell("350"))
                + "</table:table></office:spreadsheet>";

        FileReading.Words read = ReadFiles.read(folder, "a.ods", OpenDocuments.zipped("spreadsheet", "", body));

        assertThat(read.pieces()).extracting(Piece::text).contains("Verzeichnis");
        assertThat(ReadFiles.rows(read)).containsExactly("# Stufe\t1.\t2.", "Wald\t500\t500", "Wald\t700\t350");
        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.fods", OpenDocuments.flat("spreadsheet", "", body))))
                .isEqualTo(ReadFiles.rows(read));
    }

    @Test
    void readsATableOnASlideOfAnOpenPresentation() throws Exception {
        String body = "<office:presentation><draw:page><draw:frame><table:table>"
                + row(cell("Grabart") + cell("Gebühr")) + row(cell("Wald") + cell("500"))
                + "</table:table></draw:frame></draw:page></office:presentation>";

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.odp", OpenDocuments.zipped("presentation", "", body))))
                .containsExactly("# Grabart\tGebühr", "Wald\t500");
    }

    private static String row(String cells) {
        return "<table:table-row>" + cells + "</table:table-row>";
    }

    private static String cell(String text) {
        return "<table:table-cell>" + p(text) + "</table:table-cell>";
    }

    private static String p(String text) {
        return "<text:p>" + text + "</text:p>";
    }
}
