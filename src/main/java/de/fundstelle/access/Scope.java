// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a sign-in or a personal key is good for; it only narrows what its person may do.
public enum Scope {
    /// Search, read documents, ask.
    READ,
    /// Bring documents.
    CONTRIBUTE,
    /// Manage collections, people and the journal, as far as the person may.
    MANAGE,
    /// The person's own account: password, sessions, keys, data. No key is ever good for that.
    OWN;

    /// Everything, as a browser session has it.
    static final Set<Scope> ALL = Set.of(values());

    /// The most that a key can have.
    static final Set<Scope> OF_KEYS = Set.of(READ, CONTRIBUTE, MANAGE);

    /// As it is written in the database and in JSON.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The scope of that name, if a key can have it.
    public static Optional<Scope> ofKey(String key) {
        return OF_KEYS.stream().filter(scope -> scope.key().equals(key)).findAny();
    }

    static String written(Set<Scope> scopes) {
        return String.join(",", scopes.stream().map(Scope::key).sorted().toList());
    }

    static Set<Scope> read(String written) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(written.split(",")).forEach(key -> ofKey(key).ifPresent(scopes::add));
        return scopes;
    }
}
