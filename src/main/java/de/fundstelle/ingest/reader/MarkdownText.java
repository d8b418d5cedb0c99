// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Markdown, as far as it makes headings, lists, tables and paragraphs; emphasis marks are dropped.
final class MarkdownText {

    private static final Pattern HEADING = Pattern.compile("\\s{0,3}(#{1,6})\\s+(.*?)\\s*#*\\s*");
    private static final Pattern UNDERLINE = Pattern.compile("\\s{0,3}(=+|-{2,})\\s*");
    private static final Pattern LIST_ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,3}[.)])\\s+\\S.*");
    private static final Pattern TABLE_ROW = Pattern.compile("\\s*\\|.*\\|\\s*");
    private static final Pattern TABLE_RULE =
            Pattern.compile("\\s*\\|?\\s*:?-{2,}:?\\s*(?:\\|\\s*:?-{2,}:?\\s*)*\\|?\\s*");
    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?:```|~~~).*");
    private static final Pattern MARKS = Pattern.compile("\\*\\*|__|`");
    /// Signs of quotes and bullets; the numbers of a list are words that people cite.
    private static final Pattern PREFIX = Pattern.compile("^\\s*(?:>\\s?|[-*+]\\s+)");

    private final Pieces pieces;
    private final List<String> paragraph = new ArrayList<>();
    private Block.Kind kind = Block.Kind.PARAGRAPH;
    private boolean fenced;

    private MarkdownText(Pieces pieces) {
        this.pieces = pieces;
    }

    static void read(String text, Pieces pieces) {
        List<String> lines = text.lines().toList();
        MarkdownText markdown = new MarkdownText(pieces);
        for (int i = 0; i < lines.size(); i++) {
            markdown.line(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : "");
        }
        markdown.flush();
    }

    private void line(String line, String next) {
        Matcher heading = HEADING.matcher(line);
        if (FENCE.matcher(line).matches()) {
            flush();
            fenced = !fenced;
        } else if (fenced) {
            paragraph.add(line);
        } else if (line.isBlank()) {
            flush();
        } else if (heading.matches()) {
            flush();
            pieces.heading(heading.group(1).length(), plain(heading.group(2)));
        } else if (UNDERLINE.matcher(line).matches()) {
            underline(line);
        } else if (TABLE_ROW.matcher(line).matches()) {
            row(line, next);
        } else {
            if (LIST_ITEM.matcher(line).matches()) {
                flush();
                kind = Block.Kind.LIST_ITEM;
            }
            paragraph.add(plain(PREFIX.matcher(line).replaceFirst("").strip()));
        }
    }

    /// A line of `=` or `-` makes the line before it a heading; alone it is only a rule.
    private void underline(String line) {
        if (paragraph.size() == 1 && kind == Block.Kind.PARAGRAPH) {
            String text = paragraph.removeFirst();
            pieces.heading(line.strip().startsWith("=") ? 1 : 2, text);
        } else {
            flush();
        }
    }

    private void row(String line, String next) {
        flush();
        if (!TABLE_RULE.matcher(line).matches()) {
            String inner = line.strip().replaceAll("^\\||\\|$", "");
            String cells = Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
                    .map(cell -> plain(cell.strip()))
                    .collect(Collectors.joining(Pieces.CELL));
            pieces.add(TABLE_RULE.matcher(next).matches() ? Block.Kind.TABLE_HEADER : Block.Kind.TABLE_ROW, cells);
        }
    }

    private static String plain(String text) {
        return MARKS.matcher(text).replaceAll("");
    }

    private void flush() {
        if (!paragraph.isEmpty()) {
            pieces.add(kind, String.join("\n", paragraph));
            paragraph.clear();
        }
        kind = Block.Kind.PARAGRAPH;
    }
}
