// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message from the reading process; a frame without anything only says that the reading goes on.
///
/// @param pieces more of the document
/// @param ending that was all
/// @param refusal the file is not taken in; earlier pieces do not count
/// @param page what was recognized, if that was asked for
public record Frame(
        @Nullable List<Piece> pieces,
        @Nullable Ending ending,
        @Nullable Refusal refusal,
        @Nullable RecognizedPage page) {

    /// What is said once, at the end.
    ///
    /// @param title the document's own title, if it states one
    /// @param notes every limit that cut something, in German
    /// @param parts files that lie inside, to be read as documents of their own
    /// @param pagesLeft pages that hold only a picture and were not recognized yet
    public record Ending(@Nullable String title, List<String> notes, List<Part> parts, List<Integer> pagesLeft) {
        public Ending {
            notes = List.copyOf(notes);
            parts = List.copyOf(parts);
            pagesLeft = List.copyOf(pagesLeft);
        }
    }

    /// A file that lies inside the one that was read.
    ///
    /// @param name with its folders, as the package calls it
    /// @param file where its content lies: a name in the reader's own folder
    public record Part(String name, String file) {}

    static Frame pulse() {
        return new Frame(null, null, null, null);
    }

    static Frame of(List<Piece> pieces) {
        return new Frame(List.copyOf(pieces), null, null, null);
    }

    static Frame ending(Ending ending) {
        return new Frame(null, ending, null, null);
    }

    static Frame refusing(Refusal refusal) {
        return new Frame(null, null, refusal, null);
    }

    static Frame recognized(RecognizedPage page) {
        return new Frame(null, null, null, page);
    }
}
