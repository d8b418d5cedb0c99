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
    /// @param notes every limit that cut something, in German
    record Extracted(Optional<String> title, DocumentText text, List<String> notes) implements Extraction {
        public Extracted {
            notes = List.copyOf(notes);
        }
    }

    /// The file was not read; both texts are in German, for the person who brought it.
    record Unreadable(String reason, String advice) implements Extraction {}
}
