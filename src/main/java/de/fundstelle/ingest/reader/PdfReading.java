// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/// Reads a PDF: its text layer page by page, pages without one by recognition, then forms, comments, attachments.
final class PdfReading {

    private final Parts parts;
    private final Pieces pieces;
    private final PagesToRecognize recognized;

    PdfReading(Parts parts, Pieces pieces, PagesToRecognize recognized) {
        this.parts = parts;
        this.pieces = pieces;
        this.recognized = recognized;
    }

    void read(Path file, Metadata metadata) throws IOException, SAXException, TikaException {
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            String title = document.getDocumentInformation().getTitle();
            if (title != null) {
                metadata.set(TikaCoreProperties.TITLE, title);
            }
            PdfExtras extras = new PdfExtras(document, pieces);
            // The one page of a dynamic form only asks to wait for a program that can show it.
            if (!extras.isDynamicForm() || !readsForm(extras, file)) {
                readPages(document, extras, file);
            }
            extras.attachments(parts.attachments());
        }
    }

    private void readPages(PDDocument document, PdfExtras extras, Path file)
            throws IOException, SAXException, TikaException {
        int before = pieces.size();
        PdfLayout.write(withRecognized(document, new PdfLines(document, pieces).read()), pieces);
        extras.fields();
        pieces.place(Place.NONE);
        if (pieces.size() == before && !extras.isDynamicForm()) {
            readsForm(extras, file);
        }
    }

    private boolean readsForm(PdfExtras extras, Path file) throws IOException, SAXException, TikaException {
        int before = pieces.size();
        extras.form(file, parts);
        return pieces.size() > before;
    }

    /// The pages, those that are only a picture with the lines that recognition read there.
    private List<PdfLines.Page> withRecognized(PDDocument document, List<PdfLines.Page> pages) {
        List<PdfLines.Page> all = new ArrayList<>();
        for (PdfLines.Page page : pages) {
            boolean picture = TextLayer.isMissing(page, document.getPage(page.number() - 1));
            if (!picture) {
                all.add(page);
                continue;
            }
            parts.sawPicture();
            boolean outside = parts.attachments().outside();
            Optional<RecognizedPage> read = outside ? recognized.page(page.number()) : Optional.empty();
            // Letters that make no words are no text, whether or not their picture can be read.
            PdfLines.Page kept = outside && TextLayer.isRubbish(page) ? page.with(List.of()) : page;
            all.add(read.filter(found -> !found.lines().isEmpty())
                    .map(page::with)
                    .filter(found -> found.letters() >= kept.letters())
                    .orElse(kept));
        }
        return all;
    }
}
