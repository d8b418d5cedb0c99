// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access.oidc;

import java.util.Locale;

/// Why somebody is not let in, and what to tell them.
public enum Refusal {
    UNREACHABLE("Der Anmeldedienst der Verwaltung antwortet nicht. Versuchen Sie es in einigen Minuten noch einmal."
            + " Wenn es dabei bleibt, sagen Sie bitte der IT Bescheid."),
    EXPIRED("Diese Anmeldung ist nicht mehr gültig. Bitte beginnen Sie sie noch einmal."),
    DENIED("Der Anmeldedienst der Verwaltung hat Sie nicht angemeldet, oder Sie haben die Anmeldung abgebrochen."),
    NOT_ADMITTED(
            "Ihr Konto ist bekannt, gehört aber zu keiner Gruppe, die hier zugelassen ist. Bitte wenden Sie sich an die IT."),
    FAILED("Die Antwort des Anmeldedienstes ist hier nicht zu gebrauchen. Sagen Sie bitte der IT Bescheid:"
            + " Im Protokoll des Servers steht, woran es liegt.");

    private final String advice;

    Refusal(String advice) {
        this.advice = advice;
    }

    /// In German, for the person who wanted to sign in.
    public String advice() {
        return advice;
    }

    /// As it is written in addresses and in the log.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
