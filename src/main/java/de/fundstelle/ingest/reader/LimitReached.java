// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

/// Stops a parser once a document has brought as many characters as we take; what was read so far is kept.
final class LimitReached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LimitReached() {
        super("the largest number of characters is reached", null, false, false);
    }
}
