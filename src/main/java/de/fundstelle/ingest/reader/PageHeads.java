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

/// The heads and feet that stand on most pages of a document, and differ in numbers only.
final class PageHeads {

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /// A line this near to the top or bottom of its page may be a page head.
    private static final int EDGE_LINES = 4;

    private static final int FEWEST_PAGES_WITH_HEADS = 3;

    /// Left and right pages often have heads of their own.
    private static final double SHARE_OF_PAGES_WITH_HEAD = 0.4;

    private final Set<String> heads;
    private final Set<String> seen = new HashSet<>();

    private PageHeads(Set<String> heads) {
        this.heads = heads;
    }

    /// The heads of a whole document, learned from all its pages.
    static PageHeads of(List<PdfLines.Page> pages) {
        Map<String, Integer> counts = new HashMap<>();
        for (PdfLines.Page page : pages) {
            Set<String> edges = new HashSet<>();
            edges(page, true).forEach(line -> edges.add(shape(line.text())));
            edges(page, false).forEach(line -> edges.add(shape(line.text())));
            edges.forEach(edge -> counts.merge(edge, 1, Integer::sum));
        }
        int least = (int) Math.max(FEWEST_PAGES_WITH_HEADS, Math.ceil(pages.size() * SHARE_OF_PAGES_WITH_HEAD));
        counts.values().removeIf(count -> count < least);
        return new PageHeads(Set.copyOf(counts.keySet()));
    }

    /// The lines of a page that are no head of it.
    ///
    /// The first of equal page heads stays; it may be the only place that names the document.
    /// A foot never stays: it would stand in the middle of a sentence that goes on overleaf.
    List<PdfLines.Line> without(PdfLines.Page page) {
        List<PdfLines.Line> kept = new ArrayList<>(page.lines());
        for (PdfLines.Line edge : edges(page, true)) {
            String head = shape(edge.text());
            if (heads.contains(head) && !seen.add(head)) {
                kept.remove(edge);
            }
        }
        for (PdfLines.Line edge : edges(page, false)) {
            if (heads.contains(shape(edge.text()))) {
                kept.remove(edge);
            }
        }
        return kept;
    }

    /// The lines near the top of a page, or near its bottom.
    private static List<PdfLines.Line> edges(PdfLines.Page page, boolean top) {
        List<PdfLines.Line> sorted = new ArrayList<>(page.lines());
        sorted.sort(Comparator.comparingDouble(PdfLines.Line::baseline));
        int count = sorted.size();
        int from = Math.min(EDGE_LINES, (count + 1) / 2);
        return top ? sorted.subList(0, from) : sorted.subList(Math.max(from, count - EDGE_LINES), count);
    }

    /// Page heads differ in their page numbers only.
    private static String shape(String text) {
        return DIGITS.matcher(text).replaceAll("#");
    }
}
