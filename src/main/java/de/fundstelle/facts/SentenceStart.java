// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.regex.Pattern;

/// Finds where a sentence about force began, in a text whose dates are masked. Pure.
final class SentenceStart {

    /// How such a sentence begins after the end of a block, and how in the middle of one.
    private static final Pattern BLOCK =
            Pattern.compile("(?:\\(\\d{1,2}\\)\\s|Diese|Die |Das |Der |Gleichzeitig|Zugleich|Mit |Sie |Vorstehende)");

    private static final Pattern LINE = Pattern.compile("(?:Diese|Gleichzeitig)");

    /// A full stop that ends a number or an abbreviation.
    private static final Pattern ABBREVIATED =
            Pattern.compile("(?:\\d|\\bAbs|\\bNr|\\bArt|\\b\\p{L}|\\b[IVX]{1,4})\\.$");

    private static final int FURTHEST_BACK = 260;

    private SentenceStart() {}

    /// Where the sentence begins that goes on at a position.
    static int before(String text, int at) {
        int least = Math.max(0, at - FURTHEST_BACK);
        for (int i = at - 1; i > least; i--) {
            char c = text.charAt(i);
            boolean ends = ".;:!?".indexOf(c) >= 0
                    && i + 1 < text.length()
                    && Character.isWhitespace(text.charAt(i + 1))
                    && !(c == '.'
                            && ABBREVIATED
                                    .matcher(text)
                                    .region(Math.max(0, i - 5), i + 1)
                                    .find());
            boolean block = c == '\n'
                    && (text.charAt(i - 1) == '\n' ? BLOCK : LINE)
                            .matcher(text)
                            .region(i + 1, text.length())
                            .lookingAt();
            if (ends || block) {
                return i + 1 + (ends ? 1 : 0);
            }
        }
        return least;
    }
}
