// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.stream.Collectors;

/// Whether the letters of a page are its text, or the page has to be read from its picture.
final class TextLayer {

    /// A page with fewer letters has no text layer worth the name.
    private static final int FEWEST_LETTERS = 8;

    private TextLayer() {}

    static boolean isMissing(PdfLines.Page page) {
        return page.letters() < FEWEST_LETTERS || isRubbish(page);
    }

    /// Whether there are letters that make no words; they are better forgotten once the page is recognised.
    static boolean isRubbish(PdfLines.Page page) {
        return Gibberish.isRubbish(
                page.lines().stream().map(PdfLines.Line::text).collect(Collectors.joining("\n")));
    }
}
