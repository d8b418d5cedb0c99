// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The names of packed files, whose encoding an archive need not state. Pure.
///
/// In this order: UTF-8 if the archive says so or the bytes are; GBK if pairs of bytes make Chinese words and nothing
/// else; the code page 850 that German DOS and Windows pack with, if that gives umlauts; windows-1252.
final class EntryNames {

    private static final Charset GBK = Charset.forName("GBK");
    private static final Charset DOS = Charset.forName("IBM850");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String GERMAN = "äöüÄÖÜßéèáàç";

    private EntryNames() {}

    static String decode(byte[] name, boolean saysUtf8) {
        if (saysUtf8 || fits(name, StandardCharsets.UTF_8)) {
            return new String(name, StandardCharsets.UTF_8);
        }
        for (Charset charset : List.of(DOS, WINDOWS)) {
            String decoded = new String(name, charset);
            if (isGerman(decoded)) {
                return decoded;
            }
        }
        if (fits(name, GBK) && isChinese(new String(name, GBK))) {
            return new String(name, GBK);
        }
        return new String(name, WINDOWS);
    }

    private static boolean fits(byte[] name, Charset charset) {
        try {
            charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /// Whether all letters beyond ASCII are ones that German names have.
    private static boolean isGerman(String name) {
        return name.codePoints().filter(c -> c > 127).allMatch(c -> GERMAN.indexOf(c) >= 0);
    }

    private static boolean isChinese(String name) {
        return name.codePoints()
                .filter(c -> c > 127)
                .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN
                        || Character.getType(c) == Character.OTHER_PUNCTUATION
                        || Character.getType(c) == Character.START_PUNCTUATION
                        || Character.getType(c) == Character.END_PUNCTUATION);
    }
}
