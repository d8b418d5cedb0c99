// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the reading process is asked to do: read a file, or recognize one of its pages.
///
/// @param path the file
/// @param name what the person called it; its ending helps to tell the format
/// @param maxCharacters after which the text is cut
/// @param ocr how pages are read that are only a picture
/// @param unpacking what may be taken out of the file
/// @param page if given, only this page is looked at, and recognized
public record ReadRequest(
        String path,
        String name,
        int maxCharacters,
        Recognition ocr,
        Unpacking unpacking,
        @Nullable Integer page) {

    /// How pages are read that are only a picture.
    ///
    /// @param languages as Tesseract names them; none: pictures are not read
    /// @param maxPages of one file
    /// @param recognized a file with the pages that were recognized already, as a JSON list of [RecognizedPage];
    ///     none if there are none
    public record Recognition(
            List<String> languages, int maxPages, @Nullable String recognized) {
        public Recognition {
            languages = List.copyOf(languages);
        }
    }

    /// What may be taken out of the file, as documents of their own.
    ///
    /// @param inside whether the file itself was taken out of a package; one that goes on without end was made to
    /// do harm
    /// @param levels how many packages may still lie inside each other
    /// @param parts how many
    /// @param bytes all of them together
    public record Unpacking(boolean inside, int levels, int parts, long bytes) {}
}
