// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The invented documents of Musterstadt, which are part of the program.
final class SampleLibrary {

    private static final String FOLDER = "musterstadt/documents";

    private SampleLibrary() {}

    /// Copies the documents into a folder that does not exist yet.
    static void unpack(Path folder) throws IOException {
        URL resource = Objects.requireNonNull(
                SampleLibrary.class.getClassLoader().getResource(FOLDER), "the sample library is not in the program");
        try {
            URI place = resource.toURI();
            if (place.getScheme().equals("file")) {
                copy(Path.of(place), folder);
            } else {
                try (FileSystem archive = FileSystems.newFileSystem(place, Map.of())) {
                    copy(archive.getPath(FOLDER), folder);
                }
            }
        } catch (URISyntaxException e) {
            throw new IOException("finding the sample library at " + resource, e);
        }
    }

    private static void copy(Path from, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        folder.resolve(
                                Objects.requireNonNull(file.getFileName()).toString()));
            }
        }
    }
}
