// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.document.Readers;
import java.util.Objects;
import java.util.Set;

/// What somebody looks for, and where they may look.
///
/// @param what an expression; a question is a plain one
/// @param readers what the asker may see; nothing else is ever found
/// @param collections identifiers of the collections to search; those the readers may not see stay silent
/// @param limit the most hits, 1 to 100
public record Query(Expression what, Readers readers, Set<String> collections, int limit) {

    public static final int MOST = 100;

    public Query {
        Objects.requireNonNull(what);
        Objects.requireNonNull(readers);
        collections = Set.copyOf(collections);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a search brings 1 to %d hits, not %d".formatted(MOST, limit));
        }
    }

    /// A question, in which no character has a special meaning.
    public Query(String question, Readers readers, Set<String> collections, int limit) {
        this(Expression.plain(question), readers, collections, limit);
    }

    /// What is looked for by word and by meaning.
    public String text() {
        return what.words();
    }
}
