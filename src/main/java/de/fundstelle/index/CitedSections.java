// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import de.fundstelle.document.Occurrences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sections that a text cites, the way German laws and by-laws are cited: "§ 4 Abs. 2 Satz 1", "§§ 5, 51 und 93",
/// "§§ 5 bis 7", "§ 12 ff.", "Art. 28 GG", "§ 4 (2)", "Anlage 1", "TOP 5".
///
/// A term says where it points, from the outside in: `§4`, `§4/abs2`, `§4/abs2/satz1`. Of a section with its law
/// (`§35 vwvfg`) there are two: with the law, and without. Pure.
final class CitedSections {

    /// "§§ 1 bis 900" names no section that anybody looks for.
    private static final int LONGEST_RANGE = 30;

    private static final String NUMBER = "\\d{1,4}(?:\\s?[a-z](?![\\p{L}\\d.]))?";

    private static final Pattern START =
            Pattern.compile("(§§?|\\b(?:Art(?:ikeln?|\\.)?|Anlage|Anhang|TOP))\\s{0,2}(" + NUMBER + ")(?![\\d])");

    private static final Pattern DETAIL = Pattern.compile("\\s{0,2}(?:"
            + "(?<abs>Abs(?:atz|ätze|\\.)?|\\()\\s{0,2}(?<absNumber>\\d{1,2}[a-z]?)\\b\\)?"
            + "|(?<satz>S(?:atz|ätze|\\.))\\s{0,2}(?<satzNumber>\\d{1,2})\\b"
            + "|(?<nr>Nr\\.|Nummern?|Ziff(?:er|\\.))\\s{0,2}(?<nrNumber>\\d{1,3}[a-z]?)\\b"
            + "|(?<lit>Buchst(?:abe|\\.)|lit\\.)\\s{0,2}(?<litNumber>[a-z])\\b\\)?)");

    private static final Pattern NEXT =
            Pattern.compile("\\s{0,2}(,|und|u\\.|oder|sowie|bis|-|–)\\s{0,2}(" + NUMBER + ")(?![\\d.])");

    private static final String LAW_NAME = "(?=\\p{L}*\\p{Lu}\\p{L}*\\p{Lu})\\p{Lu}\\p{L}{1,11}(?:\\s[IVX]{1,4}\\b)?";

    /// An abbreviation of a law: at least two capitals, as in VwVfG, GG, SGB X.
    static final Pattern ABBREVIATION = Pattern.compile("\\b" + LAW_NAME);

    private static final Pattern LAW = Pattern.compile("\\s{1,2}(?:d(?:es|er)\\s)?(" + LAW_NAME + ")");

    private static final Pattern RUNNING_ON = Pattern.compile("\\s{0,2}ff?\\.");

    private final String text;
    private final BiConsumer<List<String>, int[]> found;
    private final Occurrences starts;

    /// Finds them in a text.
    ///
    /// @param found is given the terms of each, and where it begins and ends
    CitedSections(String text, BiConsumer<List<String>, int[]> found) {
        this.text = text;
        this.found = found;
        this.starts = new Occurrences(START, text);
    }

    /// Looks for a citation at a place of the text, going through it from its beginning.
    void at(int place) {
        if ("§AT".indexOf(text.charAt(place)) >= 0 && starts.at(place)) {
            starts.goOn(citation(starts.match()));
        }
    }

    /// One citation, which may name several sections; gives where it ends.
    private int citation(Matcher start) {
        String kind = kind(start.group(1));
        boolean several = start.group(1).equals("§§") || start.group(1).equals("Artikeln");
        List<List<String>> sections = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        int begin = start.start();
        String number = number(start.group(2));
        int at = start.end();
        Matcher next = NEXT.matcher(text);
        while (true) {
            List<String> terms = new ArrayList<>();
            terms.add(kind + number);
            at = details(terms, at);
            sections.add(terms);
            places.add(new int[] {begin, at});
            if (!several || !next.region(at, text.length()).lookingAt()) {
                break;
            }
            String last = number;
            number = number(next.group(2));
            if (next.group(1).matches("bis|-|–")) {
                between(kind, last, number, terms);
            }
            begin = next.start(2);
            at = next.end();
        }
        Matcher on = RUNNING_ON.matcher(text).region(at, text.length());
        at = on.lookingAt() ? on.end() : at;
        Matcher law = LAW.matcher(text).region(at, text.length());
        if (law.lookingAt()) {
            String name = " " + law.group(1).toLowerCase(Locale.ROOT);
            sections.forEach(terms ->
                    terms.addAll(terms.stream().map(term -> term + name).toList()));
            at = law.end();
            places.getLast()[1] = at;
        }
        for (int i = 0; i < sections.size(); i++) {
            found.accept(List.copyOf(sections.get(i)), places.get(i));
        }
        return at;
    }

    private int details(List<String> terms, int from) {
        Matcher detail = DETAIL.matcher(text);
        int at = from;
        while (detail.region(at, text.length()).lookingAt()) {
            String inner = detail.group("abs") != null
                    ? "/abs" + detail.group("absNumber")
                    : detail.group("satz") != null
                            ? "/satz" + detail.group("satzNumber")
                            : detail.group("nr") != null
                                    ? "/nr" + detail.group("nrNumber")
                                    : "/lit" + detail.group("litNumber");
            terms.add(terms.getLast() + inner);
            at = detail.end();
        }
        return at;
    }

    /// The sections between two, which nobody wrote down.
    private static void between(String kind, String from, String to, List<String> terms) {
        if (from.matches("\\d+") && to.matches("\\d+")) {
            int first = Integer.parseInt(from);
            int last = Integer.parseInt(to);
            for (int number = first + 1; number < last && last - first <= LONGEST_RANGE; number++) {
                terms.add(kind + number);
            }
        }
    }

    private static String kind(String sign) {
        if (sign.startsWith("§")) {
            return "§";
        }
        return sign.startsWith("Art") ? "art" : sign.toLowerCase(Locale.ROOT);
    }

    private static String number(String written) {
        return written.replaceAll("\\s", "");
    }
}
