// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/// Whether a document is in force at a date. Pure.
///
/// What is unknown counts as in force, but is never called so.
///
/// @param from the first day in force, if it is known
/// @param until the last one
/// @param supersededBy what took its place
public record Validity(
        State state, Optional<LocalDate> from, Optional<LocalDate> until, Optional<Successor> supersededBy) {

    public static final Validity UNKNOWN =
            new Validity(State.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());

    /// How a document stands at a date.
    public enum State {
        IN_FORCE,
        /// Replaced, or run out.
        SUPERSEDED,
        NOT_YET,
        UNKNOWN
    }

    /// The document that took another's place.
    public record Successor(String document, String title) {}

    public Validity {
        Objects.requireNonNull(state);
    }

    /// How a document stands at a date that is in force from one day until another.
    static Validity at(
            LocalDate date, Optional<LocalDate> from, Optional<LocalDate> until, Optional<Successor> supersededBy) {
        if (until.filter(date::isAfter).isPresent()) {
            return new Validity(State.SUPERSEDED, from, until, supersededBy);
        }
        if (from.filter(date::isBefore).isPresent()) {
            return new Validity(State.NOT_YET, from, until, Optional.empty());
        }
        return new Validity(from.isPresent() ? State.IN_FORCE : State.UNKNOWN, from, until, Optional.empty());
    }

    /// Whether the document says when it is in force.
    public boolean isKnown() {
        return state != State.UNKNOWN;
    }

    /// Whether it may be relied on at the date.
    public boolean counts() {
        return state == State.IN_FORCE || state == State.UNKNOWN;
    }
}
