// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

/// Who has which level in a collection.
public record Grant(Level level, Grantee to) {

    /// Whom something is granted to.
    public sealed interface Grantee {
        /// Everybody in a group.
        record Group(String name) implements Grantee {}

        /// One person, by identifier.
        record Individual(String person) implements Grantee {}
    }

    /// A grant to everybody in a group.
    public static Grant group(Level level, String name) {
        return new Grant(level, new Grantee.Group(name));
    }

    /// A grant to one person, by identifier.
    public static Grant person(Level level, String id) {
        return new Grant(level, new Grantee.Individual(id));
    }

    boolean concerns(Person person) {
        return switch (to) {
            case Grantee.Group group -> person.groups().contains(group.name());
            case Grantee.Individual individual -> person.id().equals(individual.person());
        };
    }
}
