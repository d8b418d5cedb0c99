// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.DocumentText;
import java.util.List;

/// What came of one piece of work, before it is written down.
sealed interface Outcome {

    Work work();

    /// The file was read and its passages are in the index.
    ///
    /// @param version the passages in the index carry it
    record Read(
            Work work,
            String version,
            String title,
            DocumentText text,
            List<String> notes,
            int passages,
            double seconds)
            implements Outcome {}

    /// The file could not be read.
    record Refused(Work work, Extraction.Unreadable why, double seconds) implements Outcome {}

    /// An import that was claimed to be read.
    ///
    /// @param title what the sender calls the document, or its name
    /// @param titled whether the sender gave the title
    record Work(
            String importId,
            String document,
            String collection,
            String right,
            boolean sample,
            String name,
            String title,
            boolean titled,
            String original) {}
}
