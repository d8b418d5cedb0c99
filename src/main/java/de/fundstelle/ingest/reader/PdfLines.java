// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// The lines of a PDF's text layer that can be seen, each with its place on the page and the look of its letters.
final class PdfLines extends PDFTextStripper {

    /// Twice what a document may have; the collector cuts at its own limit and says so.
    private static final long MOST_CHARACTERS = 20_000_000;

    private static final int MOST_PAGES_WITH_NOTES = 10_000;

    private static final COSName LAYER = COSName.OC;

    private final Pieces pieces;
    private final HiddenWords hidden = new HiddenWords();
    private final PdfLayers layers;
    private final PdfSight sight;
    private final PdfPaint paint;
    private final List<Page> pages = new ArrayList<>();
    private final PdfDoubles doubles = new PdfDoubles();
    private final PdfLine line = new PdfLine();
    private final Map<Integer, List<Line>> byDirection = new TreeMap<>();
    private long characters;

    PdfLines(PDDocument document, Pieces pieces) {
        this.document = document;
        this.pieces = pieces;
        this.layers = new PdfLayers(document);
        PdfClip clip = new PdfClip();
        this.sight = new PdfSight(layers, clip, hidden);
        this.paint = new PdfPaint(this, layers, clip);
        setSuppressDuplicateOverlappingText(false);
    }

    /// A word, or a few that stand close together.
    record Word(String text, float left, float right) {}

    /// One line of text; all measures in points, from the top left corner.
    ///
    /// @param size the height of its largest letters
    /// @param bold whether most of it is bold
    /// @param words its parts where wide gaps part it, else only one
    record Line(String text, float left, float right, float baseline, float size, boolean bold, List<Word> words) {

        Line {
            words = List.copyOf(words);
        }

        /// A line whose words are not known one by one.
        Line(String text, float left, float right, float baseline, float size, boolean bold) {
            this(text, left, right, baseline, size, bold, List.of(new Word(text, left, right)));
        }
    }

    /// A thin line that was drawn, level or upright.
    record Rule(float left, float top, float right, float bottom) {

        boolean level() {
            return right - left > bottom - top;
        }
    }

    /// All lines of one page, and what was written beside them.
    ///
    /// @param aside lines that run in another direction than most
    /// @param scan whether a picture covers most of it
    record Page(int number, List<Line> lines, List<Line> aside, List<Rule> rules, List<String> comments, boolean scan) {

        Page {
            lines = List.copyOf(lines);
            aside = List.copyOf(aside);
            rules = List.copyOf(rules);
            comments = List.copyOf(comments);
        }

        /// A page of which only the lines are known, as from recognition.
        Page(int number, List<Line> lines) {
            this(number, lines, List.of(), List.of(), List.of(), false);
        }

        Page with(List<Line> others) {
            return new Page(number, others, aside, rules, comments, scan);
        }

        /// This page with what recognition read on its picture.
        Page with(RecognizedPage recognized) {
            return new Page(number, recognized.asLines(), aside, recognized.asRules(), comments, scan);
        }

        long letters() {
            return Stream.concat(lines.stream(), aside.stream())
                    .flatMapToInt(line -> line.text().codePoints())
                    .filter(Character::isLetterOrDigit)
                    .count();
        }
    }

    List<Page> read() throws IOException {
        writeText(document, Writer.nullWriter());
        addPagesWithoutContents();
        if (sight.behindScans() > 0) {
            pieces.note("Der Text ist die unsichtbare Textebene gescannter Seiten; er kann vom Bild abweichen.");
        }
        hidden.tell(pieces);
        return List.copyOf(pages);
    }

