// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// The file system as a scan sees it. Nothing below the root is followed.
///
/// A border, so that tests can have shares that deny, break and vanish.
interface FileTree {

    /// A folder that is open.
    interface Folder extends Closeable {

        /// Names of further entries, at most so many; none at the end.
        List<Path> next(int most) throws IOException;

        /// Of the entry itself, also if it is a link.
        BasicFileAttributes attributes(Path name) throws IOException;

        Folder folder(Path name) throws IOException;

        /// The content of an entry, which must be a regular file.
        InputStream read(Path name) throws IOException;
    }

    /// Opens a root; links on the way to it are the operator's, and followed.
    Folder open(Path root) throws IOException;

    /// What the root's files lie on; empty if that cannot be told.
    String store(Path root);

    /// Whether there is certainly no regular file of this path any more.
    ///
    /// @throws IOException if it cannot be told
    boolean gone(Path root, String path) throws IOException;
}
