// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder of the authority that is watched.
///
/// @param store what its files lay on when they were last seen
/// @param scan number of the newest scan
/// @param asked since when a person is asked about vanished files, in milliseconds since 1970
/// @param answered whether they said that the documents shall go
/// @param mapping collections by folder below the root
/// @param closed folders below the root whose collection was deleted; nothing of them is taken in
/// @param excludes patterns, see [Exclude]
/// @param report of the newest dry run
public record Source(
        String id,
        Path root,
        State state,
        @Nullable String store,
        int scan,
        @Nullable Long asked,
        boolean answered,
        Map<String, String> mapping,
        Set<String> closed,
        List<String> excludes,
        @Nullable Report report) {

    public Source {
        mapping = Map.copyOf(mapping);
        closed = Set.copyOf(closed);
        excludes = List.copyOf(excludes);
    }

    /// How a source stands.
    public enum State {
        /// Nobody has confirmed what goes where; nothing is read.
        NEW,
        WATCHED,
        PAUSED;

        /// As it is written in the database and in JSON.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Plan plan() {
        return new Plan(mapping, closed, excludes.stream().map(Exclude::new).toList());
    }
}
