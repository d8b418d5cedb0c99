// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Gathers what a file says, piece by piece, cleaned and within its limits.
final class Pieces {

    /// Parts the cells of a row: white space, so that words are found across cells, yet told from a blank.
    static final String CELL = "\t";

    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern BLANKS_IN_ROW = Pattern.compile(" +");
    private static final Pattern BLANKS_AROUND_BREAKS = Pattern.compile(" ?\n[ \n]*");

    /// More pieces than this make no document that anybody reads.
    static final int MOST = 500_000;

    /// More different notes than this help nobody.
    private static final int MOST_NOTES = 20;

    /// A heading longer than this is a paragraph that somebody formatted as one.
    static final int LONGEST_HEADING = 250;

    private final int maxCharacters;
    private final Runnable pulse;
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private int characters;
    private boolean full;
    private int insideParts;
    private int own = MOST;
    private Place place = Place.NONE;

    /// @param pulse called often, to tell that the reading goes on
    Pieces(int maxCharacters, Runnable pulse) {
        this.maxCharacters = maxCharacters;
        this.pulse = pulse;
    }

    void add(Block.Kind kind, String text) {
        add(kind, 0, text);
    }

    void heading(int level, String text) {
        String line = text.replace('\n', ' ').strip();
        if (line.length() > LONGEST_HEADING) {
            add(Block.Kind.PARAGRAPH, text);
        } else {
            add(Block.Kind.HEADING, Math.clamp(level, 1, 6), line);
        }
    }

    /// A paragraph that may be a heading in truth, by the pattern of German legal texts.
    void paragraph(String text) {
        String line = text.strip();
        if (line.indexOf('\n') < 0) {
            var mark = SectionMark.of(line).filter(SectionMark::certain);
            if (mark.isPresent()) {
                heading(mark.get().level(), line);
                return;
            }
        }
        add(Block.Kind.PARAGRAPH, text);
    }

    /// Where the next pieces stand; parts inside a file stand where the part does.
    void place(Place place) {
        if (insideParts == 0) {
            this.place = place;
        }
    }

    Place place() {
        return place;
    }

    void note(String note) {
        if (notes.size() < MOST_NOTES) {
            notes.add(note);
        }
    }

    void enterPart() {
        own = Math.min(own, pieces.size() - 1);
        insideParts++;
    }

    void leavePart() {
        insideParts--;
    }

    /// Forgets all pieces from number `size` on.
    void truncate(int size) {
        while (pieces.size() > size) {
            characters -= pieces.removeLast().text().length();
        }
    }

    /// The pieces from number `first` on.
    List<Piece> from(int first) {
        return List.copyOf(pieces.subList(Math.min(first, pieces.size()), pieces.size()));
    }

    void removeIf(Predicate<Piece> unwanted) {
        pieces.removeIf(unwanted);
    }

    /// Forgets the pieces from number `from` on that stand on a sheet of this name; returns how many there were.
    int removeSheet(int from, String sheet) {
        int before = pieces.size();
        List<Piece> since = pieces.subList(Math.min(from, before), before);
        since.removeIf(piece -> sheet.equals(piece.place().sheet()));
        return before - pieces.size();
    }

    /// Puts a piece before the one with this number.
    void insert(int at, Block.Kind kind, String text) {
        int before = pieces.size();
        if (full) {
            return;
        }
        add(kind, text);
        if (pieces.size() > before) {
            pieces.add(Math.min(at, before), pieces.removeLast());
        }
    }

    void pulse() {
        pulse.run();
    }

    int size() {
        return pieces.size();
    }

    boolean none(Predicate<Piece> wanted) {
        return pieces.stream().noneMatch(wanted);
    }

    boolean full() {
        return full;
    }

    /// The pieces before the first part inside the file, which may not lend it its name.
    List<Piece> own() {
        return List.copyOf(pieces.subList(0, Math.clamp(own, 0, pieces.size())));
    }

    List<Piece> all() {
        return List.copyOf(pieces);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private void add(Block.Kind kind, int level, String raw) {
        pulse.run();
        boolean row = kind == Block.Kind.TABLE_ROW || kind == Block.Kind.TABLE_HEADER;
        String blanks =
                (row ? BLANKS_IN_ROW : BLANKS).matcher(CleanText.of(raw)).replaceAll(" ");
        String text = BLANKS_AROUND_BREAKS.matcher(blanks).replaceAll("\n").strip();
        for (int start = 0; start < text.length(); ) {
            int end = pieceEnd(text, start);
            if (characters + (end - start) > maxCharacters || pieces.size() >= MOST) {
                full = true;
                note("Die Datei ist sehr umfangreich: nur die ersten %,d Zeichen wurden aufgenommen."
                        .formatted(characters)
                        .replace(',', '.'));
                throw new LimitReached();
            }
            pieces.add(new Piece(kind, level, place, text.substring(start, end)));
            characters += end - start;
            start = end;
        }
    }

    private static int pieceEnd(String text, int start) {
        int end = Math.min(text.length(), start + Piece.LONGEST);
        return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
