// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Names of files, as they are shown and compared.
public final class FileName {

    private static final int LONGEST = 500;

    private FileName() {}

    /// A name that is safe to show and to compare: folders with /, no way upwards, no control characters.
    ///
    /// Of a long one the end is kept.
    public static String cleaned(String name) {
        String path = Arrays.stream(visible(name.replace('\\', '/')).split("/", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"));
        return last(path);
    }

    /// The end of a path that is too long to show.
    public static String last(String path) {
        return path.length() <= LONGEST ? path : path.substring(path.length() - LONGEST);
    }

    /// The same text in composed form (NFC), without characters that nobody sees.
    public static String visible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .filter(FileName::isVisible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isVisible(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
