// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

/// A model that was asked and did not give a usable answer; the message says which, and why.
public final class ModelFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean permanent;

    /// A failure that the model's answer itself shows.
    ///
    /// @param permanent whether the same call will fail again, so that it must not be repeated
    public ModelFailure(String message, boolean permanent) {
        super(message);
        this.permanent = permanent;
    }

    /// As the other, for a failure that something else caused.
    public ModelFailure(String message, boolean permanent, Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /// Whether the same call will fail again.
    public boolean permanent() {
        return permanent;
    }
}
