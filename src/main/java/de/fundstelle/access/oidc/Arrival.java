// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import de.fundstelle.access.Account;
import java.util.Objects;
import java.util.Optional;

/// Who came back from the issuer, or why nobody was let in.
public sealed interface Arrival permits Arrival.Recognised, Refused {

    /// Somebody whom the issuer vouches for.
    ///
    /// @param sid the issuer's session, by which it may end ours later
    record Recognised(Account account, Optional<String> sid) implements Arrival {

        public Recognised {
            Objects.requireNonNull(account);
            Objects.requireNonNull(sid);
        }
    }
}
