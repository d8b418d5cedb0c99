// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Set;

/// A library of documents with one right: who is in one of its groups may read all of it.
///
/// @param right what the index holds for it
/// @param readers names of groups
/// @param contact whom to ask about it; may be empty
/// @param sample invented documents, never searched together with real ones
public record Collection(String id, String name, String right, Set<String> readers, String contact, boolean sample) {

    public Collection {
        readers = Set.copyOf(readers);
    }
}
