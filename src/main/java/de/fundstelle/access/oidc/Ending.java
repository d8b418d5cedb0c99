// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import java.util.Objects;
import java.util.Optional;

/// What a logout token of the issuer asks for, or why it is not believed.
public sealed interface Ending permits Ending.Ended, Refused {

    /// At least one of both is present: a subject alone ends all their sessions; a session of the issuer only its own.
    ///
    /// @param provider the issuer, as in [de.fundstelle.access.Account#provider]
    record Ended(String provider, Optional<String> subject, Optional<String> sid) implements Ending {

        public Ended {
            Objects.requireNonNull(provider);
            if (subject.isEmpty() && sid.isEmpty()) {
                throw new IllegalArgumentException("neither a subject nor a session of " + provider);
            }
        }
    }
}
