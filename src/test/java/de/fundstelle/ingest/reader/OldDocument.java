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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Makes Word files of 1997: nothing but runs of text, each with its properties, as MS-DOC says.
final class OldDocument {

    /// Properties of a run (sprmCFVanish, sprmCFRMarkDel).
    static final byte[] PLAIN = {};

    static final byte[] HIDDEN = {0x3C, 0x08, 1};
    static final byte[] DELETED = {0x00, 0x08, 1};

    /// Properties of a paragraph in a table of the first level (sprmPFInTable, sprmPItap).
    private static final byte[] IN_TABLE = {0x16, 0x24, 1, 0x49, 0x66, 1, 0, 0, 0};

    /// A cell that is merged with those below, and one of those (fVertMerge, fVertRestart).
    static final int FIRST_DOWN = 0x60;

    static final int FURTHER_DOWN = 0x20;

    private static final int TEXT = 0x400;
    private static final int PAGE = 512;
    private static final int RUNS = 0x800;
    private static final int PARAGRAPHS = 0xA00;
    private static final int POINTERS = 154;

    private final List<byte[]> texts = new ArrayList<>();
    private final List<byte[]> properties = new ArrayList<>();
    /// Properties of paragraphs of a table, by the number of their text.
    private final Map<Integer, byte[]> paragraphs = new HashMap<>();

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

    /// A row of a table.
    ///
    /// @param edges where its cells begin, and where the last one ends (twentieths of a point)
    /// @param flags of its first cells: [#FIRST_DOWN], [#FURTHER_DOWN]; the others have none
    OldDocument row(int[] edges, int[] flags, String... cells) {
        int count = cells.length;
        for (String cell : cells) {
            paragraph(cell + "\u0007", IN_TABLE);
        }
        ByteBuffer row = ByteBuffer.allocate(IN_TABLE.length + 3 + 5 + edges.length * 2 + flags.length * 20)
                .order(ByteOrder.LITTLE_ENDIAN);
        row.put(IN_TABLE).put(new byte[] {0x17, 0x24, 1});
        row.putShort((short) 0xD608).putShort((short) (2 + edges.length * 2 + flags.length * 20));
        row.put((byte) count);
        for (int edge : edges) {
            row.putShort((short) edge);
        }
        for (int flag : flags) {
            row.putShort((short) flag).position(row.position() + 18);
        }
        return paragraph("\u0007", row.array());
    }

    private OldDocument paragraph(String text, byte[] paragraph) {
        paragraphs.put(texts.size(), paragraph);
        return add(text, PLAIN);
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
        paragraphs(main);
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

    /// Each text is a paragraph where one of them is part of a table; else all together are one.
    private void paragraphs(ByteBuffer main) {
        int count = paragraphs.isEmpty() ? 1 : texts.size();
        int at = TEXT;
        int free = PAGE - 2;
        for (int i = 0; i < count; i++) {
            main.putInt(PARAGRAPHS + i * 4, at);
            at += texts.get(i).length;
            byte[] paragraph = paragraphs.getOrDefault(i, PLAIN);
            int words = (paragraph.length + 4) / 2;
            free -= words * 2;
            main.put(PARAGRAPHS + (count + 1) * 4 + i * 13, (byte) (free / 2));
            main.put(PARAGRAPHS + free, (byte) words).put(PARAGRAPHS + free + 3, paragraph);
        }
        int end = TEXT + texts.stream().mapToInt(text -> text.length).sum();
        main.putInt(PARAGRAPHS + count * 4, end).put(PARAGRAPHS + PAGE - 1, (byte) count);
    }
}
