// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// Folders of the authority that are watched: what is new, changed, renamed or gone there becomes so here.
///
/// Invariants: nothing is read before somebody confirmed what goes where; nothing but a regular file is opened;
/// only a file that is known to be gone takes its document along, and never many at once without a person.
/// Start reading at [de.fundstelle.sources.Sources], then [de.fundstelle.sources.Scan].
@NullMarked
package de.fundstelle.sources;

import org.jspecify.annotations.NullMarked;
