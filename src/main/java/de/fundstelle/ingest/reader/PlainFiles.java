// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;

/// Files without markup: text, Markdown, delimited tables.
final class PlainFiles {

    /// More bytes hold more characters than a document may have.
    private static final int MOST_BYTES = 40_000_000;

    private static final int LOOK_AHEAD = 1 << 20;
    private static final Set<String> TABLES = Set.of("csv", "tab-separated-values", "tsv");

    private PlainFiles() {}

    static void read(InputStream in, MediaType type, Metadata metadata, Pieces pieces) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        Charset charset =
                TextEncoding.of(bytes.length > LOOK_AHEAD ? Arrays.copyOf(bytes, LOOK_AHEAD) : bytes, Optional.empty());
        String text = new String(bytes, charset);
        if (bytes.length == MOST_BYTES) {
            pieces.note("Die Datei ist sehr umfangreich: nur die ersten %d Megabyte wurden aufgenommen."
                    .formatted(MOST_BYTES / 1_000_000));
        }
        String name = Parts.nameOf(metadata).toLowerCase(Locale.ROOT);
        if (TABLES.contains(type.getSubtype()) || name.endsWith(".csv") || name.endsWith(".tsv")) {
            DelimitedText.read(text, pieces);
        } else if (type.getSubtype().contains("markdown") || name.endsWith(".md") || name.endsWith(".markdown")) {
            MarkdownText.read(text, pieces);
        } else {
            PlainText.read(text, pieces);
        }
    }
}
