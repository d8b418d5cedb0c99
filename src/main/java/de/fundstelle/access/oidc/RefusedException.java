// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

/// Carries a refusal from where it is found to where it is answered; never leaves the package.
final class RefusedException extends Exception {

    private final Refusal refusal;
    private final String detail;

    /// Without a cause on purpose: the libraries quote claims in their messages.
    RefusedException(Refusal refusal, String detail) {
        super(refusal.key() + ": " + detail);
        this.refusal = refusal;
        this.detail = detail;
    }

    Refused refused() {
        return new Refused(refusal, detail);
    }
}
