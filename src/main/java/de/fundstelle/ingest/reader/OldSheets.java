// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.poi.hssf.record.ColumnInfoRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.NoteRecord;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFComment;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/// Takes hidden rows and columns out of an Excel file of 1997 to 2003, in a copy, and marks merged cells and comments.
///
/// The marks of cells are those of [TableGrid]. Hidden sheets are dropped by their names, see [UntoldHiding].
final class OldSheets {

    private static final List<String> STREAMS = List.of("Workbook", "WORKBOOK", "Book");
    private static final int HEAD = 4;
    private static final int ROW_FLAGS = 12;
    private static final int ROW_HIDDEN = 0x20;
    private static final int COLUMN_FLAGS = 8;
    private static final int COLUMN_HIDDEN = 1;

    /// A range over more columns is decoration.
    private static final int MOST_COLUMNS = 50;

    private OldSheets() {}

    /// The copy, in a new temporary file that the caller deletes; empty if the file has nothing of that kind.
    static Optional<Path> visible(Path file, HiddenWords hidden) throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (!isWorthIt(container.getRoot())) {
                return Optional.empty();
            }
            try (HSSFWorkbook workbook = new HSSFWorkbook(container.getRoot(), true)) {
                for (Sheet sheet : workbook) {
                    merge((HSSFSheet) sheet);
                    rows((HSSFSheet) sheet, hidden);
                    columns((HSSFSheet) sheet, hidden);
                    comments((HSSFSheet) sheet, hidden);
                }
                return Optional.of(written(workbook));
            }
        }
    }

    /// Whether the records say that something is hidden, merged or a comment; read without making a workbook of them.
    private static boolean isWorthIt(DirectoryNode root) throws IOException {
        for (String name : STREAMS) {
            if (root.hasEntryCaseInsensitive(name)
                    && root.getEntryCaseInsensitive(name) instanceof DocumentEntry entry) {
                try (DocumentInputStream in = new DocumentInputStream(entry)) {
                    return isWorthIt(in);
                } catch (EOFException e) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean isWorthIt(InputStream in) throws IOException {
        while (true) {
            byte[] head = in.readNBytes(HEAD);
            if (head.length < HEAD) {
                return false;
            }
            byte[] data = in.readNBytes(number(head, 2));
            boolean found = switch (number(head, 0)) {
                case MergeCellsRecord.sid, NoteRecord.sid -> true;
                case RowRecord.sid -> data.length > ROW_FLAGS && (data[ROW_FLAGS] & ROW_HIDDEN) != 0;
                case ColumnInfoRecord.sid -> data.length > COLUMN_FLAGS && (data[COLUMN_FLAGS] & COLUMN_HIDDEN) != 0;
                default -> false;
            };
            if (found) {
                return true;
            }
        }
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    private static void merge(HSSFSheet sheet) {
        for (CellRangeAddress range : sheet.getMergedRegions()) {
            int right = Math.min(range.getLastColumn(), range.getFirstColumn() + MOST_COLUMNS);
            int bottom = Math.min(range.getLastRow(), sheet.getLastRowNum());
            for (int number = range.getFirstRow(); number <= bottom; number++) {
                HSSFRow row = sheet.getRow(number);
                boolean first = number == range.getFirstRow();
                int left = first ? range.getFirstColumn() + 1 : range.getFirstColumn();
                for (int column = left; row != null && column <= right; column++) {
                    remove(row, column);
                    if (row.getCell(column) == null) {
                        row.createCell(column).setCellValue(first ? TableGrid.LEFT : TableGrid.ABOVE);
                    }
                }
            }
        }
    }

    private static void rows(HSSFSheet sheet, HiddenWords hidden) {
        for (Row row : sheet) {
            if (row.getZeroHeight() && row.getLastCellNum() > 0) {
                boolean says = IntStream.range(0, row.getLastCellNum()).anyMatch(column -> says(row.getCell(column)));
                int last = row.getLastCellNum();
                IntStream.range(0, last).forEach(column -> remove((HSSFRow) row, column));
                hidden.count(HiddenWords.Kind.ROW, says ? 1 : 0);
            }
        }
    }

    private static void columns(HSSFSheet sheet, HiddenWords hidden) {
        List<Integer> columns = new ArrayList<>();
        for (Row row : sheet) {
            for (int column = 0; column < row.getLastCellNum(); column++) {
                if (says(row.getCell(column)) && sheet.isColumnHidden(column)) {
                    remove((HSSFRow) row, column);
                    if (!columns.contains(column)) {
                        columns.add(column);
                    }
                }
            }
        }
        hidden.count(HiddenWords.Kind.COLUMN, columns.size());
    }

    private static boolean says(@Nullable Cell cell) {
        return cell != null && cell.getCellType() != CellType.BLANK;
    }

    /// A cell of an array formula can only be removed with all others, so it stays.
    private static void remove(HSSFRow row, int column) {
        HSSFCell cell = row.getCell(column);
        if (cell != null && !isPartOfArray(cell)) {
            row.removeCell(cell);
        }
    }

    private static boolean isPartOfArray(Cell cell) {
        return cell.isPartOfArrayFormulaGroup() && cell.getArrayFormulaRange().getNumberOfCells() > 1;
    }

    /// Tika tells them as text beside the table; [SheetComments] has them the same way.
    private static void comments(HSSFSheet sheet, HiddenWords hidden) {
        for (HSSFComment comment : sheet.getCellComments().values()) {
            String words = comment.getString().getString();
            if (isHidden(sheet, comment)) {
                comment.setString(new HSSFRichTextString(""));
                hidden.count(HiddenWords.Kind.COMMENT);
            } else if (!words.isBlank()) {
                comment.setString(new HSSFRichTextString(SheetComments.COMMENT + words));
            }
        }
    }

    private static boolean isHidden(HSSFSheet sheet, HSSFComment comment) {
        HSSFRow row = sheet.getRow(comment.getRow());
        return sheet.isColumnHidden(comment.getColumn()) || (row != null && row.getZeroHeight());
    }

    private static Path written(HSSFWorkbook workbook) throws IOException {
        Path copy = Files.createTempFile("visible", ".xls");
        boolean done = false;
        try (OutputStream out = Files.newOutputStream(copy)) {
            workbook.write(out);
            done = true;
            return copy;
        } finally {
            if (!done) {
                Files.deleteIfExists(copy);
            }
        }
    }
}
