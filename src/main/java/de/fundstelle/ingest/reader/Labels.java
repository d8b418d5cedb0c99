// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import java.util.regex.Pattern;

/// What numbers a paragraph or an item, and stands before it: "(1)", "a)", "2.1", "§ 4", "–". Pure.
final class Labels {

    private static final int LETTERS_OF_TEXT = 15;
    private static final Pattern LABEL = Pattern.compile(
            "(?:\\(?\\d{1,3}[a-z]?[.)]{1,2}|\\(?[a-z]{1,2}\\)|[-–•▪◦·*o]|\\d{1,2}(?:\\.\\d{1,2})*\\.?|[IVX]{1,5}[.)]?|(?:Nr|Art|Ziff)\\.\\s?\\d+|§§?\\s?\\d+[a-z]?|TOP\\s?\\d+|zu\\s.{1,12})");

    private static final Pattern ITEM = Pattern.compile("\\(?(?:\\d{1,3}[a-z]?|[a-z]{1,2})[.)]{1,2}|[-–•▪◦·*]");
    private static final Pattern AMOUNT = Pattern.compile("[^\\p{L}]*\\d[^\\p{L}]*(?:€|EUR|Euro|DM|v\\.\\s?H\\.)?");

    private Labels() {}

    static boolean is(String text) {
        return LABEL.matcher(text).matches();
    }

    /// Whether these rows are paragraphs behind their labels: "(1)   Die Steuer …" has two columns, and is no table.
    static boolean stand(List<PageTables.Row> rows, List<PageTables.Strip> strips) {
        if (strips.size() > 1) {
            return false;
        }
        List<Segment> first = rows.stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> PageTables.column(cell, strips) == 0)
                .toList();
        List<Segment> second = rows.stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> PageTables.column(cell, strips) == 1)
                .toList();
        long labels = first.stream().filter(cell -> is(cell.text())).count();
        long items = first.stream()
                .filter(cell -> ITEM.matcher(cell.text()).matches())
                .count();
        long letters = second.stream().mapToLong(Segment::letters).sum();
        long amounts = second.stream()
                .filter(cell -> AMOUNT.matcher(cell.text()).matches())
                .count();
        boolean labelled = labels * 5 >= first.size() * 4L && letters >= (long) LETTERS_OF_TEXT * second.size();
        boolean list = items > 0 && items == first.size() && amounts * 2 < second.size();
        return labelled || list;
    }
}
