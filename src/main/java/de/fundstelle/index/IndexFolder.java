// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The folder that holds the pair of indexes, and the name of the pair in use.
record IndexFolder(Path folder) {

    private static final System.Logger LOG = System.getLogger(IndexFolder.class.getName());

    private static final String CURRENT = "current";

    Path of(String name) {
        return folder.resolve(name);
    }

    /// Writes down which pair was opened last.
    void nameCurrent(String words, String vectors) throws IOException {
        Path fresh = folder.resolve(CURRENT + ".new");
        Files.writeString(fresh, words + "\n" + vectors + "\n");
        Files.move(fresh, folder.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Removes the indexes whose names begin alike, except one.
    void removeOthers(String prefix, String kept) throws IOException {
        List<Path> others;
        try (Stream<Path> children = Files.list(folder)) {
            others = children.filter(child -> child.getFileName().toString().startsWith(prefix)
                            && !child.getFileName().toString().equals(kept))
                    .toList();
        }
        for (Path other : others) {
            LOG.log(System.Logger.Level.WARNING, "{0} is of another analysis or model and is made anew", other);
            Shelf.removeTree(other);
        }
    }
}
