// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retention;

import de.fundstelle.access.Person;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Divides people into units of which numbers may be told: each person is in one at the most, none is small.
///
/// A person counts for the largest of their groups. A unit of fewer than five is not told, and if all those who
/// are in none are fewer than five, the smallest unit is not told either: else its number would be what the total
/// leaves over. Because nobody counts twice, no two numbers differ by a few people.
final class Units {

    /// Fewer people could be told apart.
    static final int FEWEST = 5;

    private final Map<String, String> unitOf;

    private final Set<String> people;

    private Units(Map<String, String> unitOf, Set<String> people) {
        this.unitOf = Map.copyOf(unitOf);
        this.people = Set.copyOf(people);
    }

    static Units of(List<Person> people) {
        Map<String, Integer> sizes = new HashMap<>();
        people.forEach(person -> person.groups().forEach(group -> sizes.merge(group, 1, Integer::sum)));
        Map<String, Set<String>> members = new TreeMap<>();
        for (Person person : people) {
            largest(person, sizes)
                    .ifPresent(group -> members.computeIfAbsent(group, name -> new TreeSet<>())
                            .add(person.id()));
        }
        members.values().removeIf(ids -> ids.size() < FEWEST);
        int rest = people.size() - members.values().stream().mapToInt(Set::size).sum();
        while (rest > 0 && rest < FEWEST && !members.isEmpty()) {
            String smallest = members.entrySet().stream()
                    .min(Comparator.comparingInt(entry -> entry.getValue().size()))
                    .orElseThrow()
                    .getKey();
            rest += members.getOrDefault(smallest, Set.of()).size();
            members.remove(smallest);
        }
        Map<String, String> unitOf = new HashMap<>();
        members.forEach((group, ids) -> ids.forEach(id -> unitOf.put(id, group)));
        return new Units(unitOf, people.stream().map(Person::id).collect(Collectors.toSet()));
    }

    private static Optional<String> largest(Person person, Map<String, Integer> sizes) {
        return person.groups().stream()
                .max(Comparator.<String>comparingInt(group -> sizes.getOrDefault(group, 0))
                        .thenComparing(Comparator.reverseOrder()));
    }

    /// Whether anything may be told at all, be it the total.
    boolean tellable() {
        return people.size() >= FEWEST;
    }

    boolean knows(Person person) {
        return people.contains(person.id());
    }

    /// The unit that a person counts for, if there is one.
    Optional<String> of(Person person) {
        return Optional.ofNullable(unitOf.get(person.id()));
    }
}
