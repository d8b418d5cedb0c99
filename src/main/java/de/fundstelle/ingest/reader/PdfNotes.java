// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;

/// What people have written onto a page of a PDF after it was made.
final class PdfNotes {

    private static final int MOST = 1_000;

    private PdfNotes() {}

    static List<String> of(PDPage page) {
        List<String> comments = new ArrayList<>();
        try {
            for (PDAnnotation annotation : page.getAnnotations()) {
                String contents = annotation.getContents();
                String author = annotation instanceof PDAnnotationMarkup markup ? markup.getTitlePopup() : null;
                if (contents != null && !contents.isBlank() && comments.size() < MOST) {
                    comments.add(author == null || author.isBlank() ? contents : author + ": " + contents);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Comments of a damaged page are no reason to lose its text.
            return comments;
        }
        return comments;
    }
}
