// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What somebody confirmed: which folder goes into which collection, and what is left out.
///
/// @param mapping collections by folder below the root; "" for the files that lie in the root itself
/// @param closed folders whose collection was deleted: they do not fall to the folder above, whose readers are others
record Plan(Map<String, String> mapping, Set<String> closed, List<Exclude> excludes) {

    Plan {
        mapping = Map.copyOf(mapping);
        closed = Set.copyOf(closed);
        excludes = List.copyOf(excludes);
    }

    /// The collection of the files in a folder: that of the nearest folder with one.
    Optional<String> collection(String folder) {
        String nearest = folder;
        while (!nearest.isEmpty()) {
            if (closed.contains(nearest)) {
                return Optional.empty();
            }
            String found = mapping.get(nearest);
            if (found != null) {
                return Optional.of(found);
            }
            nearest = parent(nearest);
        }
        return folder.isEmpty() ? Optional.ofNullable(mapping.get("")) : Optional.empty();
    }

    /// Whether anything in a folder or below it is taken in.
    boolean leadsInto(String folder) {
        return collection(folder).isPresent()
                || mapping.keySet().stream().anyMatch(mapped -> mapped.startsWith(folder + "/"));
    }

    /// Whether a file or folder, or a folder above it, is left out.
    boolean leavesOut(String path) {
        for (String part = path; !part.isEmpty(); part = parent(part)) {
            String each = part;
            if (excludes.stream().anyMatch(exclude -> exclude.matches(each))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a file is taken in, judged by its path alone.
    boolean covers(String path) {
        return collection(parent(path)).isPresent()
                && !leavesOut(path)
                && Unwanted.anywhere(path).isEmpty();
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
