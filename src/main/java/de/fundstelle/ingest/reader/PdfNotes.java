// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
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
                boolean says = contents != null && !contents.isBlank() && isShown(annotation, page);
                if (contents != null && says && comments.size() < MOST) {
                    String words = author == null || author.isBlank() ? contents : author + ": " + contents;
                    comments.add(isComment(annotation) ? "Kommentar: " + words : contents);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Comments of a damaged page are no reason to lose its text.
            return comments;
        }
        return comments;
    }

    /// Whether a reader of the page can come to see it: neither hidden nor beside the page.
    private static boolean isShown(PDAnnotation annotation, PDPage page) {
        PDRectangle place = annotation.getRectangle();
        PDRectangle crop = page.getCropBox();
        boolean beside = place != null
                && (place.getUpperRightX() < crop.getLowerLeftX()
                        || place.getLowerLeftX() > crop.getUpperRightX()
                        || place.getUpperRightY() < crop.getLowerLeftY()
                        || place.getLowerLeftY() > crop.getUpperRightY());
        return !annotation.isHidden() && !annotation.isNoView() && !beside;
    }

    /// Words that somebody typed onto the page are part of it; a note stuck to it is a comment, and is marked as one.
    private static boolean isComment(PDAnnotation annotation) {
        return annotation instanceof PDAnnotationMarkup && !"FreeText".equals(annotation.getSubtype());
    }
}
