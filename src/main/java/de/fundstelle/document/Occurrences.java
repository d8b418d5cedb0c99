// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a pattern occurs in a text, tried only where it can begin at all: trying it everywhere is dear. Pure.
public final class Occurrences {

    private Occurrences() {}

    /// Goes through what [Matcher#find()] would find.
    ///
    /// @param begins whether an occurrence can begin at a place; true for every place where one does
    /// @param found is given each; says where to go on, behind its beginning
    public static void each(Pattern pattern, CharSequence text, IntPredicate begins, ToIntFunction<Matcher> found) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
        int at = 0;
        while (at < text.length()) {
            boolean here = begins.test(at) && matcher.region(at, text.length()).lookingAt();
            at = here ? Math.max(at + 1, found.applyAsInt(matcher)) : at + 1;
        }
    }

    /// Whether a run of the digits 0 to 9 begins at a place.
    public static boolean beginsNumber(CharSequence text, int at) {
        return isDigit(text.charAt(at)) && (at == 0 || !isDigit(text.charAt(at - 1)));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
