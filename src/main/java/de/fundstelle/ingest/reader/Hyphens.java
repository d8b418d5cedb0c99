// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.util.regex.Pattern;

/// Joins lines; a word that was divided at the end of one is whole again. Pure.
final class Hyphens {

    private static final Pattern DIVIDED = Pattern.compile(".*\\p{L}[-\u00AD\u2010]", Pattern.DOTALL);
    private static final Pattern KEEPS_HYPHEN = Pattern.compile("(?:und|oder|bzw|sowie|noch|als|wie|bis)\\b.*");

    private Hyphens() {}

    /// Whether the line goes on in the middle of a word that this text ends with.
    static boolean divides(CharSequence text, String line) {
        return !line.isEmpty()
                && DIVIDED.matcher(text).matches()
                && Character.isLowerCase(line.codePointAt(0))
                && !KEEPS_HYPHEN.matcher(line).matches();
    }

    /// Adds a line to a text, behind a blank where no word goes on.
    static void append(StringBuilder text, String line) {
        if (divides(text.substring(Math.max(0, text.length() - 2)), line)) {
            text.setLength(text.length() - 1);
        } else if (!text.isEmpty()) {
            text.append(text.charAt(text.length() - 1) == '-' && Character.isUpperCase(line.codePointAt(0)) ? "" : " ");
        }
        text.append(line);
    }
}
