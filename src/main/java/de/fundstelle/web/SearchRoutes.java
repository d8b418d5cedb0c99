// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Access;
import de.fundstelle.access.Approvals;
import de.fundstelle.access.Collection;
import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.access.Task;
import de.fundstelle.audit.Journal;
import de.fundstelle.document.Readers;
import de.fundstelle.facts.Period;
import de.fundstelle.retention.Usage;
import de.fundstelle.retrieve.Dated;
import de.fundstelle.retrieve.Expression;
import de.fundstelle.retrieve.Query;
import de.fundstelle.retrieve.Ranking;
import de.fundstelle.retrieve.Retrieval;
import de.fundstelle.retrieve.Retriever;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Search without a model, for people and for measuring.
final class SearchRoutes {

    private static final int STANDARD = 10;
    private static final int LONGEST_QUERY = 2000;

    private final Retriever retriever;
    private final Dated dated;
    private final Reach reach;
    private final People people;
    private final Approvals approvals;
    private final boolean protection;
    private final Usage usage;
    private final Journal journal;

    /// Searches.
    ///
    /// @param protection whether a search in another's name needs a second person
    SearchRoutes(
            Retriever retriever,
            Dated dated,
            Reach reach,
            People people,
            Approvals approvals,
            boolean protection,
            Usage usage,
            Journal journal) {
        this.retriever = retriever;
        this.dated = dated;
        this.reach = reach;
        this.people = people;
        this.approvals = approvals;
        this.protection = protection;
        this.usage = usage;
        this.journal = journal;
    }

    /// @param asOf the day that counted
    /// @param proposedAsOf another day, which the search names, if it may change what is in force
    /// @param words what is left of a search without its phrases, exclusions and filters, if it has any
    private record Hits(
            List<Quoted.TheHit> hits,
            boolean answerable,
            String asOf,
            @Nullable String proposedAsOf,
            @Nullable String words,
            double tookMs,
            double embeddingMs) {}

    private record RankedDocument(String document, String name, Quoted.ThePlace place, double score) {}

    private record Ranked(List<RankedDocument> documents, boolean declined, double tookMs, double embeddingMs) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/search", Task.READ, this::search),
                Route.get("/api/operator/ranking", Task.OPERATE, this::rank));
    }

    private void search(Call call) throws InterruptedException {
        Person person = asking(call);
        Expression what = expression(text(call));
        LocalDate asOf = AsOf.of(call, dated);
        Retrieval found = dated.retrieve(query(call, person, what, STANDARD), asOf);
        if (call.person().role() == Role.OPERATOR && person.equals(call.person())) {
            journal.record(call.person().id(), Journal.Action.SEARCHED_AS_OPERATOR, "", "done");
        }
        if (call.person().role() != Role.OPERATOR) {
            usage.count(call.person(), Usage.Kind.SEARCHES);
        }
        call.send(new Hits(
                found.hits().stream().map(Quoted.TheHit::of).toList(),
                found.answerable(),
                asOf.toString(),
                proposed(what, asOf, found).map(LocalDate::toString).orElse(null),
                what.restricts() ? what.words() : null,
                tenths(found.tookMillis()),
                tenths(found.embeddingMillis())));
    }

    private static Optional<LocalDate> proposed(Expression what, LocalDate asOf, Retrieval found) {
        boolean dated =
                found.hits().stream().anyMatch(hit -> hit.standing().validity().isKnown());
        return dated ? Period.named(what.words()).flatMap(period -> period.instead(asOf)) : Optional.empty();
    }

    /// Documents by their best passage, as a catalogue of questions is scored.
    private void rank(Call call) throws InterruptedException {
        Ranking ranking = retriever.rank(query(call, call.person(), Expression.plain(text(call)), Query.MOST));
        call.send(new Ranked(
                ranking.documents().stream()
                        .map(ranked -> new RankedDocument(
                                ranked.document().id(),
                                ranked.document().name(),
                                Quoted.ThePlace.of(ranked.place()),
                                ranked.score()))
                        .toList(),
                !ranking.answerable(),
                tenths(ranking.tookMillis()),
                tenths(ranking.embeddingMillis())));
    }

    private static String text(Call call) {
        String text = call.query("q").orElseThrow(() -> Problem.malformed("Wonach suchen Sie? Es fehlt „q“."));
        if (text.length() > LONGEST_QUERY) {
            throw new Problem(413, "Eine Suche hat höchstens %d Zeichen.".formatted(LONGEST_QUERY));
        }
        return text;
    }

    private static Expression expression(String text) {
        try {
            return Expression.of(text);
        } catch (Expression.Unfit e) {
            throw Problem.malformed(e.advice());
        }
    }

    private Query query(Call call, Person person, Expression what, int standard) {
        List<Collection> searched = reach.searched(person, call.queries("collection"));
        Readers readers = Access.readers(person, searched);
        return new Query(
                what,
                readers,
                searched.stream().map(Collection::id).collect(Collectors.toSet()),
                call.limit(standard, Query.MOST));
    }

    /// The command line may look through the eyes of somebody else, if a second person agreed to it.
    private Person asking(Call call) {
        Optional<String> other = call.query("as");
        if (other.isEmpty()) {
            return call.person();
        }
        if (call.person().role() != Role.OPERATOR) {
            throw new Problem(403, "Im Namen anderer sucht nur die Befehlszeile.");
        }
        Person person = people.named(other.get())
                .orElseThrow(() -> new Problem(404, "Ein Konto „%s“ gibt es nicht.".formatted(other.get())));
        String agreed = protection ? agreed(call, person) : "protection of staff is off";
        journal.record(call.person().id(), Journal.Action.SEARCHED_IN_NAME, person.id(), agreed);
        return person;
    }

    private String agreed(Call call, Person person) {
        String approver = call.query("approval")
                .flatMap(code -> approvals.use(code, person))
                .orElseThrow(() -> new Problem(
                        403,
                        "Im Namen anderer wird nur mit Zustimmung einer zweiten Person gesucht. Wer die Rolle auditor oder "
                                + "administrator hat, gibt sie unter „Journal“, „Zustimmung“; der Code gilt einmal, zehn Minuten "
                                + "lang, und kommt mit --approval."));
        return "approved by " + approver;
    }

    private static double tenths(double millis) {
        return Math.round(millis * 10) / 10.0;
    }
}
