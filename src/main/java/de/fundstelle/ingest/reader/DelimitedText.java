// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// CSV as offices write it: the delimiter is found out, quotes may hold line breaks, the first row names the columns.
final class DelimitedText {

    private static final int LINES_TO_LOOK_AT = 20;
    private static final char[] DELIMITERS = {';', ',', '\t', '|'};

    private final String text;
    private final char delimiter;
    private int at;

    private DelimitedText(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    static void read(String text, Pieces pieces) {
        DelimitedText rows = new DelimitedText(text, delimiterOf(text));
        boolean first = true;
        while (rows.at < text.length()) {
            List<String> cells = rows.nextRow();
            if (cells.stream().allMatch(String::isBlank)) {
                continue;
            }
            boolean header = first && TableHeader.looksLikeOne(cells);
            pieces.add(
                    header ? Block.Kind.TABLE_HEADER : Block.Kind.TABLE_ROW,
                    cells.stream()
                            .map(cell -> cell.strip().replaceAll("\\s+", " "))
                            .collect(Collectors.joining(Pieces.CELL)));
            first = false;
        }
    }

    /// The one that most lines have equally often; of two such, the one that they have more often.
    private static char delimiterOf(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank())
                .limit(LINES_TO_LOOK_AT)
                .toList();
        char best = ';';
        long mostLines = 0;
        long mostCells = 0;
        for (char candidate : DELIMITERS) {
            Map<Long, Long> linesByCount = lines.stream()
                    .map(line -> count(line, candidate))
                    .filter(count -> count > 0)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            for (Map.Entry<Long, Long> alike : linesByCount.entrySet()) {
                boolean better =
                        alike.getValue() > mostLines || (alike.getValue() == mostLines && alike.getKey() > mostCells);
                if (better) {
                    best = candidate;
                    mostLines = alike.getValue();
                    mostCells = alike.getKey();
                }
            }
        }
        return best;
    }

    /// How often a sign stands in a line outside of quotes.
    private static long count(String line, char sign) {
        boolean quoted = false;
        long count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == sign ? 1 : 0;
        }
        return count;
    }

    private List<String> nextRow() {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (at < text.length() && text.charAt(at) == '"') {
                    cell.append('"');
                    at++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.toString().isBlank() && closes(at)) {
                quoted = true;
                cell.setLength(0);
            } else if (c == delimiter) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n' || c == '\r') {
                break;
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /// A quote that nothing closes is a letter like any other, or it would swallow the rest of the file.
    private boolean closes(int from) {
        int end = text.indexOf('"', from);
        return end >= 0 && end - from <= Piece.LONGEST;
    }
}
