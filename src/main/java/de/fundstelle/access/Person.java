// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Objects;
import java.util.Set;

/// Somebody who was recognised.
public record Person(String id, String name, Role role, Set<String> groups) {

    /// The command line on the machine itself.
    public static final Person OPERATOR = new Person("operator", "operator", Role.OPERATOR, Set.of());

    public Person {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        groups = Set.copyOf(groups);
    }
}
