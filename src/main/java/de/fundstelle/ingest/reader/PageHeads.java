// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The heads and feet that stand on many pages of a document, and differ in numbers only.
final class PageHeads {

    private static final Pattern DIGITS = Pattern.compile("\\d+");

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
            edges(page, true).forEach(line -> edges.put(shape(line.text()), line.baseline()));
            edges(page, false).forEach(line -> edges.put(shape(line.text()), line.baseline()));
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
            if (!seen.add(shape(head.text()))) {
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
            List<PdfLines.Line> found =
                    edges.subList(from, to).stream().filter(this::isHead).toList();
            if (found.isEmpty()) {
                return heads;
            }
            heads.addAll(found);
            from = to;
        }
        return heads;
    }

    private boolean isHead(PdfLines.Line line) {
        List<Float> all = heights.getOrDefault(shape(line.text()), List.of());
        long near = all.stream()
                .filter(height -> Math.abs(height - line.baseline()) <= SAME_HEIGHT)
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

    /// Page heads differ in their page numbers only; "§ 3" and "§ 4" are two headings and no head.
    private static String shape(String text) {
        boolean opens = SectionMark.of(text).filter(SectionMark::certain).isPresent();
        return opens ? text : DIGITS.matcher(text).replaceAll("#");
    }
}
