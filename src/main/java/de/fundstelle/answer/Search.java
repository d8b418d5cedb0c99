// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.retrieve.Query;
import de.fundstelle.retrieve.Retrieval;

/// Finds passages for a question.
@FunctionalInterface
public interface Search {

    /// The best passages that the query's readers may see.
    Retrieval retrieve(Query query) throws InterruptedException;
}
