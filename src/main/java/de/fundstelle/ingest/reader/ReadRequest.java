// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.List;

/// What the reading process is asked to read.
///
/// @param path the file
/// @param name what the person called it; its ending helps to tell the format
/// @param maxCharacters after which the text is cut
/// @param ocr how pages are read that are only a picture
public record ReadRequest(String path, String name, int maxCharacters, Recognition ocr) {

    /// How pages are read that are only a picture.
    ///
    /// @param languages as Tesseract names them; none: pictures are not read
    /// @param maxPages of one file
    /// @param seconds for all of them together
    public record Recognition(List<String> languages, int maxPages, int seconds) {
        public Recognition {
            languages = List.copyOf(languages);
        }
    }
}
