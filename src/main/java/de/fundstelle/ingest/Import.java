// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One file on its way into a collection.
///
/// @param document identifier of the document that it becomes a version of
/// @param name the file's name, with folders below the imported one
/// @param reason why it was refused, in German
/// @param advice what to do about it, in German
/// @param run the import that it belongs to
/// @param parent the package that it lay in
/// @param size in bytes
/// @param pagesLeft pages that are still to be recognized and put into its text
/// @param seconds how long reading took, once it did
/// @param passages how many passages came of it, once they did
/// @param change counts upwards with each change, over all imports
public record Import(
        String id,
        String document,
        String collection,
        @Nullable String run,
        @Nullable String parent,
        String name,
        long size,
        State state,
        @Nullable String reason,
        @Nullable String advice,
        @Nullable Double seconds,
        @Nullable Integer passages,
        int pagesLeft,
        long change) {

    public Import {
        Objects.requireNonNull(id);
        Objects.requireNonNull(document);
        Objects.requireNonNull(collection);
        Objects.requireNonNull(name);
        Objects.requireNonNull(state);
    }
}
