// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.apache.poi.common.usermodel.PictureType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawingTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheWordsOfADrawingInAText() throws Exception {
        FileReading.Words read = ReadFiles.read(folder, "a.docx", docx("Ablauf", emf("Antrag prüfen")));

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Ablauf", "Antrag prüfen");
    }

    @Test
    void leavesOutADrawingThatSaysWhatStandsThereAnyway() throws Exception {
        FileReading.Words read = ReadFiles.read(folder, "a.docx", docx("Erst den Antrag prüfen", emf("Antrag prüfen")));

        assertThat(read.pieces()).extracting(Piece::text).containsExactly("Erst den Antrag prüfen");
    }

    @Test
    void takesADrawingWithoutWordsForAPicture() {
        assertThatThrownBy(() -> ReadFiles.read(folder, "a.emf", emf("")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.PICTURE_WITHOUT_RECOGNITION));
    }

    private static byte[] docx(String words, byte[] drawing) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            var run = document.createParagraph().createRun();
            run.setText(words);
            run.addPicture(new ByteArrayInputStream(drawing), PictureType.EMF, "bild.emf", 9_525, 9_525);
            document.write(bytes);
        }
        return bytes.toByteArray();
    }

    /// A header, one line of text, and the end, as MS-EMF says.
    private static byte[] emf(String words) {
        byte[] text = words.getBytes(UTF_16LE);
        int padded = (text.length + 3) / 4 * 4;
        int textRecord = words.isEmpty() ? 0 : 76 + padded;
        int total = 108 + textRecord + 20;
        ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(1).putInt(108);
        out.putInt(0).putInt(0).putInt(100).putInt(100);
        out.putInt(0).putInt(0).putInt(1000).putInt(1000);
        out.putInt(0x464D4520).putInt(0x10000).putInt(total).putInt(words.isEmpty() ? 2 : 3);
        out.putShort((short) 1).putShort((short) 0).putInt(0).putInt(0).putInt(0);
        out.putInt(800).putInt(600).putInt(320).putInt(240);
        out.putInt(0).putInt(0).putInt(0).putInt(320_000).putInt(240_000);
        if (!words.isEmpty()) {
            out.putInt(84).putInt(textRecord);
            out.putInt(0).putInt(0).putInt(50).putInt(50);
            out.putInt(1).putFloat(1).putFloat(1);
            out.putInt(10).putInt(10).putInt(words.length()).putInt(76).putInt(0);
            out.putInt(0).putInt(0).putInt(0).putInt(0).putInt(0);
            out.put(text).position(108 + textRecord);
        }
        out.putInt(14).putInt(20).putInt(0).putInt(16).putInt(20);
        return out.array();
    }
}
