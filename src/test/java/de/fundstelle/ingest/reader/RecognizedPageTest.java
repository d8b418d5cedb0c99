// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.utils.XMLReaderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What recognition hands on: words with their places and drawn lines, straightened, and kept as JSON.
class RecognizedPageTest {

    private static final float DOTS_PER_INCH = 72;

    @Test
    void keepsEachWordWithItsPlaceAndLeavesOutWhatIsOnlyALineBetweenColumns() throws Exception {
        RecognizedPage page = page("""
                <span class='ocr_line' title="bbox 10 90 300 104; baseline 0 -4; x_size 12">
                <span class='ocrx_word' title='bbox 10 90 30 104; x_wconf 95'>Nr.</span>
                <span class='ocrx_word' title='bbox 35 90 36 104; x_wconf 90'>|</span>
                <span class='ocrx_word' title='bbox 60 90 140 104; x_wconf 91'>|Gebühr</span>
                <span class='ocrx_word' title='bbox 145 90 160 104; x_wconf 3'>~</span>
                </span>""");

        assertThat(page.lines()).singleElement().satisfies(line -> {
            assertThat(line.text()).isEqualTo("Nr. Gebühr");
            assertThat(line.baseline())
                    .as("where its letters stand, not where they end")
                    .isEqualTo(100);
            assertThat(line.words())
                    .containsExactly(
                            new RecognizedPage.Word("Nr.", 10, 30), new RecognizedPage.Word("Gebühr", 60, 140));
        });
    }

    @Test
    void aPageOfAFileThatIsGoneIsRefusedAndTheReaderGoesOn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.pdf");
        ReadRequest request = new ReadRequest(
                file.toString(),
                "",
                1_000,
                new ReadRequest.Recognition(List.of("deu"), 1, null),
                new ReadRequest.Unpacking(false, 0, 0, 0),
                1);
        FileReading reading = new FileReading(new Formats(), new Tesseract(folder), folder, () -> {});

        assertThatThrownBy(() -> reading.recognize(request, 1))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.DAMAGED));
    }

    @Test
    void putsThePartsOfOneRowOnOneHeightOnAPageThatLiesAskew() throws Exception {
        RecognizedPage page = page("""
                <span class='ocr_line' title="bbox 0 90 200 104; baseline 0.01 -4; x_size 12">
                <span class='ocrx_word' title='bbox 0 90 200 104; x_wconf 95'>Gegenstand</span></span>
                <span class='ocr_line' title="bbox 400 94 440 108; baseline 0.01 -4; x_size 12">
                <span class='ocrx_word' title='bbox 400 94 440 108; x_wconf 95'>Betrag</span></span>""");

        assertThat(page.lines()).extracting(RecognizedPage.Line::baseline).containsExactly(100f, 100f);
    }

    @Test
    void findsLinesThatWereDrawnAlsoOnAPageThatLiesAskewButNeitherWordsNorPictures() {
        BufferedImage picture = drawn(graphics -> {
            graphics.setStroke(new BasicStroke(1));
            graphics.drawLine(50, 100, 450, 104);
            graphics.drawLine(50, 100, 48, 300);
            graphics.drawLine(50, 500, 80, 500);
            graphics.fillRect(100, 400, 300, 80);
        });

        assertThat(PictureRules.of(picture, 0.01f, DOTS_PER_INCH))
                .hasSize(2)
                .anySatisfy(rule -> {
                    assertThat(rule.right() - rule.left()).isBetween(395f, 405f);
                    assertThat(rule.top()).isBetween(98f, 101f);
                    assertThat(rule.bottom() - rule.top()).isLessThan(2);
                })
                .anySatisfy(rule -> {
                    assertThat(rule.bottom() - rule.top()).isBetween(195f, 205f);
                    assertThat(rule.left()).isBetween(50f, 52f);
                });
    }

    @Test
    void takesTheEdgesOfADarkFieldForLinesAndTheLinesThatLeaveItForThemselves() {
        BufferedImage picture = drawn(graphics -> {
            graphics.fillRect(50, 100, 400, 30);
            graphics.drawLine(200, 130, 200, 300);
        });

        List<RecognizedPage.Rule> rules = PictureRules.of(picture, 0, DOTS_PER_INCH);

        assertThat(rules).extracting(RecognizedPage.Rule::top).contains(100f, 129f);
        assertThat(rules).anySatisfy(rule -> {
            assertThat(rule.left()).isEqualTo(200);
            assertThat(rule.bottom()).isEqualTo(300);
        });
    }

    @Test
    void readsWhatEarlierProgramsKept() throws Exception {
        String kept = """
                {"number":2,"confidence":90,"lines":[{"text":"Zeile 1","paragraph":1,"left":10.0,"right":100.0,
                "baseline":20.0,"size":12.0}]}""";

        RecognizedPage page = new JsonMapper().readValue(kept, RecognizedPage.class);

        assertThat(page.rules()).isEmpty();
        assertThat(page.asPage().lines())
                .extracting(PdfLines.Line::words)
                .containsExactly(List.of(new PdfLines.Word("Zeile 1", 10, 100)));
    }

    @Test
    void isTheSameAfterItWasKept() throws Exception {
        RecognizedPage page = new RecognizedPage(
                1,
                80,
                List.of(new RecognizedPage.Line(
                        "Nr. 1", 1, 10, 50, 20, 12, List.of(new RecognizedPage.Word("Nr.", 10, 30)))),
                List.of(new RecognizedPage.Rule(1, 2, 300, 3)));
        JsonMapper json = new JsonMapper();

        assertThat(json.readValue(json.writeValueAsString(page), RecognizedPage.class))
                .isEqualTo(page);
    }

    @Test
    void saysOfAPageThatNobodyCouldLookAtThatRecognitionFailed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("recognized.json");
        new JsonMapper().writeValue(file.toFile(), List.of(RecognizedPage.failed(1), RecognizedPage.empty(2)));
        PagesToRecognize pages =
                PagesToRecognize.of(new ReadRequest.Recognition(List.of(), 10, file.toString()), new Tesseract(folder));
        Pieces pieces = new Pieces(1_000, () -> {});

        pages.page(1);
        pages.page(2);
        pages.note(pieces);

        assertThat(pages.haveFailed()).isTrue();
        assertThat(pieces.notes())
                .containsExactly(
                        "Die Texterkennung fand keinen Text: Seite 2.",
                        "Die Texterkennung ist gescheitert, lesen Sie das Original: Seite 1.");
    }

    private static RecognizedPage page(String lines) throws Exception {
        HocrLines gathered = new HocrLines(DOTS_PER_INCH);
        String hocr = "<html><body><div class='ocr_page'><p class='ocr_par'>" + lines + "</p></div></body></html>";
        XMLReaderUtils.parseSAX(
                new ByteArrayInputStream(hocr.getBytes(StandardCharsets.UTF_8)), gathered, new ParseContext());
        return gathered.page(1, List.of());
    }

    private static BufferedImage drawn(Consumer<Graphics2D> drawing) {
        BufferedImage picture = new BufferedImage(600, 800, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 600, 800);
        graphics.setColor(Color.BLACK);
        drawing.accept(graphics);
        graphics.dispose();
        return picture;
    }
}
