// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import de.fundstelle.document.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads files that tests have made, in this process and without recognition.
final class ReadFiles {

    private ReadFiles() {}

    static FileReading.Words read(Path folder, String name, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve(name), bytes);
        ReadRequest request = new ReadRequest(
                file.toString(),
                name,
                1_000_000,
                new ReadRequest.Recognition(List.of(), 0, null),
                new ReadRequest.Unpacking(false, 1, 10, 1_000_000),
                null);
        return new FileReading(new Formats(), new Tesseract(folder), folder, () -> {}).read(request);
    }

    /// The rows of all tables, with the names of the columns.
    static List<String> rows(FileReading.Words read) {
        return read.pieces().stream()
                .filter(piece -> piece.kind() == Block.Kind.TABLE_ROW || piece.kind() == Block.Kind.TABLE_HEADER)
                .map(piece -> (piece.kind() == Block.Kind.TABLE_HEADER ? "# " : "") + piece.text())
                .toList();
    }
}
