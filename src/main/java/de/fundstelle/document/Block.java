// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.document;

import java.util.Objects;

/// A piece of a document's text with a role of its own: `[start, end)` in UTF-16 units of [DocumentText#text].
///
/// @param level 1 to 6 for a heading, 0 otherwise
/// @param place page, sheet or slide; sections are found later, from headings
public record Block(Kind kind, int level, Place place, int start, int end) {

    /// What a block is. A table is a header row (if it has one) and its rows, each a block of its own.
    public enum Kind {
        HEADING,
        PARAGRAPH,
        LIST_ITEM,
        TABLE_HEADER,
        TABLE_ROW,
        MAIL_HEAD
    }

    public Block {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(place);
        if (level < 0 || level > 6 || (level > 0) != (kind == Kind.HEADING)) {
            throw new IllegalArgumentException("level " + level + " does not fit a " + kind);
        }
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: [" + start + ", " + end + ")");
        }
    }
}
