// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// What a document states about itself, and what follows from it for a date.
///
/// Nothing is said about a document that does not stand in it, or that a person has not put right.
/// Relations never leave a collection: that a document exists elsewhere must not be seen.
/// Start reading at [SelfDescription] (pure), then [Facts] (stored) and [Validity].
@NullMarked
package de.fundstelle.facts;

import org.jspecify.annotations.NullMarked;
