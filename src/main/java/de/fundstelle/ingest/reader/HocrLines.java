// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Gathers the lines of a page from hOCR, the HTML that Tesseract writes.
///
/// Source: hOCR 1.2 (kba.github.io/hocr-spec): classes `ocr_par`, `ocr_line` and its kin, `ocrx_word`; their
/// `title` holds `bbox left top right bottom`, `baseline slope offset` (from the lower left corner of the box),
/// `x_size`
/// and `x_wconf`, measured in pixels and percent.
final class HocrLines extends DefaultHandler {

    private static final float POINTS_PER_INCH = 72;

    /// Steeper pages were not read as pages.
    private static final float STEEPEST = 0.1f;

    /// A word that Tesseract trusts less is a stain or a stamp.
    private static final int LEAST_CONFIDENCE = 10;

    /// What Tesseract makes of the lines between columns.
    private static final Pattern UPRIGHT_LINES = Pattern.compile("^[|¦]+|[|¦]+$");

    private static final List<String> LINES = List.of("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat");

    private final float scale;
    private final List<Found> lines = new ArrayList<>();
    private final List<RecognizedPage.Word> line = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int paragraph;
    private float[] box = new float[4];
    private float[] baseline = new float[2];
    private float[] wordBox = new float[4];
    private float size;
    private boolean insideWord;
    private float confidence;
    private long trust;
    private long words;

    HocrLines(float dotsPerInch) {
        this.scale = POINTS_PER_INCH / dotsPerInch;
    }

    /// A line in pixels, as it lies on the picture.
    ///
    /// @param baseline where it begins
    /// @param slope by how much its baseline sinks for each pixel to the right
    private record Found(
            List<RecognizedPage.Word> words,
            int paragraph,
            float left,
            float right,
            float baseline,
            float slope,
            float size,
            float height) {

        float width() {
            return right - left;
        }

        String text() {
            return words.stream().map(RecognizedPage.Word::text).collect(Collectors.joining(" "));
        }
    }

    /// What was gathered, as it would stand on a page that lies straight.
    RecognizedPage page(int number, List<RecognizedPage.Rule> rules) {
        endLine();
        float slope = slope();
        return new RecognizedPage(
                number,
                words == 0 ? 0 : Math.clamp(trust / words, 0, 100),
                lines.stream()
                        .limit(RecognizedPage.MOST_LINES)
                        .map(found -> straight(found, slope))
                        .toList(),
                rules);
    }

    boolean isEmpty() {
        endLine();
        return lines.isEmpty();
    }

    /// Whether the lines run down or up the page instead of across: Tesseract reads a page that lies on its side all
    /// the
    /// same where it notices, with the boxes as they stand.
    boolean sideways() {
        endLine();
        double across = 0;
        double along = 0;
        for (Found found : lines) {
            if (found.words().size() > 1) {
                across += found.width();
                along += found.height();
            }
        }
        return along > across;
    }

    /// By how much the lines of this page sink for each pixel to the right: as half of all its words do.
    float slope() {
        endLine();
        List<Found> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(Found::slope));
        double all = sorted.stream().mapToDouble(Found::width).sum();
        double seen = 0;
        for (Found found : sorted) {
            seen += found.width();
            if (seen * 2 >= all) {
                return Math.abs(found.slope()) > STEEPEST ? 0 : found.slope();
            }
        }
        return 0;
    }

    private RecognizedPage.Line straight(Found found, float slope) {
        float aside = slope * found.baseline();
        float left = found.left();
        return new RecognizedPage.Line(
                found.text(),
                found.paragraph(),
                tenths((left + aside) * scale),
                tenths((found.right() + aside) * scale),
                tenths((found.baseline() - slope * left) * scale),
                tenths(found.size() * scale),
                found.words().stream()
                        .map(word -> new RecognizedPage.Word(
                                word.text(),
                                tenths((word.left() + aside) * scale),
                                tenths((word.right() + aside) * scale)))
                        .toList());
    }

    /// Finer measures would only make what is kept longer.
    private static float tenths(float value) {
        return Math.round(value * 10) / 10f;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        String kind = Optional.ofNullable(attributes.getValue("class")).orElse("");
        String title = Optional.ofNullable(attributes.getValue("title")).orElse("");
        if (kind.equals("ocr_par")) {
            endLine();
            paragraph++;
        } else if (LINES.contains(kind)) {
            endLine();
            box = numbers(title, "bbox", 4);
            baseline = numbers(title, "baseline", 2);
            size = numbers(title, "x_size", 1)[0];
        } else if (kind.equals("ocrx_word")) {
            insideWord = true;
            wordBox = numbers(title, "bbox", 4);
            confidence = numbers(title, "x_wconf", 1)[0];
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        if (insideWord && localName.equals("span")) {
            insideWord = false;
            endWord();
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (insideWord) {
            word.append(characters, start, length);
        }
    }

    private void endWord() {
        String found =
                UPRIGHT_LINES.matcher(word.toString().strip()).replaceAll("").strip();
        word.setLength(0);
        if (!found.isEmpty() && confidence >= LEAST_CONFIDENCE) {
            line.add(new RecognizedPage.Word(found, wordBox[0], wordBox[2]));
            trust += Math.round(confidence);
            words++;
        }
    }

    private void endLine() {
        if (!line.isEmpty()) {
            lines.add(new Found(
                    List.copyOf(line),
                    paragraph,
                    box[0],
                    box[2],
                    box[3] + baseline[1],
                    baseline[0],
                    size,
                    box[3] - box[1]));
        }
        line.clear();
    }

    /// The numbers behind a property; zeros for those that are missing.
    private static float[] numbers(String title, String property, int count) {
        float[] numbers = new float[count];
        String found = Arrays.stream(title.split(";", -1))
                .map(String::strip)
                .filter(part -> part.startsWith(property + " "))
                .findFirst()
                .orElse("");
        String[] words = found.split("\\s+", -1);
        for (int i = 0; i < count && i + 1 < words.length; i++) {
            try {
                numbers[i] = Float.parseFloat(words[i + 1]);
            } catch (NumberFormatException e) {
                return new float[count];
            }
        }
        return numbers;
    }
}
