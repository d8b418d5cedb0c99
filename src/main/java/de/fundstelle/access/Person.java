// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Objects;
import java.util.Set;

/// Somebody who was recognised, with what their sign-in or key is good for.
public record Person(String id, String name, Role role, Set<String> groups, Set<Scope> scopes) {

    /// The command line on the machine itself.
    public static final Person OPERATOR = new Person(
            "operator", "operator", Role.OPERATOR, Set.of(), Set.of(Scope.READ, Scope.CONTRIBUTE, Scope.MANAGE));

    public Person {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        groups = Set.copyOf(groups);
        scopes = Set.copyOf(scopes);
    }

    /// Somebody who signed in.
    public Person(String id, String name, Role role, Set<String> groups) {
        this(id, name, role, groups, Scope.ALL);
    }

    /// The same person by a key that is good for less.
    Person limitedTo(Set<Scope> fewer) {
        return new Person(id, name, role, groups, fewer);
    }

    /// Whether this person may still do all that the other one may: nothing was taken away in between.
    public boolean keeps(Person before) {
        return id.equals(before.id)
                && role == before.role
                && groups.containsAll(before.groups)
                && scopes.containsAll(before.scopes);
    }
}
