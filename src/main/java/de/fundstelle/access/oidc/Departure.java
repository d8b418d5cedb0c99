// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import java.net.URI;
import java.util.Objects;

/// The way to the issuer's sign-in page, or why there is none.
public sealed interface Departure permits Departure.Ready, Refused {

    /// The sign-in page is known.
    ///
    /// @param address where to send the browser
    /// @param ticket a secret for a short-lived cookie, which the same browser must bring back
    record Ready(URI address, String ticket) implements Departure {

        public Ready {
            Objects.requireNonNull(address);
            Objects.requireNonNull(ticket);
        }
    }
}
