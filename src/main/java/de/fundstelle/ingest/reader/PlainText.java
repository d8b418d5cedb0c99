// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text without markup: blank lines part paragraphs, patterns tell headings and list items.
final class PlainText {

    private static final Pattern LINE = Pattern.compile("\r\n|[\n\r\u2028\u2029\u0085\f]");
    private static final Pattern LIST_ITEM = Pattern.compile("\\s*(?:[-*•–▪◦]|\\d{1,2}[.)]|[a-z]\\))\\s+\\S.*");
    private static final Pattern SUBSECTION = Pattern.compile("\\s*\\(\\d{1,3}[a-z]?\\)\\s.*");
    private static final Pattern RULE = Pattern.compile("\\s*[-=_*]{4,}\\s*");
    private static final int LONGEST_NUMBERED_HEADING = 90;

    private final Pieces pieces;
    private final List<String> paragraph = new ArrayList<>();
    private Block.Kind kind = Block.Kind.PARAGRAPH;

    private PlainText(Pieces pieces) {
        this.pieces = pieces;
    }

    static void read(String text, Pieces pieces) {
        new PlainText(pieces).lines(LINE.split(text, -1));
    }

    private void lines(String[] lines) {
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || RULE.matcher(line).matches()) {
                flush();
            } else if (opensSection(line, i == 0 || lines[i - 1].isBlank(), isBlankAt(lines, i + 1))) {
                i += heading(line, lines, i);
            } else {
                if (SUBSECTION.matcher(line).matches()) {
                    flush();
                } else if (LIST_ITEM.matcher(line).matches()) {
                    flush();
                    kind = Block.Kind.LIST_ITEM;
                }
                paragraph.add(line);
            }
        }
        flush();
    }

    private boolean opensSection(String line, boolean afterBlank, boolean beforeBlank) {
        return SectionMark.of(line)
                .filter(mark -> mark.certain()
                        ? afterBlank || endsSentence()
                        : afterBlank && beforeBlank && line.length() <= LONGEST_NUMBERED_HEADING)
                .isPresent();
    }

    /// Running text may break right before a reference; a heading follows a finished sentence.
    private boolean endsSentence() {
        return paragraph.isEmpty()
                || ".:;)\"“"
                                .indexOf(paragraph
                                        .getLast()
                                        .charAt(paragraph.getLast().length() - 1))
                        >= 0;
    }

    /// Adds the heading, with its title from the next line if it has none yet; returns how many more lines it took.
    private int heading(String line, String[] lines, int at) {
        flush();
        SectionMark mark = SectionMark.of(line).orElseThrow();
        if (mark.title().isEmpty() && at + 1 < lines.length && isTitle(lines[at + 1].strip())) {
            pieces.heading(mark.level(), line + " " + lines[at + 1].strip());
            return 1;
        }
        pieces.heading(mark.level(), line);
        return 0;
    }

    /// Whether a line can be the title of the section that the line before has opened.
    static boolean isTitle(String line) {
        return !line.isEmpty()
                && line.length() <= 120
                && Character.isUpperCase(line.codePointAt(0))
                && ".;,:".indexOf(line.charAt(line.length() - 1)) < 0
                && SectionMark.of(line).isEmpty();
    }

    private static boolean isBlankAt(String[] lines, int at) {
        return at >= lines.length || lines[at].isBlank();
    }

    private void flush() {
        if (!paragraph.isEmpty()) {
            pieces.add(kind, String.join("\n", paragraph));
            paragraph.clear();
        }
        kind = Block.Kind.PARAGRAPH;
    }
}
