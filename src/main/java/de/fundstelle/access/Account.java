// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Somebody as another system knows them: an issuer of OpenID Connect, or a directory.
///
/// A person here is bound to provider and subject, never to a name or an address: both can change hands.
///
/// @param provider the issuer's address, or the directory's
/// @param subject what the provider calls them and never gives to somebody else
/// @param name to show; may be taken by somebody else here
/// @param groups names of groups, those in other groups included
public record Account(String provider, String subject, String name, Role role, Set<String> groups) {

    public Account {
        Objects.requireNonNull(provider);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        groups = Set.copyOf(groups);
    }

    /// Which groups make somebody what, as the operator wrote it down.
    ///
    /// @param required who may come in at all; empty: everybody
    public record Mapping(
            List<String> required, List<String> administrators, List<String> curators, List<String> auditors) {

        public Mapping {
            required = List.copyOf(required);
            administrators = List.copyOf(administrators);
            curators = List.copyOf(curators);
            auditors = List.copyOf(auditors);
        }

        /// Whether members of these groups may come in.
        public boolean admits(Collection<String> groups) {
            return required.isEmpty() || required.stream().anyMatch(groups::contains);
        }

        /// The strongest role that these groups give.
        public Role role(Collection<String> groups) {
            if (administrators.stream().anyMatch(groups::contains)) {
                return Role.ADMINISTRATOR;
            }
            if (auditors.stream().anyMatch(groups::contains)) {
                return Role.AUDITOR;
            }
            return curators.stream().anyMatch(groups::contains) ? Role.CURATOR : Role.READER;
        }
    }
}
