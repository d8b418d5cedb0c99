// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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

    /// What stands between words and changes nothing; a comma between digits does.
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<!\\d)[^\\p{L}\\d§€%+−-]+|[^\\p{L}\\d§€%+−-]+(?!\\d)|\\s+");

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

    static final Comparator<Entry> BEST_FIRST =
            Comparator.comparingDouble(Entry::score).reversed();

    /// A passage, how it was found, and which other documents have the same words.
    record Entry(Passage passage, FoundBy by, List<Document> alsoIn) {

        double score() {
            return by.score();
        }
    }

    void offer(Passage passage, FoundBy by) {
        List<Passage> same = texts.computeIfAbsent(words(passage), text -> new ArrayList<>());
        boolean known = !same.isEmpty();
        if (same.size() < MOST_TWINS) {
            same.add(passage);
        }
        if (known) {
            return;
        }
        Entry entry = new Entry(passage, by, List.of());
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
        return best.stream().map(entry -> firstOf(entry, gone)).toList();
    }

    private Entry firstOf(Entry entry, Set<String> gone) {
        List<Passage> twins = twins(entry);
        Passage shown = twins.stream()
                .filter(twin -> !gone.contains(twin.document().id()))
                .findFirst()
                .orElse(entry.passage());
        Map<String, Document> others = new LinkedHashMap<>();
        twins.forEach(twin -> others.putIfAbsent(twin.document().id(), twin.document()));
        others.remove(shown.document().id());
        return new Entry(shown, entry.by(), List.copyOf(others.values()));
    }

    /// What two passages have in common that read alike: letters, numbers and signs that change what these mean.
    private static String words(Passage passage) {
        return BETWEEN_WORDS
                .matcher(passage.text().toLowerCase(Locale.GERMAN))
                .replaceAll(" ")
                .strip();
    }

    /// The passages with the same words, if there are several.
    private List<Passage> twins(Entry entry) {
        List<Passage> same = texts.getOrDefault(words(entry.passage()), List.of());
        return same.size() > 1 ? same : List.of();
    }

    private List<Entry> best() {
        List<Entry> best = new ArrayList<>(kept);
        best.addAll(surplus.subList(0, Math.min(surplus.size(), Math.max(0, limit - kept.size()))));
        best.sort(BEST_FIRST);
        return best;
    }
}
