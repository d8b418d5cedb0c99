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
public record Frame(
        @Nullable List<Piece> pieces,
        @Nullable Ending ending,
        @Nullable Refusal refusal) {

    /// What is said once, at the end.
    ///
    /// @param title the document's own title, if it states one
    /// @param notes every limit that cut something, in German
    public record Ending(@Nullable String title, List<String> notes) {
        public Ending {
            notes = List.copyOf(notes);
        }
    }

    static Frame pulse() {
        return new Frame(null, null, null);
    }

    static Frame of(List<Piece> pieces) {
        return new Frame(List.copyOf(pieces), null, null);
    }

    static Frame ending(@Nullable String title, List<String> notes) {
        return new Frame(null, new Ending(title, notes), null);
    }

    static Frame refusing(Refusal refusal) {
        return new Frame(null, null, refusal);
    }
}
