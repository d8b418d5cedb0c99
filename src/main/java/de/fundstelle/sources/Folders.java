// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds folders by the names that people write.
final class Folders {

    private final FileTree tree;

    Folders(FileTree tree) {
        this.tree = tree;
    }

    /// A folder below a root as a scan shows it, however it was written: with slashes of either kind, around it or
    /// twice, and with umlauts in one character or in two. The root itself is "".
    static String shown(String written) {
        return Arrays.stream(written.replace('\\', '/').split("/", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .map(part -> FilePath.shown(part.replace("%", "%25")))
                .collect(Collectors.joining("/"));
    }

    /// Whether there is such a folder.
    ///
    /// @param shown as [#shown] gives it
    /// @throws IOException if that cannot be told, because a folder on the way to it cannot be listed
    boolean exists(Path root, String shown) throws IOException {
        try (FileTree.Folder folder = tree.open(root)) {
            return shown.isEmpty() || exists(folder, List.of(shown.split("/", -1)));
        }
    }

    private static boolean exists(FileTree.Folder in, List<String> parts) throws IOException {
        Optional<Path> name = find(in, parts.getFirst());
        if (name.isEmpty() || parts.size() == 1) {
            return name.isPresent();
        }
        try (FileTree.Folder folder = in.folder(name.get())) {
            return exists(folder, parts.subList(1, parts.size()));
        }
    }

    private static Optional<Path> find(FileTree.Folder in, String shown) throws IOException {
        for (List<Path> names = in.next(Walk.AT_ONCE); !names.isEmpty(); names = in.next(Walk.AT_ONCE)) {
            for (Path name : names) {
                boolean same = FilePath.shown(FilePath.below("", name)).equals(shown);
                if (same && in.attributes(name).isDirectory()) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }
}
