// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps a list of hits readable: drops texts that are there already, and lets no document crowd out the others.
///
/// A passage beyond its document's share comes back at the end if nothing else fills the list.
final class Folding {

    /// A document's share of the list, as a fraction of its length.
    private static final double SHARE = 0.5;

    /// Short lists give a document this many places all the same: an answer often stands in neighbouring passages.
    private static final int LEAST_PLACES = 3;

    private final int limit;
    private final int places;
    private final List<Entry> kept = new ArrayList<>();
    private final List<Entry> surplus = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final Map<String, Integer> perDocument = new HashMap<>();

    Folding(int limit) {
        this.limit = limit;
        this.places = Math.max(LEAST_PLACES, (int) Math.ceil(limit * SHARE));
    }

    /// A passage and its score.
    record Entry(Passage passage, double score) {}

    void offer(Passage passage, double score) {
        if (!texts.add(passage.text().strip())) {
            return;
        }
        Entry entry = new Entry(passage, score);
        if (perDocument.merge(passage.document().id(), 1, Integer::sum) <= places) {
            kept.add(entry);
        } else if (surplus.size() < limit) {
            surplus.add(entry);
        }
    }

    boolean isFull() {
        return kept.size() >= limit;
    }

    /// What is kept, best first.
    List<Entry> best() {
        List<Entry> best = new ArrayList<>(kept);
        best.addAll(surplus.subList(0, Math.min(surplus.size(), Math.max(0, limit - kept.size()))));
        best.sort((one, other) -> Double.compare(other.score(), one.score()));
        return best;
    }
}
