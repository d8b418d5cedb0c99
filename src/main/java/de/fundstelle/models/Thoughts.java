// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

/// Takes `<think>…</think>` out of a text while it arrives, however it is cut into pieces.
///
/// Some models send only the end of their thinking; that mark is taken out as well.
final class Thoughts {

    private static final String BEGIN = "<think>";
    private static final String END = "</think>";

    private final StringBuilder pending = new StringBuilder();
    private boolean thinking;

    /// What of the text so far can be shown and has not been yet.
    String accept(String piece) {
        pending.append(piece);
        StringBuilder shown = new StringBuilder();
        while (step(shown)) {
            // Each step takes one mark out.
        }
        return shown.toString();
    }

    /// What was held back in case it became a mark.
    String finish() {
        String rest = thinking ? "" : pending.toString();
        pending.setLength(0);
        return rest;
    }

    private boolean step(StringBuilder shown) {
        int end = pending.indexOf(END);
        int begin = thinking ? -1 : pending.indexOf(BEGIN);
        boolean opens = begin >= 0 && (end < 0 || begin < end);
        int mark = opens ? begin : end;
        int length = opens ? BEGIN.length() : END.length();
        int ready = mark >= 0 ? mark : pending.length() - unfinished();
        if (!thinking) {
            shown.append(pending, 0, ready);
        }
        pending.delete(0, mark >= 0 ? mark + length : ready);
        if (mark >= 0) {
            thinking = opens;
        }
        return mark >= 0;
    }

    /// The length of the longest end of the text that could be the beginning of a mark.
    private int unfinished() {
        for (int length = Math.min(END.length() - 1, pending.length()); length > 0; length--) {
            String tail = pending.substring(pending.length() - length);
            if (END.startsWith(tail) || (!thinking && BEGIN.startsWith(tail))) {
                return length;
            }
        }
        return 0;
    }
}
