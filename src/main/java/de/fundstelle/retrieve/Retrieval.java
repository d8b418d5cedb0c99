// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import java.util.List;

/// What a query found, best first.
///
/// @param answerable whether the hits are good enough to answer from; if not they are merely the nearest
/// @param tookMillis without embedding the query
/// @param embeddingMillis for embedding the query
public record Retrieval(List<Hit> hits, boolean answerable, double tookMillis, double embeddingMillis) {

    public Retrieval {
        hits = List.copyOf(hits);
    }
}
