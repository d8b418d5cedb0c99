// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The journal: who did what to the system, appended and never changed.
///
/// Invariant: it holds identifiers and results, never the text of a document or a question.
/// Start reading at [de.fundstelle.audit.Journal].
@NullMarked
package de.fundstelle.audit;

import org.jspecify.annotations.NullMarked;
