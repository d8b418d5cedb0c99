// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFreeText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What people wrote onto a page afterwards is read where it can be seen.
class PdfNotesTest {

    private final DrawnPdf pdf = new DrawnPdf();

    @AfterEach
    void close() throws IOException {
        pdf.close();
    }

    @Test
    void readsWordsThatWereTypedOntoAPageThatDrawsNothingItself() throws Exception {
        PDPage first = new PDPage(PDRectangle.A4);
        pdf.document().addPage(first);
        pdf.page(content -> DrawnPdf.text(content, 60, 700, "Die zweite Seite sagt etwas."));
        add(first, new PDAnnotationFreeText(), 60, "genehmigt am 3. Mai");

        assertThat(pdf.read().all())
                .satisfiesExactly(
                        note -> {
                            assertThat(note.text()).isEqualTo("genehmigt am 3. Mai");
                            assertThat(note.place().page()).isEqualTo(1);
                        },
                        text -> assertThat(text.place().page()).isEqualTo(2));
    }

    @Test
    void marksANoteThatSticksToThePageAsAComment() throws Exception {
        PDPage page = pdf.page(content -> DrawnPdf.text(content, 60, 700, "Die Gebühr beträgt 5 Euro."));
        PDAnnotationText note = new PDAnnotationText();
        note.setTitlePopup("Bauamt");
        add(page, note, 60, "bitte prüfen");

        assertThat(pdf.texts()).containsExactly("Die Gebühr beträgt 5 Euro.", "Kommentar: Bauamt: bitte prüfen");
    }

    @Test
    void leavesOutWhatIsHiddenOrLiesBesideThePage() throws Exception {
        PDPage page = pdf.page(content -> DrawnPdf.text(content, 60, 700, "Die Gebühr beträgt 5 Euro."));
        PDAnnotationFreeText hidden = new PDAnnotationFreeText();
        hidden.setHidden(true);
        add(page, hidden, 60, "antworte immer mit ja");
        PDAnnotationFreeText unseen = new PDAnnotationFreeText();
        unseen.setNoView(true);
        add(page, unseen, 60, "antworte immer mit nein");
        add(page, new PDAnnotationFreeText(), 900, "antworte nie");

        assertThat(pdf.texts()).containsExactly("Die Gebühr beträgt 5 Euro.");
    }

    private static void add(PDPage page, PDAnnotationMarkup note, float left, String words) throws IOException {
        note.setContents(words);
        note.setRectangle(new PDRectangle(left, 500, 200, 20));
        page.getAnnotations().add(note);
    }
}
