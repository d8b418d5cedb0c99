// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.Objects;

/// One change that an amending norm makes: the section that it touches, and the words that make it.
///
/// @param section as it is cited: "§ 4", "Anlage 1"
/// @param start of the words in the amending document's text
public record Change(String section, String text, int start, int end) {

    public Change {
        Objects.requireNonNull(section);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a change of " + section + " has no words");
        }
    }
}
