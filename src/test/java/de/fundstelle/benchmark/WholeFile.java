// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import de.fundstelle.ingest.Extraction;
import de.fundstelle.ingest.Extractor;
import de.fundstelle.ingest.Extractor.Known;
import de.fundstelle.ingest.reader.ReadRequest.Unpacking;
import de.fundstelle.ingest.reader.RecognizedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a file to its last page and its last attachment, as the server does in the background.
final class WholeFile {

    private WholeFile() {}

    /// A file with all that lies inside, and with the pages that are only a picture.
    static List<Extraction> read(Extractor extractor, Path file, Known known) throws IOException, InterruptedException {
        Extraction extraction = extractor.extract(file, known);
        List<Extraction> all = new ArrayList<>();
        if (extraction instanceof Extraction.Extracted read && !read.pagesLeft().isEmpty()) {
            List<RecognizedPage> pages = new ArrayList<>();
            for (int page : read.pagesLeft()) {
                pages.add(extractor.recognize(file, page).orElse(RecognizedPage.failed(page)));
            }
            extraction = extractor.extract(
                    file, new Known(known.name(), new JsonMapper().writeValueAsString(pages), known.unpacking()));
        }
        all.add(extraction);
        if (extraction instanceof Extraction.Extracted read) {
            Unpacking left = new Unpacking(true, known.unpacking().levels() - 1, 100, 100L << 20);
            for (Extraction.Part part : read.parts()) {
                all.addAll(read(extractor, part.content().file(), new Known(part.name(), "", left)));
            }
        }
        return all;
    }
}
