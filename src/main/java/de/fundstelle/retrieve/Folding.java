// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Keeps a list of hits readable: drops texts that are there already, and lets no document crowd out the others.
///
/// A passage beyond its document's share comes back at the end if nothing else fills the list.
final class Folding {

    /// A document's share of the list, as a fraction of its length.
    private static final double SHARE = 0.5;

    /// Short lists give a document this many places all the same: an answer often stands in neighbouring passages.
    private static final int LEAST_PLACES = 3;

    /// Documents with the same words that are looked at for the one in force.
    private static final int MOST_TWINS = 20;

    private final int limit;
    private final int places;
    private final List<Entry> kept = new ArrayList<>();
    private final List<Entry> surplus = new ArrayList<>();
    private final Map<String, List<Passage>> texts = new HashMap<>();
    private final Map<String, Integer> perDocument = new HashMap<>();

    Folding(int limit) {
        this.limit = limit;
        this.places = Math.max(LEAST_PLACES, (int) Math.ceil(limit * SHARE));
    }

    /// A passage and its score.
    record Entry(Passage passage, double score) {}

    void offer(Passage passage, double score) {
        List<Passage> same = texts.computeIfAbsent(passage.text().strip(), text -> new ArrayList<>());
        boolean known = !same.isEmpty();
        if (same.size() < MOST_TWINS) {
            same.add(passage);
        }
        if (known) {
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

    /// What is kept, best first; a passage of a document that has passed gives way to its twin in one that has not.
    List<Entry> best(UnaryOperator<Set<String>> passed) {
        List<Entry> best = best();
        Set<String> doubted = best.stream()
                .flatMap(entry -> twins(entry).stream())
                .map(twin -> twin.document().id())
                .collect(Collectors.toSet());
        if (doubted.isEmpty()) {
            return best;
        }
        Set<String> gone = passed.apply(doubted);
        return best.stream()
                .map(entry -> twins(entry).stream()
                        .filter(twin -> !gone.contains(twin.document().id()))
                        .findFirst()
                        .map(twin -> new Entry(twin, entry.score()))
                        .orElse(entry))
                .toList();
    }

    /// The passages with the same words, if there are several.
    private List<Passage> twins(Entry entry) {
        List<Passage> same = texts.getOrDefault(entry.passage().text().strip(), List.of());
        return same.size() > 1 ? same : List.of();
    }

    private List<Entry> best() {
        List<Entry> best = new ArrayList<>(kept);
        best.addAll(surplus.subList(0, Math.min(surplus.size(), Math.max(0, limit - kept.size()))));
        best.sort((one, other) -> Double.compare(other.score(), one.score()));
        return best;
    }
}
