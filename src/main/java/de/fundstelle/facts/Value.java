// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Brings what a person enters for a fact, or another system sends, into the form in which it is kept. Pure.
public sealed interface Value {

    /// It fits.
    record Fits(String value) implements Value {}

    /// It does not; `advice` says in German what would.
    record Unfit(String advice) implements Value {}

    /// Checks a value; an empty one says that there is no such fact, which a title cannot do without.
    static Value of(FactName name, String entered) {
        String value = Reading.line(entered.replaceAll("\\p{Cntrl}", " "));
        if (value.length() > name.longest()) {
            return new Unfit("Diese Angabe hat höchstens %d Zeichen.".formatted(name.longest()));
        }
        if (value.isEmpty()) {
            return name == FactName.TITLE ? new Unfit("Eine Unterlage braucht einen Titel.") : new Fits("");
        }
        if (name == FactName.KIND && Kind.of(value).isEmpty()) {
            return new Unfit("Diese Art von Unterlagen gibt es nicht: „%s“.".formatted(value));
        }
        if (name.isDay()) {
            Optional<LocalDate> day = GermanDate.whole(value);
            return day.isPresent()
                    ? new Fits(day.get().toString())
                    : new Unfit("Das ist kein Tag: „%s“. Schreiben Sie zum Beispiel 01.02.2023.".formatted(value));
        }
        if (name == FactName.ADDRESS && !isLink(value)) {
            return new Unfit("Das ist keine Adresse, die mit http:// oder https:// beginnt: „%s“.".formatted(value));
        }
        return new Fits(value);
    }

    /// A page shows it as a link; nothing else than a place in the web may come of that.
    private static boolean isLink(String value) {
        try {
            URI address = new URI(value);
            String scheme = address.getScheme();
            return scheme != null
                    && scheme.toLowerCase(Locale.ROOT).matches("https?")
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
