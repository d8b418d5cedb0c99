// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The heads and feet that stand on many pages of a document, and differ in the number of the page only.
final class PageHeads {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final Pattern PAGE_NUMBER = Pattern.compile("(?<!\\d)\\d{1,4}(?!\\d)");

    /// A line with more numbers is a row of a table; and one with more than "3/12", if it hardly has letters.
    private static final int MOST_NUMBERS = 8;

    private static final int MOST_NUMBERS_ALONE = 2;
    private static final int FEWEST_LETTERS = 3;

    private static final int LETTERS_PER_DIGIT = 3;

    /// A line this near to the top or bottom of its page may be a page head.
    private static final int EDGE_LINES = 4;

    private static final int FEWEST_PAGES_WITH_HEADS = 3;

    /// Left and right pages often have heads of their own; on pages of other sizes a foot stands at other heights.
    private static final double SHARE_AT_ONE_HEIGHT = 0.4;

    private static final double SHARE_ANYWHERE = 0.6;

    /// In points; scans of one paper lie a little differently.
    private static final float SAME_HEIGHT = 8;

    private static final float SAME_LINE = 3;

    private final Map<String, List<Float>> heights;
    private final int pages;
    private final Set<String> seen = new HashSet<>();

    private PageHeads(Map<String, List<Float>> heights, int pages) {
        this.heights = heights;
        this.pages = pages;
    }

    /// The heads of a whole document, learned from all its pages.
    static PageHeads of(List<PdfLines.Page> pages) {
        Map<String, List<Float>> heights = new HashMap<>();
        for (PdfLines.Page page : pages) {
            Map<String, Float> edges = new HashMap<>();
            for (boolean top : new boolean[] {true, false}) {
                for (PdfLines.Line line : edges(page, top)) {
                    shapes(line.text()).forEach(shape -> edges.put(shape, line.baseline()));
                }
            }
            edges.forEach((shape, height) ->
                    heights.computeIfAbsent(shape, one -> new ArrayList<>()).add(height));
        }
        return new PageHeads(heights, pages.size());
    }

    /// The lines of a page that are no head of it.
    ///
    /// The first of equal page heads stays; it may be the only place that names the document.
    /// A foot never stays: it would stand in the middle of a sentence that goes on overleaf.
    List<PdfLines.Line> without(PdfLines.Page page) {
        List<PdfLines.Line> kept = new ArrayList<>(page.lines());
        for (PdfLines.Line head : outermost(edges(page, true))) {
            if (!seen.add(headShape(head).orElseThrow())) {
                kept.remove(head);
            }
        }
        kept.removeAll(outermost(edges(page, false).reversed()));
        return kept;
    }

    /// The heads among these lines, from the edge of the page inwards: behind a line that is none, none follows, so
    /// that a word which stands at the same place in the table of each page stays in it.
    private List<PdfLines.Line> outermost(List<PdfLines.Line> edges) {
        List<PdfLines.Line> heads = new ArrayList<>();
        int from = 0;
        while (from < edges.size()) {
            int to = from + 1;
            while (to < edges.size()
                    && Math.abs(edges.get(to).baseline() - edges.get(from).baseline()) <= SAME_LINE) {
                to++;
            }
            List<PdfLines.Line> found = edges.subList(from, to).stream()
                    .filter(line -> headShape(line).isPresent())
                    .toList();
            if (found.isEmpty()) {
                return heads;
            }
            heads.addAll(found);
            from = to;
        }
        return heads;
    }

    /// The shape that this line shares with lines of many other pages.
    private Optional<String> headShape(PdfLines.Line line) {
        return shapes(line.text()).stream()
                .filter(shape -> isHead(shape, line.baseline()))
                .findFirst();
    }

    private boolean isHead(String shape, float baseline) {
        List<Float> all = heights.getOrDefault(shape, List.of());
        long near = all.stream()
                .filter(height -> Math.abs(height - baseline) <= SAME_HEIGHT)
                .count();
        return near >= fewest(SHARE_AT_ONE_HEIGHT) || all.size() >= fewest(SHARE_ANYWHERE);
    }

    private double fewest(double share) {
        return Math.max(FEWEST_PAGES_WITH_HEADS, pages * share);
    }

    /// The lines near the top of a page, or near its bottom, from top to bottom.
    private static List<PdfLines.Line> edges(PdfLines.Page page, boolean top) {
        List<PdfLines.Line> sorted = new ArrayList<>(page.lines());
        sorted.sort(Comparator.comparingDouble(PdfLines.Line::baseline));
        int count = sorted.size();
        int from = Math.min(EDGE_LINES, (count + 1) / 2);
        return top ? sorted.subList(0, from) : sorted.subList(Math.max(from, count - EDGE_LINES), count);
    }

    /// What a line looks like without the number that may be the page's: with each of its numbers left out in turn.
    ///
    /// A line that is mostly letters may differ in all of them. The rows of a table differ in several, and each
    /// says something; so do "§ 3" and "§ 4", which are two headings and no head.
    private static Set<String> shapes(String text) {
        Set<String> shapes = new LinkedHashSet<>();
        shapes.add(text);
        if (SectionMark.of(text).filter(SectionMark::certain).isPresent()) {
            return shapes;
        }
        long letters = text.chars().filter(Character::isLetter).count();
        long digits = text.chars().filter(Character::isDigit).count();
        if (letters >= digits * LETTERS_PER_DIGIT) {
            shapes.add(NUMBER.matcher(text).replaceAll("#"));
        }
        long numbers = NUMBER.matcher(text).results().count();
        Matcher number = PAGE_NUMBER.matcher(text);
        while (numbers <= (letters < FEWEST_LETTERS ? MOST_NUMBERS_ALONE : MOST_NUMBERS) && number.find()) {
            shapes.add(text.substring(0, number.start()) + "#" + text.substring(number.end()));
        }
        return shapes;
    }
}
