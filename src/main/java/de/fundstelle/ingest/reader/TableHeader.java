// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;

/// Tells whether the first row of a table names its columns, where the format does not say so.
final class TableHeader {

    private static final int LONGEST_NAME = 80;

    private TableHeader() {}

    static boolean looksLikeOne(List<String> cells) {
        return cells.size() > 1 && cells.stream().allMatch(TableHeader::isName);
    }

    private static boolean isName(String cell) {
        String text = cell.strip();
        return text.length() <= LONGEST_NAME
                && text.chars().filter(Character::isLetter).count() * 2 >= Math.max(1, text.length() - 4);
    }
}
