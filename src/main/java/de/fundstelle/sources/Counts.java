// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What a scan found, in numbers; every file that it came by is in exactly one of them.
///
/// @param changed content or collection is another one
/// @param renamed the same content lies elsewhere now; the document is the same
/// @param removed documents that went, because their file is gone or is not to be taken in any more
/// @param unreadable denied, locked or broken; what was known of them stays
/// @param changing changed while they were read, or still being read from last time; next time again
/// @param skipped never taken in, or left out
/// @param refused too large
public record Counts(
        long added,
        long changed,
        long renamed,
        long removed,
        long unchanged,
        long unreadable,
        long changing,
        long skipped,
        long refused) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// What can happen to a file.
    enum Fate {
        ADDED,
        CHANGED,
        RENAMED,
        REMOVED,
        UNCHANGED,
        UNREADABLE,
        CHANGING,
        SKIPPED,
        REFUSED
    }

    /// Counts while a scan is going on; read by others meanwhile.
    static final class Counting {

        private final Map<Fate, Long> numbers = new EnumMap<>(Fate.class);

        synchronized void add(Fate fate, long more) {
            numbers.merge(fate, more, Long::sum);
        }

        void add(Fate fate) {
            add(fate, 1);
        }

        private long of(Fate fate) {
            return Objects.requireNonNullElse(numbers.get(fate), 0L);
        }

        synchronized Counts now() {
            return new Counts(
                    of(Fate.ADDED),
                    of(Fate.CHANGED),
                    of(Fate.RENAMED),
                    of(Fate.REMOVED),
                    of(Fate.UNCHANGED),
                    of(Fate.UNREADABLE),
                    of(Fate.CHANGING),
                    of(Fate.SKIPPED),
                    of(Fate.REFUSED));
        }
    }

    /// For the journal, which takes no names.
    String line() {
        return "added %d, changed %d, renamed %d, removed %d, unchanged %d, unreadable %d, changing %d, skipped %d, refused %d"
                .formatted(added, changed, renamed, removed, unchanged, unreadable, changing, skipped, refused);
    }
}
