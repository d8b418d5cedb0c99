// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Joins passages that follow each other in one section: they are read as one, and cited as one.
///
/// Pure. Table rows stay as they are: each has its header in front.
final class Neighbours {

    /// The longest text of several passages in UTF-16 units: about two of the longest; a citation stays near its words.
    static final int LONGEST = 2_000;

    private Neighbours() {}

    /// The same passages, best first; one of several has the score of its best.
    static List<Folding.Entry> join(List<Folding.Entry> entries) {
        Map<List<Object>, List<Folding.Entry>> sections = new LinkedHashMap<>();
        for (Folding.Entry entry : entries) {
            sections.computeIfAbsent(section(entry.passage()), key -> new ArrayList<>())
                    .add(entry);
        }
        List<Folding.Entry> joined = new ArrayList<>();
        sections.values().forEach(section -> joined.addAll(joinSection(section)));
        joined.sort(Folding.BEST_FIRST);
        return joined;
    }

    private static List<Object> section(Passage passage) {
        String section = passage.place().section();
        return List.of(passage.document().version(), passage.headings(), section == null ? "" : section);
    }

    private static List<Folding.Entry> joinSection(List<Folding.Entry> entries) {
        List<Folding.Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingInt(entry -> entry.passage().ordinal()));
        List<Folding.Entry> joined = new ArrayList<>();
        int last = -1;
        for (Folding.Entry entry : inOrder) {
            Passage passage = entry.passage();
            if (!joined.isEmpty()
                    && passage.ordinal() == last + 1
                    && fit(joined.getLast().passage(), passage)) {
                joined.add(join(joined.removeLast(), entry));
            } else {
                joined.add(entry);
            }
            last = passage.ordinal();
        }
        return joined;
    }

    private static boolean fit(Passage first, Passage second) {
        return first.place().sheet() == null
                && second.place().sheet() == null
                && isVerbatim(first)
                && isVerbatim(second)
                && second.start() >= first.end()
                && first.text().length() + second.text().length() < LONGEST;
    }

    /// A row of a table in a text has its header in front, too, and is longer than its place.
    private static boolean isVerbatim(Passage passage) {
        return passage.text().length() <= passage.end() - passage.start();
    }

    private static Folding.Entry join(Folding.Entry first, Folding.Entry second) {
        Folding.Entry best = Folding.BEST_FIRST.compare(first, second) <= 0 ? first : second;
        Passage begins = first.passage();
        Passage both = new Passage(
                begins.document(),
                begins.ordinal(),
                begins.place(),
                begins.headings(),
                begins.text() + "\n" + second.passage().text(),
                begins.start(),
                second.passage().end());
        return new Folding.Entry(both, best.by(), best.alsoIn());
    }
}
