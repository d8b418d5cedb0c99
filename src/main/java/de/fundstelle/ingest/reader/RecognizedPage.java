// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What recognition read on one page.
///
/// @param number of the page, from 1
/// @param confidence mean over its words, 0 to 100; 0 for a page without words
/// @param lines in reading order
/// @param rules the straight lines that are drawn on it; none on pages that an earlier program recognized
/// @param failed whether nobody could look at it: it cannot be shown, or the time was not enough
public record RecognizedPage(int number, int confidence, List<Line> lines, List<Rule> rules, boolean failed) {

    /// More lines than this are noise.
    static final int MOST_LINES = 2_000;

    /// More drawn lines are a pattern.
    static final int MOST_RULES = 500;

    /// One line; all measures in points, from the top left corner of the page.
    ///
    /// @param paragraph lines of one paragraph have the same number
    /// @param size the height of its letters
    /// @param words with their places, from left to right; none on pages that an earlier program recognized
    public record Line(
            String text, int paragraph, float left, float right, float baseline, float size, List<Word> words) {

        /// A line may come without words: pages that were recognized before they were kept stay as they are.
        public Line(
                String text,
                int paragraph,
                float left,
                float right,
                float baseline,
                float size,
                @Nullable List<Word> words) {
            this.text = text;
            this.paragraph = paragraph;
            this.left = left;
            this.right = right;
            this.baseline = baseline;
            this.size = size;
            this.words = words == null ? List.of() : List.copyOf(words);
        }
    }

    /// A word and where it begins and ends.
    public record Word(String text, float left, float right) {}

    /// A straight line that was drawn, level or upright.
    public record Rule(float left, float top, float right, float bottom) {}

    /// A page may come without rules, if it was recognized before they were looked for.
    public RecognizedPage(int number, int confidence, List<Line> lines, @Nullable List<Rule> rules, boolean failed) {
        this.number = number;
        this.failed = failed;
        this.confidence = confidence;
        this.lines = List.copyOf(lines);
        this.rules = rules == null ? List.of() : List.copyOf(rules);
        if (number < 1
                || confidence < 0
                || confidence > 100
                || lines.size() > MOST_LINES
                || this.rules.size() > MOST_RULES) {
            throw new IllegalArgumentException("page %d with confidence %d, %d lines and %d rules"
                    .formatted(number, confidence, lines.size(), this.rules.size()));
        }
    }

    /// A page that was looked at.
    public RecognizedPage(int number, int confidence, List<Line> lines, List<Rule> rules) {
        this(number, confidence, lines, rules, false);
    }

    /// A page without words.
    static RecognizedPage empty(int number) {
        return new RecognizedPage(number, 0, List.of(), List.of());
    }

    /// A page that nobody could look at.
    public static RecognizedPage failed(int number) {
        return new RecognizedPage(number, 0, List.of(), List.of(), true);
    }

    /// This page like one with a text layer.
    PdfLines.Page asPage() {
        return new PdfLines.Page(number, asLines(), List.of(), asRules(), List.of(), true);
    }

    /// Letters of one paragraph have one size; measured line by line it would make headings of its ascenders.
    List<PdfLines.Line> asLines() {
        Map<Integer, Double> sizes =
                lines.stream().collect(Collectors.groupingBy(Line::paragraph, Collectors.averagingDouble(Line::size)));
        return lines.stream()
                .map(line ->
                        asLine(line, sizes.getOrDefault(line.paragraph(), 0.0).floatValue()))
                .toList();
    }

    List<PdfLines.Rule> asRules() {
        return rules.stream()
                .map(rule -> new PdfLines.Rule(rule.left(), rule.top(), rule.right(), rule.bottom()))
                .toList();
    }

    private static PdfLines.Line asLine(Line line, float size) {
        List<PdfLines.Word> words = line.words().isEmpty()
                ? List.of(new PdfLines.Word(line.text(), line.left(), line.right()))
                : line.words().stream()
                        .map(word -> new PdfLines.Word(word.text(), word.left(), word.right()))
                        .toList();
        return new PdfLines.Line(line.text(), line.left(), line.right(), line.baseline(), size, false, words);
    }
}
