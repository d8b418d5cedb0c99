// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// Passages on disk, found by word and by meaning, for a reader.
///
/// Invariant: every search takes readers, and sees a document whole or not at all.
/// Home of Lucene. Start reading at [de.fundstelle.index.PassageIndex].
@NullMarked
package de.fundstelle.index;

import org.jspecify.annotations.NullMarked;
