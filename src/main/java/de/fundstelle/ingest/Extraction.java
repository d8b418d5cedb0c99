// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.DocumentText;
import java.util.List;
import java.util.Optional;

/// What came out of reading one file.
public sealed interface Extraction {

    /// The file was read.
    ///
    /// @param title the document's own title, if it states one
    /// @param text empty if every page is still to be recognized
    /// @param notes every limit that cut something, in German
    /// @param parts what lies inside; received, but not yet in its place
    /// @param pagesLeft pages that hold only a picture and are still to be recognized
    record Extracted(
            Optional<String> title, DocumentText text, List<String> notes, List<Part> parts, List<Integer> pagesLeft)
            implements Extraction {
        public Extracted {
            notes = List.copyOf(notes);
            parts = List.copyOf(parts);
            pagesLeft = List.copyOf(pagesLeft);
        }

        /// Whether there is nothing to be found before pages have been recognized.
        boolean waitsForPages() {
            return text.blocks().isEmpty() && !pagesLeft.isEmpty();
        }
    }

    /// A file that lies inside another.
    ///
    /// @param name with its folders, as the package calls it
    record Part(String name, Originals.Arrived content) {}

    /// The file was not read; both texts are in German, for the person who brought it.
    record Unreadable(String reason, String advice) implements Extraction {}
}
