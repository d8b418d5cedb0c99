// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A library of documents with one right: whoever has a grant may read all of it.
///
/// @param right what the index holds for it
/// @param sample invented documents, never searched together with real ones
public record Collection(
        String id, String name, String right, Set<Grant> grants, Description description, boolean sample) {

    public Collection {
        grants = Set.copyOf(grants);
    }

    /// How much harm it would do if somebody read, changed or lost the documents, as the BSI's standard 200-2 has it.
    public enum Protection {
        NORMAL,
        HIGH,
        VERY_HIGH;

        /// As it is written in the database and in JSON.
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The class of that name.
        public static Optional<Protection> of(String key) {
            return Arrays.stream(values()).filter(one -> one.key().equals(key)).findAny();
        }
    }

    /// What the register of processing activities asks about a collection; every text may be empty.
    ///
    /// @param contact whom to ask about the documents
    /// @param purpose what they are kept for
    /// @param legalBasis what allows that
    /// @param owner the unit that answers for it
    /// @param review the day on which all of this is looked at again
    public record Description(
            String contact,
            String purpose,
            String legalBasis,
            String owner,
            Optional<LocalDate> review,
            Protection protection) {

        public Description {
            contact = contact.strip();
            purpose = purpose.strip();
            legalBasis = legalBasis.strip();
            owner = owner.strip();
        }

        /// Nothing but whom to ask.
        public static Description of(String contact) {
            return new Description(contact, "", "", "", Optional.empty(), Protection.NORMAL);
        }
    }

    /// Whom to ask about it; may be empty.
    public String contact() {
        return description.contact();
    }

    /// Names of the groups that may read, and nothing more.
    public Set<String> readers() {
        return grants.stream()
                .filter(grant -> grant.level() == Level.READ)
                .flatMap(grant -> grant.to() instanceof Grant.Grantee.Group group
                        ? java.util.stream.Stream.of(group.name())
                        : java.util.stream.Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
