// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes headings and paragraphs out of lines, by their distance, their letters and their words.
final class PdfLayout {

    private static final Pattern LIST_ITEM =
            Pattern.compile("(?:[-–•▪◦·*]|\\d{1,2}[.)]|[a-z]{1,2}\\)|(?:Nr|Ziff)\\.\\s?\\d{1,3}[a-z]?[.:]?)\\s+\\S.*");

    /// What may begin a line in the middle of a sentence: a date, a reference.
    private static final Pattern GOES_ON = Pattern.compile(
            "(?:\\d{1,2}\\.\\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
                    + "|Änderung|Nachtrag|Halbsatz)|(?:Nr|Ziff)\\.\\s?\\d{1,3}[a-z]?)\\b.*");

    private static final Pattern SUBSECTION = Pattern.compile("\\(\\d{1,3}[a-z]?\\)\\s?\\S.*");

    private static final float LARGE = 1.15f;
    private static final float LARGER = 1.3f;
    private static final float LARGEST = 1.6f;
    private static final float WIDE_GAP = 1.35f;
    private static final float SHORT_LINE = 0.8f;
    private static final int LONGEST_BOLD_HEADING = 100;
    private static final int FEWEST_LETTERS = 3;

    private final float bodySize;
    private final boolean bodyIsBold;
    private final float lineGap;
    private final PageHeads heads;

    private final StringBuilder paragraph = new StringBuilder();
    private Place place = Place.NONE;
    private Block.Kind kind = Block.Kind.PARAGRAPH;
    private int headingLevel;
    private boolean untitled;
    private PdfLines.@Nullable Line last;
    private float rightMargin;
    private boolean pageTurned;
    private final OpenHeader headers = new OpenHeader();
    private final List<Note> notes = new ArrayList<>();

    /// Words that somebody wrote onto a page.
    private record Note(Place place, String words) {}

    private PdfLayout(float bodySize, boolean bodyIsBold, float lineGap, PageHeads heads) {
        this.bodySize = bodySize;
        this.bodyIsBold = bodyIsBold;
        this.lineGap = lineGap;
        this.heads = heads;
    }

    /// The layout of a whole document, learned from all its lines.
    static PdfLayout of(List<PdfLines.Page> pages) {
        Map<Float, Integer> sizes = new HashMap<>();
        Map<Float, Integer> gaps = new HashMap<>();
        int bold = 0;
        for (PdfLines.Page page : pages) {
            PdfLines.Line before = null;
            for (PdfLines.Line line : page.lines()) {
                sizes.merge(halves(line.size()), line.text().length(), Integer::sum);
                bold += line.bold() ? line.text().length() : -line.text().length();
                float gap = before == null ? 0 : line.baseline() - before.baseline();
                if (gap > 0 && gap < 4 * line.size()) {
                    gaps.merge(halves(gap), 1, Integer::sum);
                }
                before = line;
            }
        }
        return new PdfLayout(mode(sizes, 10), bold > 0, mode(gaps, 12), PageHeads.of(pages));
    }

    /// Adds everything that these pages say, one after the other.
    static void write(List<PdfLines.Page> pages, Pieces pieces) {
        PdfLayout layout = of(pages);
        for (PdfLines.Page page : pages) {
            layout.add(page, pieces);
        }
        layout.finish(pieces);
        pieces.place(Place.NONE);
    }

    /// Adds all blocks that end on this page; the last one may go on on the next.
    void add(PdfLines.Page page, Pieces pieces) {
        lines(page, pieces);
        addAside(page, pieces);
        page.comments().forEach(comment -> notes.add(new Note(Place.onPage(page.number()), comment)));
    }

    private void lines(PdfLines.Page page, Pieces pieces) {
        if (page.lines().isEmpty()) {
            finish(pieces);
        }
        Place where = Place.onPage(page.number());
        pageTurned = true;
        for (PageFlow.Part part : PageFlow.of(page.with(heads.without(page)))) {
            switch (part) {
                case PageFlow.Part.Text text -> text(text, where, pieces);
                case PageFlow.Part.Table table -> table(table, where, pieces);
            }
        }
    }

    private void text(PageFlow.Part.Text text, Place where, Pieces pieces) {
        rightMargin = text.right();
        for (PdfLines.Line line : text.lines()) {
            line(line, where, pieces);
            last = line;
            pageTurned = false;
        }
        pageTurned = true;
    }

    private void table(PageFlow.Part.Table table, Place where, Pieces pieces) {
        finish(pieces);
        last = null;
        List<TableLines.Cells> rows = table.rows();
        Place now = pieces.place();
        pieces.place(where);
        int names = TableHeader.rows(rows);
        String header = names > 0 ? TableHeader.merged(rows.subList(0, names)) : headers.above(rows);
        if (headers.opens(header, rows)) {
            pieces.add(Block.Kind.TABLE_HEADER, header);
        }
        for (TableLines.Cells row : rows.subList(names, rows.size())) {
            pieces.add(Block.Kind.TABLE_ROW, TableHeader.joined(row.texts()));
        }
        pieces.place(now);
    }

    /// Adds the lines of a page that run in another direction than most, one after the other.
    private void addAside(PdfLines.Page page, Pieces pieces) {
        if (!page.aside().isEmpty()) {
            finish(pieces);
            pieces.place(Place.onPage(page.number()));
            String words = page.aside().stream().map(PdfLines.Line::text).collect(Collectors.joining("\n"));
            pieces.add(Block.Kind.PARAGRAPH, words);
        }
    }

