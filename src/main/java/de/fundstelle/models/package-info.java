// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The language and embedding models that the operator chose, and the queue in front of them.
///
/// Invariant: whatever a model server does, a call ends: with words, or with a failure that has a name.
/// Home of the providers of LangChain4j. Start reading at [de.fundstelle.models.Models].
@NullMarked
package de.fundstelle.models;

import org.jspecify.annotations.NullMarked;
