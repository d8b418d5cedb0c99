// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One scan of a source, as it is written down.
///
/// @param started milliseconds since 1970
/// @param ended absent while it is going on
/// @param warnings in German, for the administrator
/// @param unmapped top folders that no collection is named for, and folders whose collection was deleted
public record ScanRecord(
        int number,
        long started,
        @Nullable Long ended,
        Outcome outcome,
        Counts counts,
        List<String> warnings,
        List<String> unmapped) {

    public ScanRecord {
        warnings = List.copyOf(warnings);
        unmapped = List.copyOf(unmapped);
    }

    /// How a scan ended.
    public enum Outcome {
        RUNNING,
        DONE,
        /// The program ended, or somebody paused the source or gave up the import.
        STOPPED,
        FAILED,
        /// The root is missing or cannot be read.
        UNREACHABLE,
        /// The root is empty and was not before.
        EMPTY,
        /// The root lies on something else than before.
        MOVED;

        /// As it is written in the database and in JSON.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }
}
