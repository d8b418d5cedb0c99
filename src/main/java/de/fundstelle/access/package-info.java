// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// Who a person is, and what they may read and do.
///
/// Invariant: nothing is readable unless a right says so.
/// Start reading at [de.fundstelle.access.Access].
@NullMarked
package de.fundstelle.access;

import org.jspecify.annotations.NullMarked;
