// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// A regular file that a walk came by.
///
/// @param path below the root, see [FilePath]
/// @param shown the same as people read it
/// @param name in its folder
/// @param size in bytes
/// @param modified nanoseconds since 1970
record Found(String path, String shown, Path name, long size, long modified) {

    static Found of(String path, String shown, Path name, BasicFileAttributes attributes) {
        return new Found(path, shown, name, attributes.size(), modified(attributes));
    }

    static long modified(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }
}
