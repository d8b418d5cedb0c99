// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// From files to passages in the index.
///
/// Invariant: what was acknowledged is kept, and every file reaches a defined state.
/// Start reading at [de.fundstelle.ingest.Ingest]; foreign files are parsed in [de.fundstelle.ingest.reader] only, in a
/// process of its own.
@NullMarked
package de.fundstelle.ingest;

import org.jspecify.annotations.NullMarked;
