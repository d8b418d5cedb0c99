// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.de.GermanAnalyzer;

/// The words of a query as the index understands them; never parsed, so that no character has a special meaning.
///
/// Only the first [#MOST_CHARACTERS] characters and [#MOST_WORDS] words count.
public final class QueryWords {

    /// The longest part of a query that is used, in UTF-16 units.
    public static final int MOST_CHARACTERS = 512;

    /// The most words of a query that are used.
    public static final int MOST_WORDS = 64;

    /// Shorter words are no recognisable part of a compound.
    private static final int SHORTEST_PART = 4;

    /// Two words may share so many letters in a row without having a part in common.
    private static final int LONGEST_CHANCE = 5;

    /// A word is not recognised by a smaller share of its letters.
    private static final double CHANCE = 0.4;

    private static final CharArraySet STOP_WORDS = GermanAnalyzer.getDefaultStopSet();

    private final List<Word> words;
    private final List<String> references;

    /// Takes a query apart.
    public QueryWords(String query) {
        String text = query.length() > MOST_CHARACTERS ? query.substring(0, MOST_CHARACTERS) : query;
        List<Analysis.Token> stems = Analysis.stems(text);
        List<Analysis.Token> whole = Analysis.words(text);
        List<Word> found = new ArrayList<>();
        for (int i = 0; i < Math.min(stems.size(), MOST_WORDS); i++) {
            String surface = text.substring(whole.get(i).start(), whole.get(i).end());
            found.add(new Word(whole.get(i).term(), stems.get(i).term(), carriesMeaning(surface)));
        }
        this.words = List.copyOf(found);
        this.references = References.in(text).stream()
                .flatMap(reference -> reference.terms().stream())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }

    /// A word of the query.
    ///
    /// @param folded in lower case with its umlauts folded
    /// @param content whether it says what the query is about: no stop word
    record Word(String folded, String stem, boolean content) {

        Set<String> grams() {
            return QueryWords.grams(folded);
        }
    }

    /// Whether there is nothing to look for.
    public boolean isEmpty() {
        return words.isEmpty();
    }

    /// What the query names exactly, see [References].
    List<String> references() {
        return references;
    }

    boolean namesSection() {
        return references.stream().anyMatch(term -> term.startsWith("§") || term.startsWith("art"));
    }

    List<Word> all() {
        return words;
    }

    /// The words that say what the query is about; all of them if there are only stop words.
    List<Word> content() {
        List<Word> content = words.stream().filter(Word::content).toList();
        return content.isEmpty() ? words : content;
    }

    /// Where the query's content words stand in a text, also inside compounds, in order and without overlap.
    public List<Range> marks(String text) {
        List<Word> wanted = content();
        List<Analysis.Token> stems = Analysis.stems(text);
        List<Analysis.Token> folded = Analysis.words(text);
        List<Range> marks = new ArrayList<>();
        for (int i = 0; i < stems.size(); i++) {
            String stem = stems.get(i).term();
            String word = folded.get(i).term();
            if (wanted.stream().anyMatch(query -> meets(query, word, stem))) {
                marks.add(new Range(stems.get(i).start(), stems.get(i).end()));
            }
        }
        return marks;
    }

    /// How much of the query a passage, its title and its headings speak of: 0 nothing, 1 every content word.
    ///
    /// Words count by their rarity. A word that is missing counts by the share of its letters that are parts of
    /// other words: "Hundesteuersatzung" by "Hundesteuer" and "Satzung".
    ///
    /// @param rarity as [Search#rarity] tells
    public double coverage(Passage passage, Map<String, Double> rarity) {
        String text = passage.document().title() + "\n" + String.join("\n", passage.headings()) + "\n" + passage.text();
        Set<String> stems = new HashSet<>();
        Analysis.stems(text).forEach(token -> stems.add(token.term()));
        Set<String> folded = new HashSet<>();
        Analysis.words(text).forEach(token -> folded.add(token.term()));
        double covered = 0;
        double all = 0;
        for (Word word : content()) {
            double weight = rarity.getOrDefault(word.stem(), 0.0);
            all += weight;
            covered += weight * (stems.contains(word.stem()) ? 1 : byParts(word.folded(), folded));
        }
        return all == 0 ? 0 : covered / all;
    }

    /// The share of a word's letters that are parts of words of a text, each part at least [#LONGEST_CHANCE] + 1 long.
    private static double byParts(String word, Set<String> present) {
        BitSet letters = new BitSet(word.length());
        for (String other : present) {
            for (int start = 0; start + LONGEST_CHANCE < word.length(); start++) {
                int end = start + LONGEST_CHANCE + 1;
                if (other.contains(word.substring(start, end))) {
                    letters.set(start, end);
                }
            }
        }
        double share = (double) letters.cardinality() / word.length();
        return share < CHANCE ? 0 : share;
    }

    private static boolean meets(Word query, String word, String stem) {
        if (query.stem().equals(stem)) {
            return true;
        }
        boolean insideText = query.stem().length() >= SHORTEST_PART && word.contains(query.stem());
        return insideText || isEdge(stem, query.folded());
    }

    /// Whether a word of the text begins or ends a compound of the query.
    private static boolean isEdge(String part, String compound) {
        return part.length() > SHORTEST_PART
                && !STOP_WORDS.contains(part)
                && (compound.startsWith(part) || compound.endsWith(part));
    }

    private static Set<String> grams(String word) {
        Set<String> grams = new LinkedHashSet<>();
        for (int i = 0; i + Analysis.GRAM <= word.length(); i++) {
            grams.add(word.substring(i, i + Analysis.GRAM));
        }
        return grams;
    }

    private static boolean carriesMeaning(String surface) {
        return !STOP_WORDS.contains(surface.toLowerCase(Locale.ROOT));
    }
}
