// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinaryObjectsTest {

    private static final byte[] RECEIPT =
            "Beleg über 89,50 Euro für die Bahnfahrt. ".repeat(300).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void takesTheEnclosuresOfAnInvoiceOut() throws Exception {
        FileReading.Words read = read(invoice(Base64.getMimeEncoder().encodeToString(RECEIPT)));
        assertThat(read.ending().parts()).singleElement().satisfies(part -> {
            assertThat(part.name()).isEqualTo("Beleg Bahn.txt");
            assertThat(folder.resolve(part.file())).hasBinaryContent(RECEIPT);
        });
        assertThat(words(read))
                .contains("Reisekosten Musterstadt", "4711", "Enthaltene Dateien: Beleg Bahn.txt")
                .doesNotContain(Base64.getEncoder().encodeToString(RECEIPT).substring(0, 60));
        assertThat(read.ending().notes()).isEmpty();
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.endsWith(".base64"));
        }
    }

    @Test
    void saysOfAnEnclosureThatIsDamaged() throws Exception {
        FileReading.Words read = read(invoice("QmVsZ"));
        assertThat(read.ending().notes())
                .anyMatch(note -> note.contains("Beleg Bahn.txt") && note.contains("nicht gelesen"));
        assertThat(words(read)).contains("Reisekosten Musterstadt");
    }

    @Test
    void readsWhatCanBeReadOfAnInvoiceThatIsCutOff() throws Exception {
        String whole = invoice(Base64.getEncoder().encodeToString(RECEIPT));
        FileReading.Words read = read(whole.substring(0, whole.indexOf("<cbc:Note>") + 40));
        assertThat(words(read)).contains("4711");
        assertThat(read.ending().notes()).isNotEmpty();
    }

    private FileReading.Words read(String xml) throws Exception {
        return ReadFiles.read(folder, "rechnung.xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String words(FileReading.Words read) {
        return String.join("\n", read.pieces().stream().map(Piece::text).toList());
    }

    private static String invoice(String enclosure) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Invoice xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:ID>4711</cbc:ID>
                  <Attachment>
                    <cbc:EmbeddedDocumentBinaryObject mimeCode="text/plain" filename="Beleg Bahn.txt">%s</cbc:EmbeddedDocumentBinaryObject>
                  </Attachment>
                  <cbc:Note>Reisekosten Musterstadt im März, mit Belegen</cbc:Note>
                </Invoice>
                """.formatted(enclosure);
    }
}
