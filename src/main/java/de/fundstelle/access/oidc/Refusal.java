// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import java.util.Locale;

/// Why somebody is not let in; the page has the words for each.
public enum Refusal {
    /// The issuer does not answer.
    UNREACHABLE,
    /// Too late, used before, or begun in another browser: beginning again helps.
    EXPIRED,
    /// The issuer did not let them in, or they changed their mind.
    DENIED,
    /// Known to the issuer, but in none of the groups that may come in.
    NOT_ADMITTED,
    /// What the issuer sent is not to be believed; only the operator can help.
    FAILED;

    /// As it is written in addresses and in the log.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
