// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Documents by what is stated about them.
///
/// The day of a document is the one of its signature, session or sending; where none is known, its first day in force.
///
/// @param kinds any of these; all kinds if there are none. [Kind#OTHER] are those too whose kind is not known.
/// @param since the first day, itself included
/// @param until the last day, itself included
public record Choice(Set<Kind> kinds, Optional<LocalDate> since, Optional<LocalDate> until) {

    public static final Choice ALL = new Choice(Set.of(), Optional.empty(), Optional.empty());

    public Choice {
        kinds = Set.copyOf(kinds);
    }

    /// Whether it leaves nothing out.
    public boolean isAll() {
        return kinds.isEmpty() && since.isEmpty() && until.isEmpty();
    }

    /// Which documents of these collections are chosen; with a day to compare, only those whose day is known.
    Set<String> documents(Handle handle, Set<String> collections) {
        if (collections.isEmpty()) {
            return Set.of();
        }
        List<String> keys = (kinds.isEmpty() ? Set.of(Kind.values()) : kinds)
                .stream().map(Kind::key).toList();
        Query query = handle.createQuery("""
                        SELECT d.id FROM document d
                        LEFT JOIN stated kind ON kind.document = d.id AND kind.name = 'kind'
                        LEFT JOIN stated date ON date.document = d.id AND date.name = 'date'
                        LEFT JOIN stated start ON start.document = d.id AND start.name = 'in-force-since'
                            AND start.value GLOB '????-??-??'
                        WHERE d.collection IN (<collections>)
                        AND coalesce(kind.value, :other) IN (<kinds>)
                        AND (:since IS NULL OR coalesce(date.value, start.value) >= :since)
                        AND (:until IS NULL OR coalesce(date.value, start.value) <= :until)""")
                .bindList("collections", List.copyOf(collections))
                .bind("other", Kind.OTHER.key())
                .bindList("kinds", keys)
                .bind("since", since.map(LocalDate::toString).orElse(null))
                .bind("until", until.map(LocalDate::toString).orElse(null));
        return Set.copyOf(query.mapTo(String.class).list());
    }
}
