// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of a file since a scan saw it.
///
/// @param path see [FilePath]
/// @param size -1 where the file must be read again to be compared
/// @param modified nanoseconds since 1970, or -1
/// @param hash of the content that was taken in
/// @param reason why it was not taken in
/// @param gone the scan that missed it first
record Known(
        String path,
        long size,
        long modified,
        @Nullable String hash,
        State state,
        @Nullable String reason,
        @Nullable String collection,
        @Nullable String document,
        @Nullable Integer gone) {

    /// How a file stands.
    enum State {
        TAKEN,
        REFUSED,
        UNREADABLE,
        SKIPPED,
        /// The file is gone, and a person wanted its document to stay.
        KEPT
    }

    Optional<String> documentIfAny() {
        return Optional.ofNullable(document);
    }

    boolean isOf(String wanted) {
        return wanted.equals(collection);
    }

    /// Whether the file looks as it did when it was read; the name of its content is not asked.
    boolean looksLike(Found file) {
        return size == file.size() && modified == file.modified() && state != State.UNREADABLE;
    }
}
