// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// What is forgotten, when, and what a person may know of what is kept about them.
///
/// Invariant: whatever is deleted goes from everywhere, and leaves an identifier behind by which a restored backup
/// forgets it again.
/// Start reading at [de.fundstelle.retention.Removal].
@NullMarked
package de.fundstelle.retention;

import org.jspecify.annotations.NullMarked;
