// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import de.fundstelle.document.Document;
import de.fundstelle.document.DocumentText;
import de.fundstelle.facts.SelfDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one piece of work, before it is written down.
sealed interface Outcome {

    Work work();

    /// The file was read and its passages are in the index.
    ///
    /// @param version the passages in the index carry it
    /// @param parts what lies inside, to become documents of their own
    /// @param pagesLeft to be recognized in the background
    record Read(
            Work work,
            String version,
            String title,
            DocumentText text,
            List<String> notes,
            List<Extraction.Part> parts,
            List<Integer> pagesLeft,
            SelfDescription stated,
            int passages,
            double seconds)
            implements Outcome {

        /// What the passages belong to.
        Document document() {
            return work.document(version, title);
        }
    }

    /// Nothing can be found before pages have been recognized.
    record Parked(Work work, List<Integer> pagesLeft) implements Outcome {}

    /// The file could not be read.
    record Refused(Work work, Extraction.Unreadable why, double seconds) implements Outcome {}

    /// A document that was claimed to be read.
    ///
    /// @param importId the import that brought it; the last one if it is read once more
    /// @param title what the sender calls the document, or its name
    /// @param titled whether the sender gave the title
    /// @param again whether it is read once more because pages were recognized; what lies inside is known then
    record Work(
            String importId,
            String document,
            String collection,
            String right,
            boolean sample,
            String name,
            String title,
            boolean titled,
            String original,
            Lineage lineage,
            boolean again) {

        /// A version of the document with its title.
        Document document(String version, String called) {
            return new Document(document, version, name, called, collection, right, sample);
        }
    }

    /// Where a document comes from, and what may still come out of it.
    ///
    /// @param run the import that it belongs to
    /// @param key its identity in the collection
    /// @param root the outermost package around it, itself if it lies in none
    /// @param depth how many packages lie around it
    /// @param parts how many documents came out of the root so far
    /// @param bytes how large those are
    record Lineage(@Nullable String run, String key, String root, int depth, int parts, long bytes) {}
}
