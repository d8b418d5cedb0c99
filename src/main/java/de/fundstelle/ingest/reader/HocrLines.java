// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/// Gathers the lines of a page from hOCR, the HTML that Tesseract writes.
///
/// Source: hOCR 1.2 (kba.github.io/hocr-spec): classes `ocr_par`, `ocr_line` and its kin, `ocrx_word`; their
/// `title` holds `bbox left top right bottom`, `x_size` and `x_wconf`, measured in pixels and percent.
final class HocrLines extends DefaultHandler {

    private static final float POINTS_PER_INCH = 72;

    /// Of the height that Tesseract gives a line, letters without the white around them.
    private static final float LETTERS_OF_LINE = 0.75f;

    /// A word that Tesseract trusts less is a stain or a stamp.
    private static final int LEAST_CONFIDENCE = 10;

    private static final List<String> LINES = List.of("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat");

    private final float scale;
    private final List<RecognizedPage.Line> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private int paragraph;
    private float[] box = new float[4];
    private float size;
    private boolean insideWord;
    private float confidence;
    private long trust;
    private long words;

    HocrLines(float dotsPerInch) {
        this.scale = POINTS_PER_INCH / dotsPerInch;
    }

    RecognizedPage page(int number) {
        endLine();
        return new RecognizedPage(
                number,
                words == 0 ? 0 : Math.clamp(trust / words, 0, 100),
                lines.subList(0, Math.min(lines.size(), RecognizedPage.MOST_LINES)));
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
            size = numbers(title, "x_size", 1)[0];
        } else if (kind.equals("ocrx_word")) {
            insideWord = true;
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
        String found = word.toString().strip();
        word.setLength(0);
        if (!found.isEmpty() && confidence >= LEAST_CONFIDENCE) {
            line.append(line.isEmpty() ? "" : " ").append(found);
            trust += Math.round(confidence);
            words++;
        }
    }

    private void endLine() {
        String text = line.toString();
        line.setLength(0);
        if (!text.isEmpty()) {
            lines.add(new RecognizedPage.Line(
                    text, paragraph, box[0] * scale, box[2] * scale, box[3] * scale, size * LETTERS_OF_LINE * scale));
        }
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
