// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
/// Reads foreign files, in a process of its own that may be ended at any moment.
///
/// Invariant: nothing here runs in the server's process except the values that travel between the two: [Frames],
/// [ReadRequest], [Frame], [Piece], [Refusal], and [SectionMark].
/// Start reading at [de.fundstelle.ingest.reader.ReaderMain], then [de.fundstelle.ingest.reader.Parts].
@NullMarked
package de.fundstelle.ingest.reader;

import org.jspecify.annotations.NullMarked;