    /// Pages that draw nothing themselves, which the stripper leaves out, may carry words that somebody typed onto
    /// them.
    private void addPagesWithoutContents() {
        int number = 0;
        for (PDPage page : document.getPages()) {
            number++;
            List<String> notes = page.hasContents() || number > MOST_PAGES_WITH_NOTES ? List.of() : PdfNotes.of(page);
            if (!notes.isEmpty()) {
                pages.add(new Page(number, List.of(), List.of(), List.of(), notes, false));
            }
        }
        pages.sort(Comparator.comparingInt(Page::number));
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        int number = getCurrentPageNo();
        pieces.pulse();
        if (characters > MOST_CHARACTERS) {
            return;
        }
        byDirection.clear();
        PDRectangle crop = page.getCropBox();
        PdfCanvas canvas = new PdfCanvas(seen(page, crop));
        layers.begin();
        doubles.begin();
        paint.begin(canvas);
        sight.begin(canvas, crop.getLowerLeftX(), crop.getLowerLeftY());
        try {
            super.processPage(page);
        } catch (IOException | RuntimeException e) {
            pieces.note("Seite %d ist beschädigt: nur ihr lesbarer Teil wurde aufgenommen.".formatted(number));
        }
        endLine();
        pages.add(page(number, canvas, crop, PdfNotes.of(page)));
    }

    /// The part of the page that is shown; nothing if its boxes are broken.
    private static Rectangle2D seen(PDPage page, PDRectangle crop) {
        COSBase box = PDPageTree.getInheritableAttribute(page.getCOSObject(), COSName.MEDIA_BOX);
        return box instanceof COSArray array && array.size() == 4
                ? new Rectangle2D.Float(crop.getLowerLeftX(), crop.getLowerLeftY(), crop.getWidth(), crop.getHeight())
                : new Rectangle2D.Float();
    }

    private Page page(int number, PdfCanvas canvas, PDRectangle crop, List<String> comments) {
        int main = 0;
        for (var entry : byDirection.entrySet()) {
            if (entry.getValue().size()
                    > byDirection.getOrDefault(main, List.of()).size()) {
                main = entry.getKey();
            }
        }
        int direction = main;
        List<Line> lines = byDirection.getOrDefault(direction, List.of());
        List<Line> aside = byDirection.entrySet().stream()
                .filter(entry -> entry.getKey() != direction)
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        List<Rule> rules =
                canvas.rules().stream().map(box -> rule(box, crop, direction)).toList();
        return new Page(number, lines, aside, rules, comments, canvas.isScan());
    }

    /// A drawn line in the measures of letters that run in this direction.
    private static Rule rule(Rectangle2D box, PDRectangle crop, int direction) {
        float left = (float) box.getMinX() - crop.getLowerLeftX();
        float right = (float) box.getMaxX() - crop.getLowerLeftX();
        float low = (float) box.getMinY() - crop.getLowerLeftY();
        float high = (float) box.getMaxY() - crop.getLowerLeftY();
        return switch (direction) {
            case 90 -> new Rule(low, left, high, right);
            case 180 -> new Rule(crop.getWidth() - right, low, crop.getWidth() - left, high);
            case 270 ->
                new Rule(
                        crop.getHeight() - high,
                        crop.getWidth() - right,
                        crop.getHeight() - low,
                        crop.getWidth() - left);
            default -> new Rule(left, crop.getHeight() - high, right, crop.getHeight() - low);
        };
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
        layers.enter(LAYER.equals(tag) ? properties : null);
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    public void endMarkedContentSequence() {
        layers.leave();
        super.endMarkedContentSequence();
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        if (sight.sees(position, getGraphicsState()) && !doubles.repeats(position)) {
            super.processTextPosition(position);
        }
    }

    @Override
    protected void writePage() throws IOException {
        Set<TextPosition> unseen = sight.end();
        if (!unseen.isEmpty()) {
            charactersByArticle.forEach(article -> article.removeIf(unseen::contains));
        }
        super.writePage();
    }

    @Override
    protected void writeString(String words, List<TextPosition> positions) {
        line.add(words, positions);
    }

    @Override
    protected void writeWordSeparator() {
        line.blank();
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphSeparator() {
        endLine();
    }

    @Override
    protected void writePageEnd() {
        endLine();
    }

    private void endLine() {
        line.end().ifPresent(ended -> {
            byDirection
                    .computeIfAbsent(line.direction(), direction -> new ArrayList<>())
                    .add(ended);
            characters += ended.text().length();
            pieces.pulse();
        });
    }
}
