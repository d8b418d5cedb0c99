// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Marks where cells and rows of an RTF table end: Tika makes a paragraph of each cell.
///
/// A row defines its cells, merged ones among them, before it fills them.
final class RtfTable {

    /// Stands behind the text of a cell.
    static final char CELL_END = '\uFDD4';

    /// Stands behind the last cell of a row.
    static final char ROW_END = '\uFDD5';

    private final OutputStream out;
    private final List<String> defined = new ArrayList<>();
    private String mark = "";
    private boolean names;
    private boolean inTable;
    private boolean found;
    private int cell;

    RtfTable(OutputStream out) {
        this.out = out;
    }

    /// Whether there was a table.
    boolean found() {
        return found;
    }

    /// Follows a control word.
    ///
    /// @return whether something else was written in its place
    boolean takes(String name, String number) throws IOException {
        switch (name) {
            case "trowd" -> {
                defined.clear();
                names = false;
            }
            case "trhdr" -> names = true;
            case "clvmrg" -> mark = TableGrid.ABOVE;
            case "clmrg" -> mark = TableGrid.LEFT;
            case "cellx" -> {
                if (defined.size() < TableGrid.MOST_COLUMNS) {
                    defined.add(mark);
                }
                mark = "";
            }
            case "intbl" -> inTable = !number.equals("0");
            case "pard" -> inTable = false;
            case "cell" -> {
                cell();
                return true;
            }
            case "row" -> {
                sign(ROW_END);
                words("\\par ");
                cell = 0;
                return true;
            }
            case "par" -> {
                if (inTable) {
                    words("\\line ");
                    return true;
                }
            }
            default -> {}
        }
        return false;
    }

    private void cell() throws IOException {
        found = true;
        if (cell == 0 && names) {
            sign(TableGrid.NAMES.charAt(0));
        }
        String merged = cell < defined.size() ? defined.get(cell) : "";
        if (!merged.isEmpty()) {
            sign(merged.charAt(0));
        }
        sign(CELL_END);
        cell++;
    }

    private void sign(char sign) throws IOException {
        // A code above 32 767 is written as a negative number.
        words("{\\uc1\\u%d?}".formatted((int) (short) sign));
    }

    private void words(String words) throws IOException {
        out.write(words.getBytes(StandardCharsets.US_ASCII));
    }
}
