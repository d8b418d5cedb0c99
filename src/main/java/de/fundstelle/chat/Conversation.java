// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import java.util.List;

/// A conversation of one person.
///
/// @param changed milliseconds since 1970
public record Conversation(String id, String title, long changed, List<Turn> turns) {

    public Conversation {
        turns = List.copyOf(turns);
    }

    /// A conversation as a list shows it.
    public record Summary(String id, String title, long changed) {}
}
