// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.ingest.reader;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ends the reading of a file, or of one part in it, for a reason that a person can understand.
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
        this(refusal, null);
    }

    RefusedException(Refusal refusal, @Nullable Throwable cause) {
        super(refusal.name(), cause);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
