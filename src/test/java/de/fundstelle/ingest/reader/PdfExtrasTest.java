// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.pdmodel.interactive.form.PDXFAResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people filled into a form is read, and stands on the page of its field.
class PdfExtrasTest {

    private final DrawnPdf pdf = new DrawnPdf();

    @AfterEach
    void close() throws IOException {
        pdf.close();
    }

    @Test
    void readsAFieldOnItsPageAndOneWithoutAPageToo() throws Exception {
        PDAcroForm form = form();
        pdf.page(content -> DrawnPdf.text(content, 60, 700, "Antrag"));
        PDPage second = pdf.page(content -> DrawnPdf.text(content, 60, 700, "Anlage"));
        field(form, "Rasse", "Dackel", second);
        field(form, "Bemerkung", "keine", null);
        Pieces pieces = new Pieces(10_000, () -> {});

        new PdfExtras(pdf.document(), pieces).fields();

        assertThat(pieces.all())
                .satisfiesExactly(
                        field -> {
                            assertThat(field.text()).isEqualTo("Rasse: Dackel");
                            assertThat(field.place().page()).isEqualTo(2);
                        },
                        field -> {
                            assertThat(field.text()).isEqualTo("Bemerkung: keine");
                            assertThat(field.place().page()).isNull();
                        });
    }

    @Test
    void leavesOutAFieldThatNobodySees() throws Exception {
        PDAcroForm form = form();
        PDPage page = pdf.page(content -> DrawnPdf.text(content, 60, 700, "Antrag"));
        field(form, "Rasse", "Dackel", page);
        field(form, "Befehl", "verborgen", page).getWidgets().getFirst().setHidden(true);
        field(form, "Druck", "nur gedruckt", page).getWidgets().getFirst().setNoView(true);
        Pieces pieces = new Pieces(10_000, () -> {});

        new PdfExtras(pdf.document(), pieces).fields();

        assertThat(pieces.all()).extracting(Piece::text).containsExactly("Rasse: Dackel");
    }

    @Test
    void readsADynamicFormAndNotThePageThatAsksToWaitForIt(@TempDir Path folder) throws Exception {
        pdf.page(content -> DrawnPdf.text(content, 60, 700, "Bitte warten Sie. Ihr Programm kann das nicht zeigen."));
        try (PDDocument document = pdf.document()) {
            COSStream xfa = document.getDocument().createCOSStream();
            try (OutputStream out = xfa.createOutputStream()) {
                out.write("""
                        <xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">
                        <template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="form1">
                        <field name="Halter"><assist><toolTip>Name des Halters</toolTip></assist></field>
                        </subform></template>
                        <xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1>
                        <Halter>Erika Beispiel</Halter></form1></xfa:data></xfa:datasets>
                        </xdp:xdp>""".getBytes(StandardCharsets.UTF_8));
            }
            form().setXFA(new PDXFAResource(xfa));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);

            FileReading.Words read = ReadFiles.read(folder, "antrag.pdf", bytes.toByteArray());

            assertThat(read.pieces())
                    .extracting(Piece::text)
                    .anyMatch(text -> text.contains("Erika Beispiel"))
                    .noneMatch(text -> text.contains("Bitte warten"));
        }
    }

    private PDAcroForm form() {
        PDAcroForm form = new PDAcroForm(pdf.document());
        pdf.document().getDocumentCatalog().setAcroForm(form);
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("Helv"), DrawnPdf.PLAIN);
        form.setDefaultResources(resources);
        return form;
    }

    private static PDTextField field(PDAcroForm form, String name, String value, @Nullable PDPage page)
            throws IOException {
        PDTextField field = new PDTextField(form);
        field.setPartialName(name);
        field.setDefaultAppearance("/Helv 10 Tf 0 g");
        form.getFields().add(field);
        field.getWidgets().getFirst().setRectangle(new PDRectangle(60, 500, 200, 20));
        if (page != null) {
            page.getAnnotations().add(field.getWidgets().getFirst());
        }
        field.setValue(value);
        return field;
    }
}
