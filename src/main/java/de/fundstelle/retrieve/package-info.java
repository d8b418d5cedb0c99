// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// From a question to the best passages that its reader may see.
///
/// Invariant: there is no query without readers.
/// Start reading at [de.fundstelle.retrieve.Retriever].
@NullMarked
package de.fundstelle.retrieve;

import org.jspecify.annotations.NullMarked;
