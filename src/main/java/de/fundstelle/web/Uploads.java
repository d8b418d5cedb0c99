// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.ingest.FileName;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/// Reads the parts of a multipart body one after the other, as streams.
final class Uploads {

    /// Headers of a part in bytes: the longest path that Linux knows, and what stands around it.
    private static final int LONGEST_PART_HEADERS = 8 << 10;

    /// RFC 2046 allows no more characters.
    private static final int LONGEST_BOUNDARY = 70;

    private Uploads() {}

    /// What is done with a part: its field, the file's name (empty if it is no file), its content.
    @FunctionalInterface
    interface Receiver {
        void receive(String field, String name, InputStream content) throws IOException;
    }

    /// Hands each part to the receiver.
    static void read(Call call, Receiver receiver) throws IOException {
        String type = call.header(HeaderNames.CONTENT_TYPE).orElse("");
        String boundary = parameters(type).get("boundary");
        if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                || boundary == null
                || boundary.length() > LONGEST_BOUNDARY) {
            throw Problem.malformed("Dateien kommen als multipart/form-data, im Feld „files“.");
        }
        try {
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(call.body())
                    .setMaxPartHeaderSize(LONGEST_PART_HEADERS)
                    .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                    .get();
            input.setHeaderCharset(StandardCharsets.UTF_8);
            for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
                Map<String, String> part = disposition(input.readHeaders());
                try (InputStream content = input.newInputStream()) {
                    receiver.receive(
                            part.getOrDefault("name", ""),
                            FileName.cleaned(part.getOrDefault("filename", "")),
                            content);
                }
            }
        } catch (FileUploadException e) {
            throw Problem.malformed("Die Übertragung der Dateien ist unvollständig oder beschädigt.");
        }
    }

    private static Map<String, String> disposition(String headers) {
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .map(Uploads::parameters)
                .findFirst()
                .orElse(Map.of());
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';').entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
