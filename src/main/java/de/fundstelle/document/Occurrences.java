// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a pattern occurs in a text, tried only where it can begin at all: trying it everywhere is dear.
///
/// For one thread and one way through the text, from its beginning to its end.
public final class Occurrences {

    private final Matcher matcher;
    private final int length;
    private int free;

    public Occurrences(Pattern pattern, CharSequence text) {
        this.matcher = pattern.matcher(text).useTransparentBounds(true);
        this.length = text.length();
    }

    /// Whether the pattern occurs at this place, and not within its occurrence before; [#match()] tells what it is.
    public boolean at(int place) {
        if (place < free || !matcher.region(place, length).lookingAt()) {
            return false;
        }
        free = matcher.end();
        return true;
    }

    /// The occurrence that was found last.
    public Matcher match() {
        return matcher;
    }

    /// The next occurrence begins here or later.
    public void goOn(int place) {
        free = place;
    }

    /// Whether a run of the digits 0 to 9 begins at a place.
    public static boolean beginsNumber(CharSequence text, int at) {
        return isDigit(text.charAt(at)) && (at == 0 || !isDigit(text.charAt(at - 1)));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
