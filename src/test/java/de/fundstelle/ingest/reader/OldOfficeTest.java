// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the formats before 2007 hide, and their merged cells.
class OldOfficeTest {

    @TempDir
    private Path folder;

    @Test
    void dropsHiddenRowsAndColumnsOfAnOldWorkbook() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            HSSFSheet sheet = workbook.createSheet("Plan");
            for (int row = 0; row < 4; row++) {
                sheet.createRow(row).createCell(0).setCellValue("A" + row);
                sheet.getRow(row).createCell(1).setCellValue(500 + row);
                sheet.getRow(row).createCell(2).setCellValue("C" + row);
            }
            sheet.getRow(3).createCell(3).setCellFormula("B2&\" Euro\"");
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
            sheet.getRow(1).setZeroHeight(true);
            sheet.setColumnHidden(1, true);
            workbook.write(bytes);
        }

        FileReading.Words read = ReadFiles.read(folder, "a.xls", bytes.toByteArray());

        assertThat(ReadFiles.rows(read)).containsExactly("A0\t\tC0", "A2\t\tC2", "A3\t\tC3\t501 Euro");
        assertThat(read.ending().notes())
                .hasSize(2)
                .anyMatch(note -> note.contains("ausgeblendete Zeilen (1"))
                .anyMatch(note -> note.contains("ausgeblendete Spalten (1"));
    }

    @Test
    void fillsMergedCellsOfAnOldWorkbook() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            HSSFSheet sheet = workbook.createSheet("Gebühren");
            String[][] texts = {{"Verzeichnis"}, {"Art", "voll", "ermäßigt"}, {"Wald", "500"}, {"", "700", "350"}};
            for (int row = 0; row < texts.length; row++) {
                for (int column = 0; column < texts[row].length; column++) {
                    (column == 0 ? sheet.createRow(row) : sheet.getRow(row))
                            .createCell(column)
                            .setCellValue(texts[row][column]);
                }
            }
            for (String range : List.of("A1:C1", "A3:A4", "B3:C3", "A9:C12")) {
                sheet.addMergedRegion(CellRangeAddress.valueOf(range));
            }
            workbook.write(bytes);
        }

        assertThat(ReadFiles.rows(ReadFiles.read(folder, "a.xls", bytes.toByteArray())))
                .containsExactly("# Art\tvoll\termäßigt", "Wald\t500\t500", "Wald\t700\t350");
    }

    @Test
    void dropsHiddenSlidesOfAnOldPresentation() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            for (String words : List.of("Erste", "Verborgen", "Dritte")) {
                HSLFSlide slide = show.createSlide();
                slide.addTitle().setText(words);
                slide.setHidden(words.equals("Verborgen"));
            }
            show.write(bytes);
        }

        FileReading.Words read = ReadFiles.read(folder, "a.ppt", bytes.toByteArray());

        assertThat(read.pieces())
                .extracting(Piece::text)
                .contains("Erste", "Dritte")
                .doesNotContain("Verborgen");
        assertThat(read.pieces())
                .filteredOn(piece -> piece.text().equals("Dritte"))
                .allMatch(piece -> Integer.valueOf(3).equals(piece.place().slide()));
        assertThat(read.ending().notes()).singleElement().asString().contains("ausgeblendete Folien (1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dropsHiddenAndDeletedRunsOfAnOldText(boolean wide) throws Exception {
        byte[] document = new OldDocument(wide)
                .add("Die Gebühr ", OldDocument.PLAIN)
                .add("Verborgen ", OldDocument.HIDDEN)
                .add("beträgt ", OldDocument.PLAIN)
                .add("9 Euro ", OldDocument.DELETED)
                .add("5 Euro.\r", OldDocument.PLAIN)
                .bytes();

        FileReading.Words read = ReadFiles.read(folder, "a.doc", document);

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Die Gebühr beträgt 5 Euro.");
        assertThat(read.ending().notes())
                .hasSize(2)
                .anyMatch(note -> note.contains("formatierter Text (1"))
                .anyMatch(note -> note.contains("Änderungsverfolgung (1"));
    }

    @Test
    void fillsMergedCellsOfAnOldText() throws Exception {
        int[] three = {0, 2_000, 4_000, 6_000};
        int[] first = {OldDocument.FIRST_DOWN};
        int[] further = {OldDocument.FURTHER_DOWN};
        byte[] document = new OldDocument(false)
                .row(three, new int[0], "Grabart", "voll", "ermäßigt")
                .row(three, first, "Wald", "500", "250")
                .row(new int[] {10, 2_010, 6_000}, further, "", "nach Aufwand")
                .add("Ende\r", OldDocument.PLAIN)
                .bytes();

        FileReading.Words read = ReadFiles.read(folder, "a.doc", document);

        assertThat(ReadFiles.rows(read))
                .containsExactly("# Grabart\tvoll\termäßigt", "Wald\t500\t250", "Wald\tnach Aufwand\tnach Aufwand");
        assertThat(read.pieces()).extracting(Piece::text).contains("Ende");
    }

    @Test
    void keepsAnOldTextThatHidesNothing() throws Exception {
        byte[] document =
                new OldDocument(false).add("Die Gebühr\r", OldDocument.PLAIN).bytes();

        FileReading.Words read = ReadFiles.read(folder, "a.doc", document);

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Die Gebühr");
        assertThat(read.ending().notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\\v Verborgen}",
                "\\v Verborgen\\v0 ",
                "{\\v1\\b Verb\\'6frgen \\u8364? {\\i Verborgen}}",
                "\\v Verborgen\\plain ",
                "{\\deleted Verborgen}",
                "{\\*\\atnid Verborgen}{\\*\\annotation{\\*\\atndate 1}\\pard Verborgen}"
            })
    void dropsWhatARichTextHides(String hidden) throws Exception {
        FileReading.Words read = ReadFiles.read(folder, "a.rtf", rtf("Sichtbar " + hidden + "und auch dies\\par"));

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Sichtbar und auch dies");
        assertThat(read.ending().notes())
                .singleElement()
                .asString()
                .contains("Nicht sichtbarer Inhalt wurde ausgelassen", "(1 Stellen)");
    }

    @Test
    void keepsARichTextThatHidesNothing() throws Exception {
        FileReading.Words read = ReadFiles.read(
                folder,
                "a.rtf",
                rtf(
                        "{\\*\\stylesheet{\\s1 Normal;}{\\*\\cs2\\v Verborgen;}}\\v0 Geb\\'fchr 5 \\u8364?, \\webhidden Seite 7\\par"
                                + "{\\pict\\wmetafile8\\bin5 {{\\v{}}"));

        assertThat(read.pieces()).extracting(Piece::text).contains("Gebühr 5 €, Seite 7");
        assertThat(read.ending().notes()).isEmpty();
    }

    @Test
    void readsTablesOfARichText() throws Exception {
        String body = "Vorher\\par"
                + "\\trowd\\trhdr\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl Art\\cell voll\\cell erm\\'e4\\'dfigt\\cell\\row"
                + "\\trowd\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000"
                + "\\pard\\intbl Wald\\par oder Wiese\\cell 500\\cell\\cell\\row"
                + "\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl\\cell 700\\cell 350\\cell\\row"
                + "\\pard Nachher\\par";

        FileReading.Words read = ReadFiles.read(folder, "a.rtf", rtf(body));

        assertThat(read.pieces())
                .extracting(Piece::text)
                .containsExactly(
                        "Vorher",
                        "Art\tvoll\termäßigt",
                        "Wald oder Wiese\t500\t500",
                        "Wald oder Wiese\t700\t350",
                        "Nachher");
        assertThat(ReadFiles.rows(read)).hasSize(3).first().asString().startsWith("# ");
    }

    private static byte[] rtf(String body) {
        return ("{\\rtf1\\ansi\\ansicpg1252\\uc1\\pard\\plain " + body + "}").getBytes(ISO_8859_1);
    }
}
