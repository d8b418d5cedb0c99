// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/// Reads the parts of a multipart body one after the other, as streams.
final class Uploads {

    private static final int LONGEST_NAME = 500;

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
                            part.getOrDefault("name", ""), cleaned(part.getOrDefault("filename", "")), content);
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

    /// A name that is safe to show and to compare: folders with /, no way upwards, no control characters.
    static String cleaned(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFC)
                .replace("%22", "\"")
                .replace('\\', '/')
                .codePoints()
                .filter(Uploads::visible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String path = Arrays.stream(plain.split("/"))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"));
        return path.length() <= LONGEST_NAME ? path : path.substring(path.length() - LONGEST_NAME);
    }

    private static boolean visible(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
