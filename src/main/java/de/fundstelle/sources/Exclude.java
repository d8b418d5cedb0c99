// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import java.util.Locale;
import java.util.Optional;

/// What is left out, as people write it: `*.bak` or `alt` for a name anywhere, `Bauamt/alt` for one place;
/// `*` stands for any characters of one name, `?` for one. Upper and lower case are the same.
record Exclude(String pattern) {

    static final int LONGEST = 200;

    Exclude {
        pattern = trimmed(pattern);
        if (refusal(pattern).isPresent()) {
            throw new IllegalArgumentException("an exclude that was not checked: " + pattern);
        }
    }

    private static String trimmed(String pattern) {
        String text = pattern.strip();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.startsWith("/") ? text.substring(1) : text;
    }

    /// Why a text is none, in German.
    static Optional<String> refusal(String pattern) {
        String text = trimmed(pattern);
        if (text.isEmpty() || text.chars().allMatch(character -> character == '*')) {
            return Optional.of("Ein Ausschluss braucht einen Namen, zum Beispiel *.bak oder Bauamt/alt.");
        }
        return text.length() > LONGEST
                ? Optional.of("Ein Ausschluss hat höchstens %d Zeichen.".formatted(LONGEST))
                : Optional.empty();
    }

    /// Whether a file or folder itself is meant; what is below an excluded folder is for the caller to know.
    boolean matches(String path) {
        String subject = pattern.indexOf('/') < 0 ? FilePath.name(path) : path;
        return matches(pattern.toLowerCase(Locale.ROOT), subject.toLowerCase(Locale.ROOT));
    }

    /// In time proportional to pattern × path at the worst, unlike a regular expression.
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (at < text.length()) {
            char wanted = in < pattern.length() ? pattern.charAt(in) : 0;
            if (wanted == '*') {
                star = in++;
                retry = at;
            } else if (in < pattern.length()
                    && (wanted == text.charAt(at) || (wanted == '?' && text.charAt(at) != '/'))) {
                at++;
                in++;
            } else if (star >= 0 && text.charAt(retry) != '/') {
                in = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
