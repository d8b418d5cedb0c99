// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A document as the library lists it, whether it could be read or not.
///
/// @param state waiting, searchable, complete or refused
/// @param notes every limit that cut something, in German
/// @param original hash of the content that serves; none until the document was read once
/// @param size of the original in bytes
/// @param parent the package that it lies in, such as a mail
/// @param version of the content that serves
/// @param changed milliseconds since 1970
public record LibraryDocument(
        String id,
        String collection,
        String name,
        String title,
        State state,
        @Nullable String reason,
        @Nullable String advice,
        List<String> notes,
        @Nullable String original,
        long size,
        @Nullable String parent,
        @Nullable String version,
        int passages,
        long changed) {

    public LibraryDocument {
        Objects.requireNonNull(id);
        Objects.requireNonNull(collection);
        notes = List.copyOf(notes);
    }
}
