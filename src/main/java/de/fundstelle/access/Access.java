// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.access;

import de.fundstelle.document.Readers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The one place that decides what a person may read and do: pure functions of person and object.
///
/// A role says what somebody is to the system, a grant what they are to a collection,
/// a scope what the sign-in or key they came by is good for. All that is needed must be there.
public final class Access {

    private Access() {}

    /// Whether a person may be about a task at all; for an object there is a further question.
    public static boolean may(Person person, Task task) {
        Role role = person.role();
        return switch (task) {
            case BE_KNOWN -> true;
            case READ -> has(person, Scope.READ);
            case CONVERSE -> has(person, Scope.READ) && role != Role.OPERATOR;
            case CONTRIBUTE -> has(person, Scope.CONTRIBUTE);
            case CURATE -> has(person, Scope.MANAGE);
            case MAKE_COLLECTIONS -> has(person, Scope.MANAGE) && (role.administers() || role == Role.CURATOR);
            case ADMINISTER -> has(person, Scope.MANAGE) && role.administers();
            case AUDIT -> has(person, Scope.MANAGE) && (role.administers() || role == Role.AUDITOR);
            case OWN_ACCOUNT -> has(person, Scope.OWN);
            case OPERATE -> role == Role.OPERATOR;
        };
    }

    private static boolean has(Person person, Scope scope) {
        return person.scopes().contains(scope);
    }

    /// What a person is to a collection, whatever they came by.
    private static Optional<Level> level(Person person, Collection collection) {
        if (person.role().administers()) {
            return Optional.of(Level.CURATE);
        }
        return collection.grants().stream()
                .filter(grant -> grant.concerns(person))
                .map(Grant::level)
                .max(Comparator.naturalOrder());
    }

    private static boolean holds(Person person, Collection collection, Level level) {
        return level(person, collection).filter(found -> found.holds(level)).isPresent();
    }

    public static boolean mayRead(Person person, Collection collection) {
        return may(person, Task.READ) && holds(person, collection, Level.READ);
    }

    /// Whether somebody may know that a collection is there; whoever brings documents must, without reading any.
    public static boolean maySee(Person person, Collection collection) {
        return holds(person, collection, Level.READ);
    }

    public static boolean mayContribute(Person person, Collection collection) {
        return may(person, Task.CONTRIBUTE) && holds(person, collection, Level.CONTRIBUTE);
    }

    public static boolean mayCurate(Person person, Collection collection) {
        return may(person, Task.CURATE) && holds(person, collection, Level.CURATE);
    }

    /// Whether a person may turn the grants of a collection into these; curators do not make curators.
    public static boolean mayGrant(Person person, Collection collection, Set<Grant> wanted) {
        return mayCurate(person, collection)
                && (person.role().administers() || curators(wanted).equals(curators(collection.grants())));
    }

    private static Set<Grant> curators(Set<Grant> grants) {
        return grants.stream().filter(grant -> grant.level() == Level.CURATE).collect(Collectors.toSet());
    }

    /// Whether a person may delete a collection with all that is in it.
    public static boolean mayDelete(Person person, Collection collection) {
        return may(person, Task.MAKE_COLLECTIONS) && mayCurate(person, collection);
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
