// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.facts.Choice;
import de.fundstelle.facts.Facts;
import de.fundstelle.facts.Standing;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A search at a date: says of each hit whether its document is in force then, and what amends the section.
///
/// What is superseded or not yet in force comes after the rest and is never left out. Of equal texts the one that is in
/// force stays. Rights are those of the query: relations never leave a collection.
public final class Dated {

    private final Retriever retriever;
    private final Facts facts;
    private final Clock clock;

    public Dated(Retriever retriever, Facts facts, Clock clock) {
        this.retriever = retriever;
        this.facts = facts;
        this.clock = clock;
    }

    /// As [Retriever#retrieve], today.
    public Retrieval retrieve(Query query) throws InterruptedException {
        return retrieve(query, today());
    }

    /// The date that counts where nobody names one.
    public LocalDate today() {
        return LocalDate.now(clock.withZone(java.time.ZoneId.systemDefault()));
    }

    /// As [Retriever#retrieve], at a date.
    public Retrieval retrieve(Query query, LocalDate date) throws InterruptedException {
        Choice choice = query.what().documents();
        Optional<Set<String>> chosen =
                choice.isAll() ? Optional.empty() : Optional.of(facts.chosen(choice, query.collections()));
        Retrieval found = retriever.retrieve(query, chosen, documents -> passed(documents, date));
        Map<String, Standing> standing = facts.standing(
                found.hits().stream().map(hit -> hit.passage().document().id()).collect(Collectors.toSet()), date);
        List<Hit> hits = new ArrayList<>();
        List<Hit> others = new ArrayList<>();
        for (Hit hit : found.hits()) {
            Standing here = standing.getOrDefault(hit.passage().document().id(), Standing.UNKNOWN)
                    .at(hit.passage().place());
            (here.validity().counts() ? hits : others).add(hit.standing(here));
        }
        hits.addAll(others);
        return new Retrieval(hits, found.answerable(), found.tookMillis(), found.embeddingMillis());
    }

    /// Which of these documents are not in force at the date.
    private Set<String> passed(Set<String> documents, LocalDate date) {
        return facts.standing(documents, date).entrySet().stream()
                .filter(entry -> !entry.getValue().validity().counts())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
