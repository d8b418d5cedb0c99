// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.ingest.FileName;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Upload;
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

    /// What is fetched and thrown away of a file that is too large, if the largest one is not larger than this.
    private static final long FEWEST_BYTES_FETCHED = 16L << 20;

    private static final int BUFFER = 64 << 10;

    private Uploads() {}

    /// What is done with a part: its field, the file's name (empty if it is no file), its content.
    @FunctionalInterface
    interface Receiver {
        void receive(String field, String name, InputStream content) throws IOException;
    }

    /// Receives a file. One that is too large is refused by itself, so that others of the request are taken in; of one
    /// that does not end soon after, the rest is not fetched, and the request is refused.
    static Upload receive(Ingest ingest, String name, InputStream content) throws IOException {
        Upload upload = ingest.receive(name, content);
        if (upload.refusal().isPresent()) {
            long left = Math.max(ingest.largestFile(), FEWEST_BYTES_FETCHED);
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw new Problem(
                            413,
                            "Die Datei „%s“ ist viel größer als die erlaubten %d MB. Aus dieser Anfrage wurde nichts aufgenommen."
                                    .formatted(name, ingest.largestFile() >> 20));
                }
            }
        }
        return upload;
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
                InputStream content = input.newInputStream();
                receiver.receive(
                        part.getOrDefault("name", ""), FileName.cleaned(part.getOrDefault("filename", "")), content);
                content.close(); // fetches what the receiver left; not after a failure, which ends the request
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