    /// Adds what is still open.
    void finish(Pieces pieces) {
        if (!paragraph.isEmpty()) {
            Place now = pieces.place();
            pieces.place(place);
            headers.leave(headingLevel > 0, paragraph.toString());
            if (headingLevel > 0) {
                pieces.heading(headingLevel, paragraph.toString());
            } else {
                pieces.add(kind, paragraph.toString());
            }
            pieces.place(now);
        }
        paragraph.setLength(0);
        headingLevel = 0;
        untitled = false;
        addNotes(pieces);
    }

    /// What was written onto a page stands behind its last paragraph, which may end overleaf.
    private void addNotes(Pieces pieces) {
        Place now = pieces.place();
        for (Note note : notes) {
            pieces.place(note.place());
            pieces.add(Block.Kind.PARAGRAPH, note.words());
        }
        notes.clear();
        pieces.place(now);
    }

    private void line(PdfLines.Line line, Place where, Pieces pieces) {
        String text = line.text();
        boolean gap = isGap(line);
        int level = headingLevel(line, gap);
        if (untitled && PlainText.isTitle(text)) {
            append(line);
            untitled = false;
        } else if (level > 0 && continuesHeading(line, level, gap)) {
            append(line);
        } else if (level > 0) {
            finish(pieces);
            open(line, where, Block.Kind.PARAGRAPH);
            headingLevel = level;
            untitled = SectionMark.of(text)
                    .filter(mark -> mark.certain() && mark.title().isEmpty())
                    .isPresent();
        } else if (headingLevel > 0 || opensParagraph(line, gap)) {
            finish(pieces);
            open(line, where, isItem(text) ? Block.Kind.LIST_ITEM : Block.Kind.PARAGRAPH);
        } else {
            append(line);
        }
    }

    private void open(PdfLines.Line line, Place where, Block.Kind opened) {
        place = where;
        kind = opened;
        paragraph.append(line.text());
    }

    private void append(PdfLines.Line line) {
        String text = line.text();
        if (paragraph.isEmpty()) {
            paragraph.append(text);
        } else if (last != null && Hyphens.divides(last.text(), text)) {
            paragraph.setLength(paragraph.length() - 1);
            paragraph.append(text);
        } else {
            paragraph.append(headingLevel == 0 && isShort() ? '\n' : ' ').append(text);
        }
    }

    private boolean opensParagraph(PdfLines.Line line, boolean gap) {
        if (paragraph.isEmpty() || last == null) {
            return true;
        }
        boolean enumerates = kind == Block.Kind.LIST_ITEM && last.text().endsWith(",");
        boolean apart = gap || isShort() || endsSentence() || enumerates;
        if (SUBSECTION.matcher(line.text()).matches() || (isItem(line.text()) && (apart || !goesOn(line.text())))) {
            return true;
        }
        if (pageTurned || line.baseline() < last.baseline() - 1) {
            return endsSentence() || !Character.isLowerCase(line.text().codePointAt(0));
        }
        return gap || (isShort() && endsSentence()) || Math.abs(line.size() - last.size()) > 1.5f;
    }

    private static boolean isItem(String text) {
        return LIST_ITEM.matcher(text).matches();
    }

    private static boolean goesOn(String text) {
        return GOES_ON.matcher(text).matches();
    }

    private boolean continuesHeading(PdfLines.Line line, int level, boolean gap) {
        return headingLevel == level
                && last != null
                && !gap
                && !pageTurned
                && Math.abs(line.size() - last.size()) < 0.6f
                && paragraph.length() + line.text().length() < Pieces.LONGEST_HEADING
                && SectionMark.of(line.text()).isEmpty();
    }

    /// 0 for a line that is no heading.
    private int headingLevel(PdfLines.Line line, boolean gap) {
        String text = line.text();
        boolean large = line.size() >= bodySize * LARGE;
        boolean bold = line.bold() && !bodyIsBold;
        var mark = SectionMark.of(text);
        if (mark.isPresent()) {
            boolean apart = large || bold || gap || last == null || headingLevel > 0 || (endsSentence() && isShort());
            if (mark.get().certain() ? apart || endsSentence() : (large || bold) && apart) {
                return mark.get().level();
            }
        }
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (letters < FEWEST_LETTERS
                || text.length() > Pieces.LONGEST_HEADING / 2
                || SUBSECTION.matcher(text).matches()) {
            return 0;
        }
        if (large) {
            return line.size() >= bodySize * LARGEST ? 1 : line.size() >= bodySize * LARGER ? 2 : 3;
        }
        boolean ends = ".,;:".indexOf(text.charAt(text.length() - 1)) >= 0;
        boolean starts = gap || last == null || headingLevel > 0;
        return bold && starts && !ends && text.length() <= LONGEST_BOLD_HEADING ? 4 : 0;
    }

    private boolean isGap(PdfLines.Line line) {
        return last == null
                || pageTurned
                || line.baseline() - last.baseline() > Math.max(lineGap, line.size()) * WIDE_GAP;
    }

    private boolean isShort() {
        return last != null && last.right() < rightMargin * SHORT_LINE;
    }

    private boolean endsSentence() {
        return last == null
                || ".:;!?\"“)".indexOf(last.text().charAt(last.text().length() - 1)) >= 0;
    }

    private static float halves(float value) {
        return Math.round(value * 2) / 2f;
    }

    private static float mode(Map<Float, Integer> counts, float otherwise) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Float, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(otherwise);
    }
}
