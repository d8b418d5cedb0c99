// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Sentence;
import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.answer.AnswerEvent.Support;
import de.fundstelle.document.Identifier;
import de.fundstelle.document.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The sentences of some passages that come nearest to an answer, found without a model.
///
/// A sentence counts by the words of the question that it contains, rare ones more;
/// words in the headings above it count a little, and passages that were found first come before others.
final class Decisive {

    private static final int MOST_SENTENCES = 5;
    private static final int MOST_PER_PASSAGE = 3;

    /// A sentence this much weaker than the best says nothing more about the question.
    private static final double NEAR_BEST = 0.6;

    /// What may lie between two rows of one table, in UTF-16 units.
    private static final int LINE_BREAK = 2;

    private static final double HEADING = 0.4;
    private static final double RANK = 0.1;

    private final List<Source> sources;
    private final List<Candidate> chosen;

    private Decisive(List<Source> sources, List<Candidate> chosen) {
        this.sources = sources;
        this.chosen = chosen;
    }

    static Decisive of(String question, List<Source> sources) {
        List<Candidate> candidates = candidates(sources);
        List<Candidate> chosen = choose(Terms.of(question), candidates);
        return new Decisive(sources, chosen.isEmpty() ? candidates.subList(0, Math.min(1, candidates.size())) : chosen);
    }

    /// The sentences one below the other, each with its citation; table rows below the header of their table.
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chosen.size(); i++) {
            Candidate candidate = chosen.get(i);
            boolean sameTable = i > 0
                    && chosen.get(i - 1).source.n() == candidate.source.n()
                    && chosen.get(i - 1).header.equals(candidate.header);
            if (i > 0) {
                text.append(sameTable && candidate.hasHeader() ? "\n" : "\n\n");
            }
            if (candidate.hasHeader() && !sameTable) {
                text.append(header(candidate));
            }
            text.append(cited(candidate));
        }
        return text.toString();
    }

    /// The sentences as they are checked: literal, so each is carried by its passage.
    List<Sentence> sentences() {
        return chosen.stream()
                .map(candidate -> new Sentence(cited(candidate), Support.SUPPORTED, List.of(candidate.source.n())))
                .toList();
    }

    /// The passages, with the chosen sentences marked.
    List<Source> marked() {
        return sources.stream()
                .map(source -> new Source(source.n(), source.passage(), marks(source), source.standing()))
                .toList();
    }

    private List<Range> marks(Source source) {
        return chosen.stream()
                .filter(candidate -> candidate.source.n() == source.n())
                .flatMap(candidate -> candidate.hasHeader()
                        ? List.of(candidate.header, candidate.range).stream()
                        : List.of(candidate.range).stream())
                .distinct()
                .sorted(Comparator.comparingInt(Range::start))
                .toList();
    }

    private static String header(Candidate candidate) {
        String header = plain(words(candidate.source, candidate.header));
        long columns = header.chars().filter(c -> c == '|').count() - 1;
        return header + "\n" + (header.startsWith("|") && columns > 0 ? "|" + "---|".repeat((int) columns) + "\n" : "");
    }

    /// A document's own links and numbers in brackets would be taken for ours.
    private static String plain(String words) {
        Citations none = new Citations(0, Identifier.fresh(), address -> true);
        return none.accept(words) + none.finish();
    }

    private static String cited(Candidate candidate) {
        String words = plain(words(candidate.source, candidate.range)).replace('\n', ' ');
        String marker = " [" + candidate.source.n() + "]";
        return words.endsWith("|")
                ? words.substring(0, words.length() - 1).stripTrailing() + marker + " |"
                : words + marker;
    }

    private static List<Candidate> candidates(List<Source> sources) {
        List<Candidate> candidates = new ArrayList<>();
        for (Source source : sources) {
            List<Range> sentences = Sentences.of(source.passage().text());
            Range header = NONE;
            for (int i = 0; i < sentences.size(); i++) {
                Range range = sentences.get(i);
                boolean first = !goesOn(source, sentences, i);
                boolean followed = i + 1 < sentences.size() && goesOn(source, sentences, i + 1);
                if (first) {
                    header = followed ? range : NONE;
                }
                if (!(first && followed) && !Sentences.isRule(words(source, range))) {
                    candidates.add(new Candidate(source, range, header));
                }
            }
        }
        return candidates;
    }

    /// Whether a row belongs to the table of the row before it.
    private static boolean goesOn(Source source, List<Range> sentences, int i) {
        if (i == 0) {
            return false;
        }
        Range before = sentences.get(i - 1);
        Range range = sentences.get(i);
        return Sentences.isRow(words(source, before))
                && Sentences.isRow(words(source, range))
                && range.start() - before.end() <= LINE_BREAK;
    }

    private static String words(Source source, Range of) {
        return source.passage().text().substring(of.start(), of.end());
    }

    private static List<Candidate> choose(Set<String> question, List<Candidate> candidates) {
        Map<String, Double> weights = weights(question, candidates);
        Map<Candidate, Double> scores = new HashMap<>();
        candidates.forEach(candidate -> scores.put(candidate, candidate.score(weights)));
        double best = scores.values().stream().mapToDouble(score -> score).max().orElse(0);
        Map<Integer, Integer> perPassage = new HashMap<>();
        return candidates.stream()
                .filter(candidate -> scores.getOrDefault(candidate, 0.0) > 0)
                .filter(candidate -> scores.getOrDefault(candidate, 0.0) >= NEAR_BEST * best)
                .sorted(Comparator.comparingDouble(candidate -> -scores.getOrDefault(candidate, 0.0)))
                .filter(candidate -> perPassage.merge(candidate.source.n(), 1, Integer::sum) <= MOST_PER_PASSAGE)
                .limit(MOST_SENTENCES)
                .sorted(Comparator.comparingInt((Candidate candidate) -> candidate.source.n())
                        .thenComparingInt(candidate -> candidate.range.start()))
                .toList();
    }

    private static Map<String, Double> weights(Set<String> question, List<Candidate> candidates) {
        Map<String, Double> weights = new HashMap<>();
        for (String term : question) {
            long having = candidates.stream()
                    .filter(candidate -> Terms.in(candidate.terms, term))
                    .count();
            weights.put(term, Math.log(1 + candidates.size() / (0.5 + having)));
        }
        return weights;
    }

    private static final Range NONE = new Range(0, 0);

    private record Candidate(Source source, Range range, Range header, Set<String> terms, Set<String> above) {

        Candidate(Source source, Range range, Range header) {
            this(
                    source,
                    range,
                    header,
                    Terms.of(source.passage().text().substring(header.start(), header.end())
                            + "\n"
                            + source.passage().text().substring(range.start(), range.end())),
                    Terms.of(source.passage().document().title() + "\n"
                            + String.join("\n", source.passage().headings())));
        }

        boolean hasHeader() {
            return !header.equals(NONE);
        }

        double score(Map<String, Double> weights) {
            double own = 0;
            double over = 0;
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                if (Terms.in(terms, weight.getKey())) {
                    own += weight.getValue();
                } else if (Terms.in(above, weight.getKey())) {
                    over += HEADING * weight.getValue();
                }
            }
            // A heading alone says nothing about where below it the answer stands.
            return own == 0 ? 0 : (own + over) / (1 + RANK * (source.n() - 1));
        }
    }
}
