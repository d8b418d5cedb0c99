// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.text.Normalizer;

/// Text as people mean it: composed letters, plain blanks, and nothing that cannot be seen.
///
/// Dropped are control characters (except line break and tab), format characters (soft hyphens, bidirectional marks,
/// zero-width characters, the tag characters from U+E0000), lone surrogates and noncharacters: they hide words from the
/// reader of an answer, or from the search.
final class CleanText {

    private CleanText() {}

    static String of(String text) {
        return Normalizer.normalize(visible(text), Normalizer.Form.NFC);
    }

    private static String visible(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int kept = replacement(c);
            if (kept >= 0) {
                clean.appendCodePoint(kept);
            }
        });
        return clean.toString();
    }

    /// -1 for a character that is dropped.
    private static int replacement(int c) {
        if (c == '\n' || c == '\t') {
            return c;
        }
        if (c == '\r' || c == '\u0085' || c == '\u000B' || c == '\f') {
            return '\n';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> -1;
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
            default -> isNoncharacter(c) ? -1 : c;
        };
    }

    private static boolean isNoncharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }
}
