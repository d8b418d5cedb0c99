// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import de.fundstelle.document.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
            int before = pieces.size();
            List<PdfLines.Page> pages = withRecognized(document, new PdfLines(document, pieces).read());
            PdfLayout layout = PdfLayout.of(pages);
            for (PdfLines.Page page : pages) {
                pieces.place(Place.onPage(page.number()));
                layout.add(page, pieces);
                page.comments().forEach(comment -> pieces.add(Block.Kind.PARAGRAPH, comment));
            }
            layout.finish(pieces);
            pieces.place(Place.NONE);
            PdfExtras extras = new PdfExtras(document, pieces);
            extras.fields();
            if (pieces.size() == before) {
                extras.dynamicForm(file, parts);
            }
            extras.attachments(parts.attachments());
        }
    }

    /// The pages, those that are only a picture with the lines that recognition read there.
    private List<PdfLines.Page> withRecognized(PDDocument document, List<PdfLines.Page> pages) {
        List<PdfLines.Page> all = new ArrayList<>();
        for (PdfLines.Page page : pages) {
            boolean picture = TextLayer.isMissing(page, document.getPage(page.number() - 1));
            Optional<RecognizedPage> read = Optional.empty();
            if (picture) {
                parts.sawPicture();
                read = parts.attachments().outside() ? recognized.page(page.number()) : read;
            }
            all.add(read.map(found -> page.with(lines(found))).orElse(page));
        }
        return all;
    }

    /// Letters of one paragraph have one size; measured line by line it would make headings of its ascenders.
    private static List<PdfLines.Line> lines(RecognizedPage page) {
        Map<Integer, Double> sizes = page.lines().stream()
                .collect(Collectors.groupingBy(
                        RecognizedPage.Line::paragraph, Collectors.averagingDouble(RecognizedPage.Line::size)));
        return page.lines().stream()
                .map(line -> new PdfLines.Line(
                        line.text(),
                        line.left(),
                        line.right(),
                        line.baseline(),
                        sizes.getOrDefault(line.paragraph(), 0.0).floatValue(),
                        false))
                .toList();
    }
}
