// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Makes Word files of 1997: nothing but runs of text, each with its properties, as MS-DOC says.
final class OldDocument {

    /// Properties of a run (sprmCFVanish, sprmCFRMarkDel).
    static final byte[] PLAIN = {};

    static final byte[] HIDDEN = {0x3C, 0x08, 1};
    static final byte[] DELETED = {0x00, 0x08, 1};

    private static final int TEXT = 0x400;
    private static final int PAGE = 512;
    private static final int RUNS = 0x800;
    private static final int PARAGRAPHS = 0xA00;
    private static final int POINTERS = 154;

    private final List<byte[]> texts = new ArrayList<>();
    private final List<byte[]> properties = new ArrayList<>();
    private final boolean wide;

    /// @param wide whether letters have two bytes
    OldDocument(boolean wide) {
        this.wide = wide;
    }

    OldDocument add(String text, byte[] run) {
        texts.add(text.getBytes(wide ? StandardCharsets.UTF_16LE : Charset.forName("windows-1252")));
        properties.add(run);
        return this;
    }

    byte[] bytes() throws IOException {
        int length = texts.stream().mapToInt(text -> text.length).sum();
        int letters = wide ? length / 2 : length;
        ByteBuffer main = ByteBuffer.allocate(PARAGRAPHS + PAGE).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer table = ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);
        head(main, letters, length);
        main.position(TEXT);
        texts.forEach(main::put);
        runs(main);
        paragraphs(main, length);
        // An empty style sheet: its length, then what it says of itself.
        point(main, 1, 0, 20);
        table.position(0).putShort((short) 18).putShort((short) 0).putShort((short) 10);
        // One section, without properties.
        point(main, 6, 64, 20);
        table.position(64).putInt(0).putInt(letters).putShort((short) 0).putInt(-1);
        // Where the pages of properties begin.
        point(main, 12, 96, 12);
        table.position(96).putInt(TEXT).putInt(TEXT + length).putInt(RUNS / PAGE);
        point(main, 13, 112, 12);
        table.position(112).putInt(TEXT).putInt(TEXT + length).putInt(PARAGRAPHS / PAGE);
        // No fonts.
        point(main, 15, 128, 4);
        point(main, 31, 1_024, 500);
        // The text is one piece.
        point(main, 33, 160, 21);
        table.position(160).put((byte) 2).putInt(16).putInt(0).putInt(letters).putShort((short) 0);
        table.putInt(wide ? TEXT : TEXT * 2 | 0x40000000).putShort((short) 0);
        try (POIFSFileSystem container = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            container.createDocument(new ByteArrayInputStream(main.array()), "WordDocument");
            container.createDocument(new ByteArrayInputStream(table.array()), "1Table");
            container.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private static void head(ByteBuffer main, int letters, int length) {
        main.putShort((short) 0xA5EC).putShort((short) 0xC1).putShort((short) 0).putShort((short) 0x407);
        main.putShort((short) 0).putShort((short) 0x200).putShort((short) 0xBF);
        main.putInt(0x18, TEXT).putInt(0x1C, TEXT + length);
        main.putShort(32, (short) 14).putShort(62, (short) 22);
        main.putInt(64, main.capacity()).putInt(64 + 3 * 4, letters);
        main.putShort(152, (short) 93);
    }

    private static void point(ByteBuffer main, int number, int at, int length) {
        main.putInt(POINTERS + number * 8, at).putInt(POINTERS + number * 8 + 4, length);
    }

    private void runs(ByteBuffer main) {
        int count = texts.size();
        int at = TEXT;
        int free = PAGE - 2;
        for (int i = 0; i < count; i++) {
            main.putInt(RUNS + i * 4, at);
            at += texts.get(i).length;
            byte[] run = properties.get(i);
            if (run.length > 0) {
                free = (free - run.length - 1) / 2 * 2;
                main.put(RUNS + (count + 1) * 4 + i, (byte) (free / 2));
                main.put(RUNS + free, (byte) run.length).put(RUNS + free + 1, run);
            }
        }
        main.putInt(RUNS + count * 4, at).put(RUNS + PAGE - 1, (byte) count);
    }

    private static void paragraphs(ByteBuffer main, int length) {
        main.putInt(PARAGRAPHS, TEXT).putInt(PARAGRAPHS + 4, TEXT + length);
        main.put(PARAGRAPHS + 8, (byte) 250).put(PARAGRAPHS + 500, (byte) 2);
        main.put(PARAGRAPHS + PAGE - 1, (byte) 1);
    }
}
