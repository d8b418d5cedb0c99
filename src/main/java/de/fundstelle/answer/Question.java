// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.document.Readers;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A question, with all that is needed to answer it for the one who asks.
///
/// @param asker identifier of the person; the queue is fair between them
/// @param collections where to look
/// @param earlier what was said before in the same conversation, oldest first
/// @param holdings what the asker could read at all
public record Question(
        String text,
        String asker,
        Readers readers,
        Set<String> collections,
        List<Exchange> earlier,
        Holdings holdings) {

    public Question {
        Objects.requireNonNull(asker);
        Objects.requireNonNull(readers);
        Objects.requireNonNull(holdings);
        collections = Set.copyOf(collections);
        earlier = List.copyOf(earlier);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a question needs words");
        }
    }

    /// A question and what was answered to it.
    public record Exchange(String question, String answer) {}

    /// What lies in the collections that are asked.
    ///
    /// @param readable documents whose words can be found
    /// @param unread documents that are still to be read
    /// @param contacts whom to ask about these collections
    public record Holdings(int readable, int unread, List<String> contacts) {

        public Holdings {
            contacts = List.copyOf(contacts);
        }
    }
}
