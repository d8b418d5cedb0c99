// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.document.Readers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The one place that decides what a person may read and do: pure functions of person and collection.
public final class Access {

    private Access() {}

    public static boolean mayRead(Person person, Collection collection) {
        return person.role().administers() || person.groups().stream().anyMatch(collection.readers()::contains);
    }

    public static boolean mayContribute(Person person, Collection collection) {
        return person.role().administers() && mayRead(person, collection);
    }

    /// Conversations are for people; the command line has none.
    public static boolean mayConverse(Person person) {
        return person.role() != Role.OPERATOR;
    }

    /// The rights that a person holds now, of all collections there are.
    public static Readers readers(Person person, List<Collection> all) {
        return new Readers(all.stream()
                .filter(collection -> mayRead(person, collection))
                .map(Collection::right)
                .collect(Collectors.toSet()));
    }

    /// Where a person searches who named no collection: everything readable, but samples only if there is nothing else.
    public static List<Collection> searchedByDefault(Person person, List<Collection> all) {
        List<Collection> readable =
                all.stream().filter(collection -> mayRead(person, collection)).toList();
        List<Collection> real =
                readable.stream().filter(collection -> !collection.sample()).toList();
        return real.isEmpty() ? readable : real;
    }

    /// Whether these may be searched together: invented documents never stand beside real ones.
    public static boolean maySearchTogether(List<Collection> collections) {
        return collections.stream()
                        .map(Collection::sample)
                        .collect(Collectors.toSet())
                        .size()
                < 2;
    }

    static Set<String> clean(Set<String> groups) {
        return groups.stream()
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toSet());
    }
}
