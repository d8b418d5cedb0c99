// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Repairs headings whose "§" was misread ("83 Steuersatz"), where the numbers before and after prove it. Pure.
///
/// "83 Steuersatz" between § 2 and § 4 is § 3, and so is one of several misread headings that follow § 2 without a gap.
/// Nothing else is touched: not a number that continues no sequence, and not one of two that could be meant.
final class SectionSequence {

    private static final int MOST_MISSING = 30;
    private static final int LONGEST_TITLE = 120;
    private static final Pattern MISREAD = Pattern.compile("[8$S5B&6]\\s?(\\d{1,3})(?!\\d)[.:]?(?:\\s+(.*))?");
    private static final Pattern SUBSECTION = Pattern.compile("\\s\\(1\\)\\s");

    /// So many headings in a row prove each other behind one that was read well; one more where there is none.
    private static final int FEWEST_IN_A_ROW = 2;

    /// What the last section of a by-law says.
    private static final Pattern LAST_TITLE =
            Pattern.compile("(?i)(?:in-?kraft|au(?:ß|ss)er-?kraft|schluss|übergangs).*");

    private final List<Piece> pieces;
    private final Map<Integer, List<Piece>> repaired = new HashMap<>();

    private SectionSequence(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static List<Piece> repaired(List<Piece> pieces) {
        SectionSequence sequence = new SectionSequence(pieces);
        sequence.look();
        if (sequence.repaired.isEmpty()) {
            return pieces;
        }
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            all.addAll(sequence.repaired.getOrDefault(i, List.of(pieces.get(i))));
        }
        return all;
    }

    private void look() {
        int lastNumber = 0;
        int lastAt = -1;
        for (int i = 0; i < pieces.size(); i++) {
            int number = number(pieces.get(i));
            if (number > lastNumber + 1 && number - lastNumber <= MOST_MISSING) {
                repair(lastAt + 1, i, lastNumber, number);
            }
            if (number > 0) {
                lastNumber = number;
                lastAt = i;
            }
        }
        repairEnd(lastAt + 1, lastNumber);
    }

    /// Repairs the headings behind the last one that is certain, if they prove each other.
    private void repairEnd(int from, int before) {
        List<Integer> found = new ArrayList<>();
        int at = from;
        Optional<Integer> next = only(at, pieces.size(), before + 1);
        while (next.isPresent() && found.size() < MOST_MISSING) {
            found.add(next.get());
            at = next.get() + 1;
            next = only(at, pieces.size(), before + found.size() + 1);
        }
        int fewest = before > 0 ? FEWEST_IN_A_ROW : FEWEST_IN_A_ROW + 1;
        boolean ends = before > 0
                && found.size() == 1
                && LAST_TITLE
                        .matcher(title(found.getFirst(), before + 1).orElse(""))
                        .matches();
        if (found.size() >= fewest || ends) {
            for (int i = 0; i < found.size(); i++) {
                repairOne(found.get(i), before + 1 + i);
            }
        }
    }

    /// Repairs the headings between two that are certain, if each number that is missing is found in its order.
    private void repair(int from, int to, int before, int after) {
        int at = from;
        for (int missing = before + 1; missing < after; missing++) {
            Optional<Integer> found = only(at, to, missing);
            if (found.isPresent()) {
                at = found.get() + 1;
                repairOne(found.get(), missing);
            }
        }
    }

    /// Puts a heading where it was misread; its title may be the one line below it.
    private void repairOne(int at, int number) {
        repaired.put(at, asHeading(at, number));
        if (takesTitleFromNext(at, number)) {
            repaired.put(at + 1, List.of());
        }
    }

    /// The one piece that can be the heading of this §; none if there are several.
    private Optional<Integer> only(int from, int to, int number) {
        Optional<Integer> only = Optional.empty();
        for (int i = from; i < to; i++) {
            if (title(i, number).isPresent()) {
                if (only.isPresent()) {
                    return Optional.empty();
                }
                only = Optional.of(i);
            }
        }
        return only;
    }

    /// The words of a misread heading of this §; empty words if they stand below it.
    private Optional<String> title(int at, int number) {
        Piece piece = pieces.get(at);
        if (piece.kind() == Block.Kind.TABLE_ROW || piece.kind() == Block.Kind.TABLE_HEADER) {
            return Optional.empty();
        }
        Matcher matcher = MISREAD.matcher(head(piece.text()));
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != number) {
            return Optional.empty();
        }
        String title = matcher.group(2) == null ? "" : matcher.group(2).strip();
        boolean fits = title.isEmpty()
                || (title.length() <= LONGEST_TITLE
                        && Character.isUpperCase(title.codePointAt(0))
                        && ".,;:!?".indexOf(title.charAt(title.length() - 1)) < 0);
        return fits ? Optional.of(title) : Optional.empty();
    }

    /// Whether the heading is a number alone, and the next piece only its title.
    private boolean takesTitleFromNext(int at, int number) {
        if (at + 1 >= pieces.size() || !rest(pieces.get(at)).isEmpty()) {
            return false;
        }
        Matcher matcher = MISREAD.matcher(head(pieces.get(at).text()));
        Piece next = pieces.get(at + 1);
        return matcher.matches()
                && matcher.group(2) == null
                && Integer.parseInt(matcher.group(1)) == number
                && (next.kind() == Block.Kind.PARAGRAPH || next.kind() == Block.Kind.HEADING)
                && next.text().indexOf('\n') < 0
                && PlainText.isTitle(next.text());
    }

    private static String rest(Piece piece) {
        return piece.text().substring(head(piece.text()).length()).strip();
    }

    /// The first line, or what stands before the first subsection.
    private static String head(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        Matcher subsection = SUBSECTION.matcher(line);
        return (subsection.find() ? line.substring(0, subsection.start()) : line).strip();
    }

    private List<Piece> asHeading(int at, int number) {
        Piece piece = pieces.get(at);
        String title = title(at, number).orElse("");
        String rest = rest(piece);
        if (title.isEmpty() && takesTitleFromNext(at, number)) {
            title = pieces.get(at + 1).text();
        } else if (title.isEmpty()) {
            int end = rest.indexOf('\n') < 0 ? rest.length() : rest.indexOf('\n');
            title = PlainText.isTitle(rest.substring(0, end)) ? rest.substring(0, end) : "";
            rest = rest.substring(title.length()).strip();
        }
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(Block.Kind.HEADING, 3, piece.place(), ("§ " + number + " " + title).strip()));
        if (!rest.isEmpty()) {
            pieces.add(new Piece(Block.Kind.PARAGRAPH, 0, piece.place(), rest));
        }
        return pieces;
    }

    /// The number of the § that this heading opens; 0 for anything else.
    private static int number(Piece piece) {
        if (piece.kind() != Block.Kind.HEADING) {
            return 0;
        }
        return SectionMark.of(piece.text())
                .filter(mark -> mark.kind() == SectionMark.Kind.PARAGRAPH
                        && mark.label().matches("§ \\d{1,4}"))
                .map(mark -> Integer.parseInt(mark.label().substring(2)))
                .orElse(0);
    }
}
