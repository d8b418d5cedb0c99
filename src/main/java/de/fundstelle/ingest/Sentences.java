// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import de.fundstelle.document.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The sentences of a German text, as ranges without blanks around them. Pure.
///
/// Unicode's rules, without a break after abbreviations of administrative language, ordinal numbers and initials.
final class Sentences {

    private static final List<String> ABBREVIATIONS = List.of(
            "Abs.",
            "Nr.",
            "Nrn.",
            "Art.",
            "S.",
            "Ziff.",
            "Buchst.",
            "lit.",
            "Hs.",
            "Halbs.",
            "Alt.",
            "Var.",
            "Anl.",
            "Bl.",
            "z. B.",
            "z.B.",
            "d. h.",
            "d.h.",
            "u. a.",
            "u.a.",
            "i. V. m.",
            "i.V.m.",
            "i. S. d.",
            "i.S.d.",
            "i. d. R.",
            "i.d.R.",
            "u. U.",
            "u.U.",
            "o. ä.",
            "o.ä.",
            "o. g.",
            "o.g.",
            "s. o.",
            "s. u.",
            "v. H.",
            "v.H.",
            "m. E.",
            "n. F.",
            "a. F.",
            "i. H. v.",
            "i.H.v.",
            "gem.",
            "bzw.",
            "bzgl.",
            "ggf.",
            "evtl.",
            "ca.",
            "vgl.",
            "Vgl.",
            "sog.",
            "inkl.",
            "exkl.",
            "einschl.",
            "zzgl.",
            "abzgl.",
            "insb.",
            "insbes.",
            "max.",
            "min.",
            "mind.",
            "Str.",
            "str.",
            "Tel.",
            "Dr.",
            "Prof.",
            "Hr.",
            "Fr.",
            "Az.",
            "Ktr.",
            "Bd.",
            "Jh.",
            "Mio.",
            "Mrd.",
            "Tsd.",
            "St.",
            "Kap.",
            "Aufl.",
            "Rn.",
            "Rdnr.",
            "ff.",
            "f.",
            "BGBl.",
            "GVBl.",
            "GVOBl.",
            "ABl.",
            "Amtsbl.",
            "Jan.",
            "Feb.",
            "Mrz.",
            "Apr.",
            "Jun.",
            "Jul.",
            "Aug.",
            "Sep.",
            "Sept.",
            "Okt.",
            "Nov.",
            "Dez.",
            "Hrsg.",
            "jew.",
            "lt.",
            "s.",
            "Fa.",
            "geb.",
            "verw.",
            "verh.",
            "Verf.");

    private static final Pattern ORDINAL_OR_INITIAL =
            Pattern.compile("(?:^|.*[\\s(§/–-])(?:\\d{1,3}|[A-ZÄÖÜ]|[a-z]|[IVX]{1,5})\\.\\s*", Pattern.DOTALL);

    /// Looking back further than this finds no other abbreviation.
    private static final int LOOK_BACK = 12;

    private Sentences() {}

    /// The sentences of a text; one longer than `largest` is divided at words.
    static List<Range> of(String text, int largest) {
        // A line break inside a paragraph ends a line, not a sentence.
        String line = text.replace('\n', ' ');
        BreakIterator breaks = breaks();
        breaks.setText(line);
        List<Range> sentences = new ArrayList<>();
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end == line.length() || !isInsideSentence(line, end)) {
                addWhole(line, start, end, largest, sentences);
                start = end;
            }
        }
        return sentences;
    }

    /// The whole text as one range, divided at words only where it is longer than `largest`.
    static List<Range> whole(String text, int largest) {
        List<Range> ranges = new ArrayList<>();
        addWhole(text, 0, text.length(), largest, ranges);
        return ranges;
    }

    /// Building the rules costs milliseconds; each thread clones what was built once.
    private static BreakIterator breaks() {
        return Rules.GERMAN.clone();
    }

    private static final class Rules {
        static final BreakIterator GERMAN = german();

        private static BreakIterator german() {
            FilteredBreakIteratorBuilder builder = FilteredBreakIteratorBuilder.getInstance(ULocale.GERMAN);
            ABBREVIATIONS.forEach(builder::suppressBreakAfter);
            return builder.wrapIteratorWithFilter(BreakIterator.getSentenceInstance(ULocale.GERMAN));
        }
    }

    private static boolean isInsideSentence(String text, int at) {
        return ORDINAL_OR_INITIAL
                .matcher(text.substring(Math.max(0, at - LOOK_BACK), at))
                .matches();
    }

    private static void addWhole(String text, int from, int to, int largest, List<Range> ranges) {
        int start = from;
        while (start < to && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = to;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end - start <= largest) {
            if (end > start) {
                ranges.add(new Range(start, end));
            }
            return;
        }
        int parts = Math.ceilDiv(end - start, largest);
        int cut = wordBoundary(text, start, start + Math.min(largest, (end - start) / parts + largest / 10));
        addWhole(text, start, cut, largest, ranges);
        // At most one level per part of a sentence that is cut: bounded by the length of a block.
        addRest(text, cut, end, largest, ranges);
    }

    private static void addRest(String text, int from, int end, int largest, List<Range> ranges) {
        int start = from;
        while (end - start > largest) {
            int cut = wordBoundary(text, start, start + largest);
            addWhole(text, start, cut, largest, ranges);
            start = cut;
        }
        addWhole(text, start, end, largest, ranges);
    }

    /// The last blank before `limit`; `limit` itself in a text without blanks, but never inside a surrogate pair.
    private static int wordBoundary(String text, int start, int limit) {
        for (int i = limit; i > start + (limit - start) / 2; i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
