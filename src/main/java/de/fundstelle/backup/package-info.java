// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// What protects against loss: copies of a data directory, and the proof that it is in order.
///
/// Invariant: a backup is consistent while the server runs, and a restored one is checked byte by byte.
/// Start reading at [de.fundstelle.backup.Backup].
@NullMarked
package de.fundstelle.backup;

import org.jspecify.annotations.NullMarked;
