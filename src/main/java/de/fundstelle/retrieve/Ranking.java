// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import java.util.List;

/// The documents that a query found, best first, before anything is folded or declined.
///
/// @param answerable whether an answer would be tried
/// @param tookMillis without embedding the query
/// @param embeddingMillis for embedding the query
public record Ranking(List<Ranked> documents, boolean answerable, double tookMillis, double embeddingMillis) {

    public Ranking {
        documents = List.copyOf(documents);
    }
}
