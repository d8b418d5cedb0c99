// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Optional;

/// What a new password must be: long enough, and not among those that are tried first. It never has to be changed.
final class PasswordRule {

    static final int LONGEST = 1024;

    /// Fewer is what the estimate calls very guessable; a phrase of two words takes a hundred million.
    private static final double FEWEST_GUESSES = 1_000_000;

    /// The estimate looks at the beginning only: its cost grows with the length.
    private static final int ESTIMATED_CHARACTERS = 64;

    private final int shortest;
    private final Zxcvbn estimate = new Zxcvbn();

    PasswordRule(int shortest) {
        this.shortest = shortest;
    }

    /// Why a password is refused, in German, for the person who typed it; empty if it is not.
    Optional<String> refusal(String name, String password) {
        if (password.length() > LONGEST) {
            return Optional.of("Das Passwort hat höchstens %d Zeichen.".formatted(LONGEST));
        }
        if (password.length() < shortest) {
            return Optional.of("Das Passwort braucht mindestens %d Zeichen. Gut ist ein Satz, den nur Sie kennen."
                    .formatted(shortest));
        }
        String beginning = password.substring(0, Math.min(password.length(), ESTIMATED_CHARACTERS));
        if (estimate.measure(beginning, List.of(name, "fundstelle")).getGuesses() < FEWEST_GUESSES) {
            return Optional.of(
                    "Dieses Passwort steht in den Listen, die zuerst probiert werden. Gut ist ein Satz, den nur Sie kennen.");
        }
        return Optional.empty();
    }
}
