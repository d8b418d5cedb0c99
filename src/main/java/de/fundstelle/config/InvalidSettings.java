// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.config;

import java.util.List;

/// What is wrong with the configuration: every mistake at once, each with the key and what would be right.
public final class InvalidSettings extends Exception {

    private final transient List<String> mistakes;

    InvalidSettings(List<String> mistakes) {
        super("the configuration has %d mistake%s:%n  %s"
                .formatted(
                        mistakes.size(),
                        mistakes.size() == 1 ? "" : "s",
                        String.join(System.lineSeparator() + "  ", mistakes)));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
