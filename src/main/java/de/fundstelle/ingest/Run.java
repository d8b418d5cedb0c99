// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Files that were brought together, and how far they have come.
///
/// @param name what people call it, the folder that all files come from, or the first of them
/// @param created milliseconds since 1970
public record Run(String id, String collection, String name, State state, long created, Tally tally) {

    /// What is done with the files that still wait.
    public enum State {
        /// They are read in their turn.
        RUNNING,
        /// They wait until somebody lets the import go on.
        PAUSED,
        /// They were given up.
        CANCELLED
    }

    public Run {
        Objects.requireNonNull(id);
        Objects.requireNonNull(collection);
    }

    /// How many files are in which state, how many bytes they have, and how fast it goes.
    ///
    /// @param bytes of all files
    /// @param bytesDone of those that came to an end
    /// @param pagesLeft pages that wait to be recognized, and documents that wait to take them up
    /// @param bytesPerSecond over the last minute
    /// @param secondsLeft at that pace; absent if nothing came to an end in the last minute, or nothing is left
    public record Tally(
            int files,
            int waiting,
            int reading,
            int searchable,
            int complete,
            int unchanged,
            int refused,
            long bytes,
            long bytesDone,
            int pagesLeft,
            long bytesPerSecond,
            @Nullable Long secondsLeft) {}
}
