// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/// Whether the letters of a page are its text, or the page has to be read from its picture.
final class TextLayer {

    /// A page with a picture and fewer letters has at most its number on it.
    private static final int FEWEST_LETTERS = 8;

    /// A scan with fewer letters has at most a stamp on it: "Eingang 12.03.2024, Anlage 2 zur Vorlage 123/2024".
    private static final int FEWEST_LETTERS_OF_SCAN = 150;

    /// Scanners wrap the picture of a page in a form, rarely in two.
    private static final int FORMS_IN_FORMS = 3;

    /// Things that a page may draw, looked at until a picture is found.
    private static final int MOST_OBJECTS = 1_000;

    private TextLayer() {}

    /// @param drawn the page itself; what has few letters and no picture says no more than these
    static boolean isMissing(PdfLines.Page page, PDPage drawn) {
        long letters = page.letters();
        return (letters == 0 && drawn.hasContents())
                || (letters < FEWEST_LETTERS && hasPicture(drawn.getResources(), FORMS_IN_FORMS))
                || (page.scan() && letters < FEWEST_LETTERS_OF_SCAN)
                || isRubbish(page);
    }

    private static boolean hasPicture(@Nullable PDResources resources, int depth) {
        if (resources == null) {
            return false;
        }
        int count = 0;
        for (COSName name : resources.getXObjectNames()) {
            if (resources.isImageXObject(name)) {
                return true;
            }
            if (++count > MOST_OBJECTS) {
                return false;
            }
            if (depth > 0 && hasPictureInForm(resources, name, depth)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPictureInForm(PDResources resources, COSName name, int depth) {
        try {
            return resources.getXObject(name) instanceof PDFormXObject form
                    && hasPicture(form.getResources(), depth - 1);
        } catch (IOException e) {
            // A form that cannot be opened cannot be drawn either.
            return false;
        }
    }

    /// Whether there are letters that make no words; they are better forgotten once the page is recognised.
    static boolean isRubbish(PdfLines.Page page) {
        return Gibberish.isRubbish(
                page.lines().stream().map(PdfLines.Line::text).collect(Collectors.joining("\n")));
    }
}
