// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message of Outlook says once for all of its parts how they are encoded.
class OutlookEncodingTest {

    private static final String SENTENCE = "Справка о регистрации";

    /// As MS-OXMSG and MS-OXPROPS name them: subject, body in HTML, code page of the message.
    private static final String SUBJECT = "__substg1.0_0037001E";

    private static final String HTML = "__substg1.0_10130102";
    private static final short CODE_PAGE = 0x3FFD;
    private static final short LONG = 3;
    private static final int HEADER = 32;

    @TempDir
    Path folder;

    @Test
    void bodiesThatDeclareNothingAreReadAsTheMessageSays() throws Exception {
        byte[] html =
                "<html><body><p>%s</p></body></html>".formatted(SENTENCE).getBytes(Charset.forName("windows-1251"));
        assertThat(text(html)).contains(SENTENCE);
    }

    @Test
    void bodiesInUtf8StayWhatTheyAre() throws Exception {
        byte[] html =
                "<html><body><p>Grüße, %s</p></body></html>".formatted(SENTENCE).getBytes(UTF_8);
        assertThat(text(html)).contains("Grüße, " + SENTENCE);
    }

    @Test
    void aBodyThatDeclaresItsEncodingKnowsBest() throws Exception {
        byte[] html = "<html><head><meta charset='windows-1252'></head><body><p>Größe</p></body></html>"
                .getBytes(Charset.forName("windows-1252"));
        assertThat(text(html)).contains("Größe");
    }

    private String text(byte[] html) throws Exception {
        return ReadFiles.read(folder, "nachricht.msg", message(1251, html)).pieces().stream()
                .map(Piece::text)
                .collect(Collectors.joining("\n"));
    }

    private static byte[] message(int codePage, byte[] html) throws IOException {
        ByteBuffer properties = ByteBuffer.allocate(HEADER + 16).order(ByteOrder.LITTLE_ENDIAN);
        properties.position(HEADER);
        properties.putShort(LONG).putShort(CODE_PAGE).putInt(6).putInt(codePage).putInt(0);
        try (POIFSFileSystem system = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            system.createDocument(new ByteArrayInputStream("Betreff".getBytes(UTF_8)), SUBJECT);
            system.createDocument(new ByteArrayInputStream(html), HTML);
            system.createDocument(new ByteArrayInputStream(properties.array()), "__properties_version1.0");
            system.writeFilesystem(out);
            return out.toByteArray();
        }
    }
}
