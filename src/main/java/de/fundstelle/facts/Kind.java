// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What sort of document it is.
public enum Kind {
    BY_LAW,
    FEE_SCHEDULE,
    REGULATION,
    LAW,
    /// An "Ordnung" that is no by-law: rules of use or procedure.
    RULES,
    INSTRUCTION,
    MINUTES,
    NOTICE,
    FORM,
    CONTRACT,
    E_MAIL,
    PRESENTATION,
    TABLE,
    OTHER;

    /// As it is written in tables and in the HTTP interface.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The kind with this key.
    public static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
