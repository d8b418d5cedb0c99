// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.config.Settings;
import de.fundstelle.ingest.Extraction.Extracted;
import de.fundstelle.ingest.Extraction.Unreadable;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.reader.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Letters that make no words are no text, also where no page can be recognized.
@Timeout(60)
class UnreadableLayerTest {

    private static final long MEGABYTE = 1 << 20;
    private static final String RUBBISH =
            "Xrfqkzwv bntpqjxh wvgkzrtd fkpxmqwz hvbtrrkx pqzvtnwb gkxqzdfr vvhwxrfq zwkp";
    private static final String WORDS =
            "Die Gemeinde erhebt für das Halten von Hunden eine Steuer nach dieser Satzung.";

    @TempDir
    private Path folder;

    @Test
    void refusesADocumentWhoseOnlyLettersMakeNoWords() throws Exception {
        assertThat(extracted(RUBBISH))
                .isEqualTo(new Unreadable(
                        Refusal.PICTURE_WITHOUT_RECOGNITION.reason(), Refusal.PICTURE_WITHOUT_RECOGNITION.advice()));
    }

    @Test
    void takesInThePagesThatCanBeReadAndSaysWhichCannot() throws Exception {
        Extracted read = (Extracted) extracted(WORDS, RUBBISH);

        assertThat(read.text().text()).contains("Hunden").doesNotContain("Xrfq");
        assertThat(read.notes()).anyMatch(note -> note.contains("nicht gelesen wurden") && note.contains("1"));
    }

    private Extraction extracted(String... pages) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("unlesbar.pdf"), pdf(pages));
        Settings.Ocr ocr = new Settings.Ocr(false, List.of("deu"), 5);
        Settings.Ingest settings = new Settings.Ingest(10 * MEGABYTE, 1, 256 * MEGABYTE, Duration.ofSeconds(30), ocr);
        try (Extractor extractor =
                new Extractor(settings, folder.resolve("tmp"), new Originals(folder.resolve("originals")))) {
            return extractor.extract(file, Known.fresh("unlesbar.pdf"));
        }
    }

    private static byte[] pdf(String... pages) throws IOException {
        PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
        try (PDDocument document = new PDDocument()) {
            for (String words : pages) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(font, 11);
                    content.newLineAtOffset(60, 700);
                    content.showText(words);
                    content.endText();
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
