// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2

/// The nouns that all parts share: documents, their text, passages, places, readers.
///
/// Invariant: values only; nothing here does input or output.
/// Start reading at [de.fundstelle.document.Passage].
@NullMarked
package de.fundstelle.document;

import org.jspecify.annotations.NullMarked;
