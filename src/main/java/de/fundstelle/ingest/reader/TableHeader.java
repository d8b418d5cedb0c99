// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.ingest.reader.TableRow.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tells whether the first row of a table names its columns, where the format does not say so.
final class TableHeader {

    private static final int LONGEST_NAME = 80;

    /// How many rows may name the columns together.
    static final int MOST_ROWS = 3;

    /// Years, and signs that stand for a name.
    private static final Pattern SHORT = Pattern.compile("(?:19|20)\\d\\d|[€%#§]");

    private TableHeader() {}

    /// How many of the first rows name the columns: those that are bold above others, or one that looks like it.
    static int rows(List<TableLines.Cells> rows) {
        int bold = 0;
        while (bold < Math.min(MOST_ROWS, rows.size())
                && rows.get(bold).bold()
                && !rows.get(bold).isLone()) {
            bold++;
        }
        if (bold > 0 && bold < rows.size() && !rows.get(bold).bold()) {
            return bold;
        }
        return rows.size() > 1 && looksLikeOne(rows.getFirst().texts()) ? 1 : 0;
    }

    /// How many of the first rows name the columns: those that the format says, or those that look like it.
    static int count(List<TableRow> rows) {
        int marked = 0;
        while (marked < rows.size() && rows.get(marked).header()) {
            marked++;
        }
        if (marked > 0) {
            return marked < rows.size() ? Math.min(marked, MOST_ROWS) : 1;
        }
        TableRow first = rows.getFirst();
        if (!looksLikeOne(first.texts())) {
            return 0;
        }
        int below = 1;
        while (first.has(Origin.LEFT)
                && below < Math.min(MOST_ROWS, rows.size())
                && rows.get(below).has(Origin.ABOVE)
                && looksLikeOne(rows.get(below).texts())) {
            below++;
        }
        boolean two = below == 1
                && first.has(Origin.LEFT)
                && rows.size() > 2
                && looksLikeOne(rows.get(1).texts())
                && !looksLikeOne(rows.get(2).texts());
        return two ? 2 : below;
    }

    /// One row of names out of several, those that stand below each other parted by a slash: "Gebühr / ermäßigt".
    static List<String> names(List<TableRow> rows) {
        int columns = rows.stream().mapToInt(row -> row.texts().size()).max().orElse(0);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            Set<String> parts = new LinkedHashSet<>();
            for (TableRow row : rows) {
                if (i < row.texts().size() && !row.texts().get(i).isBlank()) {
                    parts.add(row.texts().get(i));
                }
            }
            names.add(String.join(" / ", parts));
        }
        return names;
    }

    /// One row of names out of several: what stands below each other names one column.
    static String merged(List<TableLines.Cells> rows) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().texts().size(); i++) {
            StringBuilder name = new StringBuilder();
            for (TableLines.Cells row : rows) {
                if (!row.texts().get(i).isEmpty()) {
                    Hyphens.append(name, row.texts().get(i));
                }
            }
            names.add(name.toString());
        }
        return joined(names);
    }

    /// The cells of a row as one text: empty cells in the middle keep their column; empty ones at the end say nothing.
    static String joined(List<String> texts) {
        int last = texts.size();
        while (last > 0 && texts.get(last - 1).isBlank()) {
            last--;
        }
        return texts.stream().limit(last).collect(Collectors.joining(Pieces.CELL));
    }

    static boolean looksLikeOne(List<String> cells) {
        List<String> said = cells.stream().filter(cell -> !cell.isBlank()).toList();
        long names = said.stream().filter(TableHeader::isName).count();
        return cells.size() > 1
                && names >= (said.size() < cells.size() ? 2 : 1)
                && said.stream()
                        .allMatch(cell ->
                                isName(cell) || SHORT.matcher(cell.strip()).matches());
    }

    /// Mostly letters; "2 a" numbers a row, and "110,00 EUR" is an amount.
    private static boolean isName(String cell) {
        String text = cell.strip();
        long letters = text.chars().filter(Character::isLetter).count();
        long digits = text.chars().filter(Character::isDigit).count();
        return text.length() <= LONGEST_NAME
                && letters * 2 >= Math.max(1, text.length() - 4)
                && (digits == 0 || letters > digits);
    }
}
