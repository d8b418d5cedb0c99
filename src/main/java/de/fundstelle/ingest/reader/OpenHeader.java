// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;

/// The names of the columns of the last table, for a table that goes on without them: overleaf, or behind a line that
/// runs across it.
final class OpenHeader {

    /// More words than a page foot, or than a sentence across a table, end it.
    private static final int MOST_LETTERS_BETWEEN = 120;

    private String names = "";
    private int columns;
    private int lettersBetween;

    /// The names that stand above these rows, which have none of their own; empty if there are none.
    String above(List<TableLines.Cells> rows) {
        return columns == rows.getFirst().texts().size() && lettersBetween <= MOST_LETTERS_BETWEEN ? names : "";
    }

    /// Whether these names have to be said before the rows; they have not if the last table goes on at once.
    boolean opens(String header, List<TableLines.Cells> rows) {
        boolean opens = !header.isEmpty() && (!header.equals(names) || lettersBetween > 0);
        names = header;
        columns = rows.getFirst().texts().size();
        lettersBetween = 0;
        return opens;
    }

    /// Says that something other than a table follows.
    void leave(boolean heading, String text) {
        lettersBetween += heading ? MOST_LETTERS_BETWEEN + 1 : text.length();
    }
}
