// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.facts;

import de.fundstelle.facts.Standing.Amendment;
import de.fundstelle.facts.Validity.Successor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How documents stand at a date, from the tables.
final class Standings {

    /// A chain of versions longer than this is followed no further.
    private static final int LONGEST_CHAIN = 50;

    /// Changes of one document that are shown at the most.
    private static final int MOST_AMENDMENTS = 500;

    private final Handle handle;
    private final LocalDate date;

    private Standings(Handle handle, LocalDate date) {
        this.handle = handle;
        this.date = date;
    }

    /// That something took a document's place.
    private record Step(String document, String title, LocalDate from) {}

    static Map<String, Standing> of(Handle handle, Collection<String> documents, LocalDate date) {
        Standings standings = new Standings(handle, date);
        Map<String, Standing> all = new HashMap<>();
        for (String document : documents) {
            all.put(document, new Standing(standings.validity(document), standings.amendments(document)));
        }
        return all;
    }

    private Validity validity(String document) {
        Map<FactName, String> stated = Bonds.stated(handle, document);
        Optional<LocalDate> from =
                Optional.ofNullable(stated.get(FactName.IN_FORCE_SINCE)).flatMap(Norm::day);
        Optional<LocalDate> until =
                Optional.ofNullable(stated.get(FactName.IN_FORCE_UNTIL)).flatMap(Norm::day);
        Optional<Step> next = next(document);
        if (next.isEmpty() && stated.containsKey(FactName.AMENDS)) {
            next = afterTarget(document);
        }
        Optional<LocalDate> replaced = next.map(step -> step.from().minusDays(1));
        boolean earlier = replaced.isPresent()
                && until.filter(day -> !day.isAfter(replaced.get())).isEmpty();
        return Validity.at(
                date,
                from,
                earlier ? replaced : until,
                next.map(this::newest).filter(successor -> replaced.isPresent()));
    }

    /// What took the document's place first.
    private Optional<Step> next(String document) {
        return steps("""
                SELECT d.id, d.title, r.starts FROM relation r JOIN document d ON d.id = r.document
                WHERE r.target = :document AND r.sort = 'supersedes' AND r.starts IS NOT NULL
                ORDER BY r.starts, d.id LIMIT 1""", document);
    }

    /// A change ends with what it changed.
    private Optional<Step> afterTarget(String document) {
        return steps("""
                SELECT d.id, d.title, r.starts FROM relation own
                JOIN relation r ON r.target = own.target AND r.sort = 'supersedes' AND r.starts IS NOT NULL
                JOIN document d ON d.id = r.document
                WHERE own.document = :document AND own.sort = 'amends'
                ORDER BY r.starts DESC, d.id LIMIT 1""", document);
    }

    private Optional<Step> steps(String query, String document) {
        return handle.createQuery(query)
                .bind("document", document)
                .map((row, context) -> new Step(
                        row.getString("id"),
                        row.getString("title"),
                        Bonds.day(row.getString("starts")).orElse(LocalDate.MAX)))
                .findOne();
    }

    /// The last version of the chain that is in place at the date.
    private Successor newest(Step first) {
        Step newest = first;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Optional<Step> next =
                    next(newest.document()).filter(step -> !step.from().isAfter(date));
            if (next.isEmpty()) {
                break;
            }
            newest = next.get();
        }
        return new Successor(newest.document(), newest.title());
    }

    /// What amends the document by the date; what is not in force yet changes nothing yet.
    private List<Amendment> amendments(String document) {
        List<Amendment> amendments = new ArrayList<>();
        handle
                .createQuery("""
                        SELECT d.id, d.title, r.starts, c.section, c.text FROM relation r
                        JOIN document d ON d.id = r.document JOIN section_change c ON c.document = r.document
                        WHERE r.target = :document AND r.sort = 'amends'
                        ORDER BY r.starts, d.id, c.ordinal LIMIT :most""")
                .bind("document", document)
                .bind("most", MOST_AMENDMENTS)
                .map((row, context) -> new Amendment(
                        row.getString("id"),
                        row.getString("title"),
                        row.getString("section"),
                        Bonds.day(row.getString("starts")),
                        row.getString("text")))
                .stream()
                .filter(amendment -> amendment.from().filter(date::isBefore).isEmpty())
                .filter(amendment -> amendment.from().isPresent() || !signedLater(amendment.document()))
                .forEach(amendments::add);
        return amendments;
    }

    private boolean signedLater(String document) {
        return Optional.ofNullable(Bonds.stated(handle, document).get(FactName.DATE))
                .flatMap(Norm::day)
                .filter(date::isBefore)
                .isPresent();
    }
}
