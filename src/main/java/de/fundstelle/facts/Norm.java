// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A document of a collection as [Relations] sees it: what is stated about it, corrections included.
///
/// @param stems of its title, or of what it amends
record Norm(String document, Set<String> stems, Map<FactName, String> stated) {

    private static final Pattern CHANGE =
            Pattern.compile("änderung|nachtrag", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    Norm {
        stems = Set.copyOf(stems);
        stated = Map.copyOf(stated);
    }

    /// The stems by which a document is found: those of its own name, of what it amends and of what it replaces.
    static Set<String> stems(Map<FactName, String> stated) {
        Set<String> stems = new java.util.LinkedHashSet<>(own(stated));
        Optional.ofNullable(stated.get(FactName.REPLACES)).map(Stem::of).ifPresent(stems::addAll);
        return stems;
    }

    /// The stems of the norm itself; an amending one goes by its target.
    static Set<String> own(Map<FactName, String> stated) {
        String named = stated.getOrDefault(FactName.AMENDS, stated.getOrDefault(FactName.TITLE, ""));
        return stated.containsKey(FactName.AMENDS) || hasForce(stated) ? Stem.of(named) : Set.of();
    }

    private static boolean hasForce(Map<FactName, String> stated) {
        return Optional.ofNullable(stated.get(FactName.KIND))
                .flatMap(Kind::of)
                .filter(kind -> switch (kind) {
                    case BY_LAW, FEE_SCHEDULE, REGULATION, LAW, RULES, INSTRUCTION -> true;
                    case MINUTES, NOTICE, FORM, CONTRACT, E_MAIL, PRESENTATION, TABLE, OTHER -> false;
                })
                .isPresent();
    }

    Optional<String> value(FactName name) {
        return Optional.ofNullable(stated.get(name));
    }

    Optional<LocalDate> day(FactName name) {
        return value(name).flatMap(Norm::day);
    }

    /// A value that is a day.
    static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // words, where the text names no day
        }
    }

    boolean amending() {
        return stated.containsKey(FactName.AMENDS);
    }

    /// Whether its title speaks of a change, though it names nothing that is changed: it is no new version of anything.
    boolean speaksOfChange() {
        return value(FactName.TITLE)
                .filter(title -> CHANGE.matcher(title).find())
                .isPresent();
    }

    /// The day by which versions follow each other.
    Optional<LocalDate> age() {
        return day(FactName.IN_FORCE_SINCE).or(() -> day(FactName.DATE)).or(() -> day(FactName.VERSION));
    }

    /// Whether it may be another version of the same norm of the same town.
    boolean isAkinTo(Set<String> otherStems, String otherTitle) {
        Optional<String> here = value(FactName.TITLE).flatMap(Stem::municipality);
        Optional<String> there = Stem.municipality(otherTitle);
        return Stem.meet(stems, otherStems) && (here.isEmpty() || there.isEmpty() || here.equals(there));
    }
}
