// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import de.fundstelle.document.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a German text into sentences, list items and table rows.
final class Sentences {

    /// A shorter line without a full stop is a heading; a longer one goes on in the next.
    private static final int WRAPPED = 60;

    private static final Pattern LINE = Pattern.compile("[^\\n]+");
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*•–]|\\d{1,3}[.)]|[a-z]\\))\\s+");
    private static final Pattern BEGINS =
            Pattern.compile("^\\s*(?:[-*•–#|§]|\\d{1,3}[.)]\\s|[a-z]\\)\\s|\\(\\d{1,2}\\)).*");
    private static final Pattern ENDED = Pattern.compile("[.:;!?](?:\\s*\\[\\d+\\])*\\s*$");
    private static final Pattern RULE = Pattern.compile("[\\s|:\\-]*");

    /// A full stop after these ends no sentence, nor does one after a number as in "3. Oktober".
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?:^|[\\s(])(?:Abs|Nr|Nrn|Art|Bst|Buchst|Ziff|Anl|lit|Tel|Str|St|Dr|Prof|Az|BGBl|GVBl|Bd|ca|bzw|ggf|inkl|vgl"
                    + "|evtl|zzgl|max|min|etc|usw|z|B|d|h|u|a|o|i|V|m|S|\\d{1,2})\\.\\s*$");

    private Sentences() {}

    /// In order and without overlap; marks of lists are left out.
    static List<Range> of(String text) {
        List<Range> sentences = new ArrayList<>();
        for (Range unit : units(text)) {
            String words = text.substring(unit.start(), unit.end());
            if (isRow(words)) {
                add(sentences, text, unit.start(), unit.end());
            } else {
                cut(sentences, text, unit.start() + prefix(words), unit.end());
            }
        }
        return sentences;
    }

    /// Whether a line is a row of a table.
    static boolean isRow(String line) {
        return line.strip().startsWith("|") || line.contains(" | ") || line.contains("\t");
    }

    /// Whether a line only draws the line under the header of a table.
    static boolean isRule(String line) {
        return RULE.matcher(line).matches();
    }

    /// Lines, where those that were only wrapped are joined.
    private static List<Range> units(String text) {
        List<Range> units = new ArrayList<>();
        Matcher lines = LINE.matcher(text);
        int start = -1;
        int end = -1;
        while (lines.find()) {
            String line = lines.group();
            if (start >= 0 && goesOn(text, start, end, lines.start(), line)) {
                end = lines.end();
                continue;
            }
            if (start >= 0) {
                units.add(new Range(start, end));
            }
            start = lines.start();
            end = lines.end();
        }
        if (start >= 0) {
            units.add(new Range(start, end));
        }
        return units;
    }

    private static boolean goesOn(String text, int start, int end, int next, String line) {
        String before = text.substring(Math.max(start, text.lastIndexOf('\n', end - 1) + 1), end);
        return next == end + 1
                && !line.isBlank()
                && before.strip().length() >= WRAPPED
                && !isRow(before)
                && !isRow(line)
                && !BEGINS.matcher(line).matches()
                && !ENDED.matcher(before).find();
    }

    private static void cut(List<Range> sentences, String text, int start, int end) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(ULocale.GERMAN);
        // For ICU a line break ends a sentence; these were only wrapped.
        breaks.setText(text.substring(start, end).replace('\n', ' '));
        int from = start;
        breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            boolean last = start + to == end;
            if (last || !ABBREVIATED.matcher(text.substring(from, start + to)).find()) {
                add(sentences, text, from, start + to);
                from = start + to;
            }
        }
    }

    private static int prefix(String words) {
        Matcher item = ITEM.matcher(words);
        return item.find() ? item.end() : 0;
    }

    private static void add(List<Range> sentences, String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        if (from < to) {
            sentences.add(new Range(from, to));
        }
    }
}
