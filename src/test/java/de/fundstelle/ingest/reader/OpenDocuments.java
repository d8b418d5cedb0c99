// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes OpenDocument files, packed and flat.
final class OpenDocuments {

    private static final String NAMES = """
             xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
             xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
             xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
             xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
             xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
            """;

    private OpenDocuments() {}

    static byte[] zipped(String kind, String styles, String body) throws IOException {
        return zipped(kind, styles, "", body);
    }

    /// @param common styles that stand in a part of their own
    static byte[] zipped(String kind, String styles, String common, String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write(("application/vnd.oasis.opendocument." + kind).getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write(("<office:document-content" + NAMES + "><office:automatic-styles>" + styles
                            + "</office:automatic-styles><office:body>" + body
                            + "</office:body></office:document-content>")
                    .getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("styles.xml"));
            zip.write(("<office:document-styles" + NAMES + "><office:styles>" + common
                            + "</office:styles></office:document-styles>")
                    .getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] flat(String kind, String styles, String body) {
        return ("<?xml version='1.0' encoding='UTF-8'?><office:document" + NAMES
                        + " office:mimetype='application/vnd.oasis.opendocument." + kind
                        + "'><office:automatic-styles>" + styles + "</office:automatic-styles><office:body>" + body
                        + "</office:body></office:document>")
                .getBytes(UTF_8);
    }
}
