// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Sentence;
import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.answer.AnswerEvent.Support;
import de.fundstelle.document.Citation;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks whether the passages that a sentence names carry it.
///
/// Every number, date, amount and § of the sentence must stand in one of them, and enough of its words.
/// A sentence turned into its opposite with the same words is not noticed.
final class Proof {

    /// The share of a sentence's content words that its passages must have: a model rephrases, but not everything.
    static final double ENOUGH_WORDS = 0.5;

    private static final Pattern MARKER = Pattern.compile("\\[(\\d{1,3})\\]");
    private static final Pattern LEADING_MARKERS = Pattern.compile("^(?:\\s*\\[\\d{1,3}\\])+[.,;]?\\s*");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private Proof() {}

    /// The sentences of an answer; headings, table headers and lead-ins that end with a colon state nothing.
    static List<Sentence> check(String answer, List<Source> sources) {
        List<Sentence> sentences = new ArrayList<>();
        for (Range range : withTheirMarkers(answer)) {
            String text = answer.substring(range.start(), range.end());
            if (states(answer, range, text)) {
                Set<Integer> named = numbers(text);
                sentences.add(new Sentence(text, support(text, named, sources), List.copyOf(named)));
            }
        }
        return sentences;
    }

    /// The passages that a text names.
    static List<Citation> citations(String answer, List<Source> sources) {
        Set<Integer> named = numbers(answer);
        return sources.stream()
                .filter(source -> named.contains(source.n()))
                .map(Proof::citation)
                .toList();
    }

    static Citation citation(Source source) {
        Passage passage = source.passage();
        return new Citation(source.n(), passage.document().id(), passage.place());
    }

    /// A marker behind the full stop belongs to the sentence before it.
    private static List<Range> withTheirMarkers(String answer) {
        List<Range> sentences = new ArrayList<>();
        for (Range range : Sentences.of(answer)) {
            Matcher leading = LEADING_MARKERS.matcher(answer.substring(range.start(), range.end()));
            int start = range.start();
            if (!sentences.isEmpty() && leading.find()) {
                start += leading.end();
                Range before = sentences.removeLast();
                sentences.add(new Range(
                        before.start(),
                        range.start() + leading.group().stripTrailing().length()));
            }
            if (start < range.end()) {
                sentences.add(new Range(start, range.end()));
            }
        }
        return sentences;
    }

    private static boolean states(String answer, Range range, String text) {
        if (!LETTER.matcher(text).find() || text.startsWith("#")) {
            return false;
        }
        if (Sentences.isRow(text)) {
            int next = answer.indexOf('\n', range.end());
            int end = next < 0 ? -1 : answer.indexOf('\n', next + 1);
            String line = next < 0 ? "" : answer.substring(next + 1, end < 0 ? answer.length() : end);
            return line.isBlank() || !Sentences.isRule(line);
        }
        boolean leadsIn = text.endsWith(":") || text.endsWith(":**");
        return !leadsIn || !numbers(text).isEmpty() || !Facts.stated(text).isEmpty();
    }

    private static Support support(String text, Set<Integer> named, List<Source> sources) {
        if (named.isEmpty()) {
            return Support.WITHOUT_SOURCE;
        }
        String words = MARKER.matcher(text).replaceAll(" ");
        Set<String> facts = new HashSet<>();
        Set<String> terms = new HashSet<>();
        sources.stream().filter(source -> named.contains(source.n())).forEach(source -> {
            String all = everything(source.passage());
            facts.addAll(Facts.proven(all));
            terms.addAll(Terms.of(all));
        });
        Set<String> needed = Terms.of(words);
        long found = needed.stream().filter(term -> Terms.in(terms, term)).count();
        boolean carried = facts.containsAll(Facts.stated(words)) && found > 0 && found >= ENOUGH_WORDS * needed.size();
        return carried ? Support.SUPPORTED : Support.UNSUPPORTED;
    }

    private static String everything(Passage passage) {
        return String.join(
                "\n",
                passage.document().title(),
                passage.place().label(),
                Objects.requireNonNullElse(passage.place().section(), ""),
                String.join("\n", passage.headings()),
                passage.text());
    }

    private static Set<Integer> numbers(String text) {
        Set<Integer> numbers = new TreeSet<>();
        MARKER.matcher(text).results().forEach(marker -> numbers.add(Integer.parseInt(marker.group(1))));
        return numbers;
    }
}
