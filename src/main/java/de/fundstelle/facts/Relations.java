// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out which documents of one collection supersede or amend each other. Pure.
///
/// Certain is what a document names with title or date. Of two versions under one name, both dated, the younger
/// supersedes the older.
final class Relations {

    /// How one document acts on another.
    enum Sort {
        SUPERSEDES,
        AMENDS
    }

    /// That a document supersedes or amends a target.
    ///
    /// @param from the first day on which it does; empty if that is unknown
    record Relation(Sort sort, String document, String target, Optional<LocalDate> from) {}

    private Relations() {}

    static Set<Relation> among(List<Norm> norms) {
        Set<Relation> relations = new LinkedHashSet<>();
        for (Norm norm : norms) {
            norm.value(FactName.REPLACES)
                    .ifPresent(named ->
                            replaced(norm, named, norms).forEach(target -> relations.add(supersedes(norm, target))));
            norm.value(FactName.AMENDS)
                    .ifPresent(named -> amended(norm, named, norms)
                            .forEach(target -> relations.add(new Relation(
                                    Sort.AMENDS,
                                    norm.document(),
                                    target.document(),
                                    norm.day(FactName.IN_FORCE_SINCE)))));
        }
        versions(norms, relations);
        return relations;
    }

    private static Relation supersedes(Norm norm, Norm target) {
        return new Relation(Sort.SUPERSEDES, norm.document(), target.document(), norm.age());
    }

    private static List<Norm> replaced(Norm norm, String named, List<Norm> norms) {
        Set<LocalDate> days = days(named);
        Set<String> stems = Stem.of(named);
        return norms.stream()
                .filter(other -> !other.document().equals(norm.document()))
                .filter(other -> akin(norm, stems, named, other))
                .filter(other -> days.isEmpty() ? !other.amending() && isOlder(other, norm) : isDated(other, days))
                .toList();
    }

    private static boolean akin(Norm norm, Set<String> stems, String named, Norm other) {
        String town = norm.value(FactName.TITLE).orElse("");
        return (!stems.isEmpty()
                        && other.isAkinTo(stems, Stem.municipality(named).isPresent() ? named : town))
                || other.isAkinTo(norm.stems(), town);
    }

    private static List<Norm> amended(Norm norm, String named, List<Norm> norms) {
        Set<LocalDate> days = days(named);
        Set<String> stems = Stem.of(named);
        String town = Stem.municipality(named).isPresent()
                ? named
                : norm.value(FactName.TITLE).orElse("");
        List<Norm> akin = norms.stream()
                .filter(other -> !other.amending() && other.isAkinTo(stems, town))
                .filter(other -> !includes(other, norm))
                .toList();
        List<Norm> dated = akin.stream().filter(other -> isDated(other, days)).toList();
        if (!days.isEmpty() && !dated.isEmpty()) {
            return dated;
        }
        List<Norm> possible = days.isEmpty()
                ? akin.stream()
                        .filter(other -> other.age().isEmpty() || isOlder(other, norm))
                        .toList()
                : akin.stream()
                        .filter(other -> other.day(FactName.DATE).isEmpty())
                        .toList();
        return possible.size() <= 1
                ? possible
                : possible.stream()
                        .filter(other -> other.age().isPresent())
                        .max(Comparator.comparing(other -> other.age().orElseThrow()))
                        .map(List::of)
                        .orElse(List.of());
    }

    /// Whether a consolidated text says that a change is worked in already.
    private static boolean includes(Norm text, Norm change) {
        Optional<LocalDate> day = change.day(FactName.DATE).or(change::age);
        Optional<LocalDate> worked = text.value(FactName.AMENDED_BY)
                .map(Relations::days)
                .flatMap(days -> days.stream().max(Comparator.naturalOrder()));
        return day.isPresent()
                && (worked.filter(last -> !last.isBefore(day.get())).isPresent()
                        || text.day(FactName.VERSION)
                                .filter(state -> !state.isBefore(day.get()))
                                .isPresent());
    }

    /// Versions under one name follow each other; the text does not have to say so.
    private static void versions(List<Norm> norms, Set<Relation> relations) {
        List<Norm> dated = norms.stream()
                .filter(norm -> !norm.amending()
                        && !norm.speaksOfChange()
                        && norm.age().isPresent()
                        && !norm.stems().isEmpty())
                .sorted(Comparator.comparing((Norm norm) -> norm.age().orElseThrow())
                        .thenComparing(Norm::document))
                .toList();
        Set<String> done = relations.stream()
                .filter(relation -> relation.sort() == Sort.SUPERSEDES)
                .map(Relation::target)
                .collect(Collectors.toSet());
        for (int i = 0; i < dated.size(); i++) {
            Norm older = dated.get(i);
            if (done.contains(older.document())) {
                continue;
            }
            for (Norm younger : dated.subList(i + 1, dated.size())) {
                if (isOlder(older, younger) && isNextVersion(older, younger)) {
                    relations.add(supersedes(younger, older));
                    break;
                }
            }
        }
    }

    private static boolean isNextVersion(Norm older, Norm younger) {
        return older.value(FactName.KIND).equals(younger.value(FactName.KIND))
                && older.isAkinTo(younger.stems(), younger.value(FactName.TITLE).orElse(""))
                && older.day(FactName.IN_FORCE_UNTIL).isEmpty();
    }

    private static boolean isOlder(Norm one, Norm other) {
        return one.age().isPresent()
                && other.age().isPresent()
                && one.age().get().isBefore(other.age().get());
    }

    private static boolean isDated(Norm norm, Set<LocalDate> days) {
        List<LocalDate> own = new ArrayList<>();
        norm.day(FactName.DATE).ifPresent(own::add);
        norm.day(FactName.VERSION).ifPresent(own::add);
        norm.value(FactName.TITLE).map(Relations::days).ifPresent(own::addAll);
        return own.stream().anyMatch(days::contains);
    }

    private static Set<LocalDate> days(String text) {
        return GermanDate.all(text).stream().map(GermanDate::day).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
