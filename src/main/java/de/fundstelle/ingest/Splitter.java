// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.document.Passage;
import java.util.ArrayList;
import java.util.List;

/// Divides a document into passages of whole sentences. Pure.
///
/// A passage never leaves its section, sheet or slide; a § is always a passage of its own, or several; tiny neighbours
/// under the same heading share one. Rows of a table never lose their header.
public final class Splitter {

    /// The largest passage in UTF-16 units: a section of a by-law or a screenful, which a reader takes in at once.
    /// The tokenizer of the embedding model was made for English and takes one piece for 2.8 units of German
    /// (measured),
    /// so that a full passage has about 350 pieces: more than the 256 that the model was trained with. About 720
    /// units would fit. The embedder reads up to 510 pieces at a time, so that nothing is cut off.
    static final int LARGEST = 1_000;

    /// A section shorter than this joins its neighbour under the same heading.
    static final int TINY = 300;

    /// A passage of a § ends before the next subsection if it is at least this part of the largest.
    private static final double ENOUGH = 0.5;

    /// The part of a table's header that each of its passages repeats.
    private static final int LONGEST_HEADER = 300;

    /// Cells are parted by tabs in the document's text; in a passage one must see where a cell ends.
    private static final String BETWEEN_CELLS = " | ";

    private Splitter() {}

    /// All passages of a document in their order; none for a text without words.
    public static List<Passage> split(Document document, DocumentText text) {
        List<Passage> passages = new ArrayList<>();
        for (Section section : merged(Sections.of(text))) {
            for (List<Unit> units : packed(section)) {
                Unit first = units.getFirst();
                String words = (header(first)
                                + text.text()
                                        .substring(
                                                first.start(), units.getLast().end()))
                        .replace("\t", BETWEEN_CELLS);
                if (!words.isBlank()) {
                    passages.add(new Passage(
                            document,
                            passages.size(),
                            first.place(),
                            section.headings(),
                            words,
                            first.start(),
                            units.getLast().end()));
                }
            }
        }
        return List.copyOf(passages);
    }

    private static String header(Unit first) {
        if (first.header().isEmpty()) {
            return "";
        }
        String header = first.header();
        return (header.length() > LONGEST_HEADER ? header.substring(0, LONGEST_HEADER) : header) + "\n";
    }

    private static List<Section> merged(List<Section> sections) {
        List<Section> merged = new ArrayList<>();
        for (Section section : sections) {
            Section last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.joins(section)) {
                merged.set(merged.size() - 1, last.with(section));
            } else {
                merged.add(section);
            }
        }
        return merged;
    }

    /// As few passages as fit, of about equal size.
    private static List<List<Unit>> packed(Section section) {
        int total = section.length();
        if (total <= LARGEST) {
            return List.of(section.units());
        }
        int parts = Math.ceilDiv(total, LARGEST);
        int balanced = Math.min(LARGEST, total / parts + LARGEST / 8);
        List<List<Unit>> even = filled(section, balanced);
        return even.size() <= parts ? even : filled(section, LARGEST);
    }

    private static List<List<Unit>> filled(Section section, int limit) {
        List<List<Unit>> passages = new ArrayList<>();
        List<Unit> current = new ArrayList<>();
        for (Unit unit : section.units()) {
            if (!current.isEmpty() && isFull(current, unit, section.standsAlone(), limit)) {
                passages.add(List.copyOf(current));
                current.clear();
            }
            current.add(unit);
        }
        passages.add(List.copyOf(current));
        return passages;
    }

    private static boolean isFull(List<Unit> current, Unit next, boolean standsAlone, int limit) {
        Unit first = current.getFirst();
        int header = first.header().isEmpty()
                ? 0
                : Math.min(LONGEST_HEADER, first.header().length()) + 1;
        int length = header + current.getLast().end() - first.start();
        boolean subsection = standsAlone && next.opensSubsection() && length >= limit * ENOUGH;
        return subsection || header + next.end() - first.start() > limit;
    }
}
