// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Access;
import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Collections.Saved;
import de.fundstelle.access.Grant;
import de.fundstelle.access.Level;
import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.access.Role;
import de.fundstelle.access.Task;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import de.fundstelle.retention.Removal;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Libraries, and who may do what with them.
final class CollectionRoutes {

    private final Collections collections;
    private final People people;
    private final Ingest ingest;
    private final Removal removal;
    private final Reach reach;

    CollectionRoutes(Collections collections, People people, Ingest ingest, Removal removal, Reach reach) {
        this.collections = collections;
        this.people = people;
        this.ingest = ingest;
        this.removal = removal;
        this.reach = reach;
    }

    /// @param person identifier or name
    private record WantedGrant(
            @Nullable String level,
            @Nullable String group,
            @Nullable String person) {}

    /// @param readers the groups that read; leaves other grants as they are
    /// @param grants all grants, instead of those there are
    private record Wanted(
            @Nullable String name,
            @Nullable Set<String> readers,
            @Nullable List<WantedGrant> grants,
            @Nullable String contact,
            @Nullable String purpose,
            @Nullable String legalBasis,
            @Nullable String owner,
            @Nullable String review,
            @Nullable String protection,
            boolean sample) {}

    private record All(List<Shown.TheCollection> collections) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/collections", Task.READ, this::list),
                Route.post("/api/collections", Task.MAKE_COLLECTIONS, this::make),
                Route.get("/api/collections/{id}", Task.READ, this::show),
                Route.put("/api/collections/{id}", Task.CURATE, this::change),
                Route.delete("/api/collections/{id}", Task.CURATE, this::delete));
    }

    private void list(Call call) {
        Map<String, Library.Holdings> holdings = ingest.library().holdings();
        call.send(new All(reach.all(call.person()).stream()
                .map(collection -> shown(call.person(), collection, holdings))
                .toList()));
    }

    private void show(Call call) {
        call.send(shown(call.person(), reach.collection(call.person(), call.path("id"))));
    }

    private Shown.TheCollection shown(Person person, Collection collection) {
        return shown(person, collection, ingest.library().holdings());
    }

    private Shown.TheCollection shown(Person person, Collection collection, Map<String, Library.Holdings> holdings) {
        return Shown.TheCollection.of(
                person,
                collection,
                holdings.getOrDefault(collection.id(), Library.Holdings.NONE),
                id -> people.member(id).map(member -> member.person().name()).orElse(""));
    }

    /// Whoever makes a collection without being an administrator looks after it.
    private void make(Call call) throws IOException {
        Wanted wanted = call.json(Wanted.class);
        Set<Grant> grants = new HashSet<>(grants(wanted, Set.of()));
        if (call.person().role() == Role.CURATOR) {
            grants.add(Grant.person(Level.CURATE, call.person().id()));
        }
        Collection made = saved(collections.make(
                call.person().id(),
                PublicRoutes.required(wanted.name(), "name"),
                grants,
                description(wanted, Collection.Description.of("")),
                wanted.sample()));
        call.send(201, shown(call.person(), made));
    }

    private void change(Call call) throws IOException {
        Collection old = reach.curated(call.person(), call.path("id"));
        Wanted wanted = call.json(Wanted.class);
        Set<Grant> grants = grants(wanted, old.grants());
        if (!Access.mayGrant(call.person(), old, grants)) {
            throw new Problem(
                    403, "Wer eine Sammlung betreut, bestimmt die Verwaltung. Lesen und Beitragen geben Sie.");
        }
        Collection changed = saved(collections.change(
                call.person().id(),
                old,
                Optional.ofNullable(wanted.name()).orElse(old.name()),
                grants,
                description(wanted, old.description())));
        call.send(shown(call.person(), changed));
    }

    private Set<Grant> grants(Wanted wanted, Set<Grant> before) {
        Set<Grant> grants = new HashSet<>();
        if (wanted.grants() != null) {
            wanted.grants().forEach(one -> grants.add(grant(one)));
        } else if (wanted.readers() != null) {
            before.stream()
                    .filter(grant -> grant.level() != Level.READ || grant.to() instanceof Grant.Grantee.Individual)
                    .forEach(grants::add);
        } else {
            grants.addAll(before);
        }
        Optional.ofNullable(wanted.readers())
                .orElse(Set.of())
                .forEach(group -> grants.add(Grant.group(Level.READ, group)));
        return grants;
    }

    private Grant grant(WantedGrant wanted) {
        String key = PublicRoutes.required(wanted.level(), "level");
        Level level = Level.of(key)
                .orElseThrow(() ->
                        Problem.refused("Ein Recht ist read, contribute oder curate, nicht „%s“.".formatted(key)));
        if ((wanted.group() == null) == (wanted.person() == null)) {
            throw Problem.refused("Ein Recht gehört einer Gruppe („group“) oder einer Person („person“).");
        }
        return wanted.group() != null
                ? Grant.group(level, wanted.group())
                : Grant.person(level, person(PublicRoutes.required(wanted.person(), "person")));
    }

    private String person(String idOrName) {
        return people.member(idOrName)
                .map(member -> member.person().id())
                .or(() -> people.named(idOrName).map(Person::id))
                .orElseThrow(() -> Problem.refused("Ein Konto „%s“ gibt es nicht.".formatted(idOrName)));
    }

    private static Collection.Description description(Wanted wanted, Collection.Description old) {
        return new Collection.Description(
                Optional.ofNullable(wanted.contact()).orElse(old.contact()),
                Optional.ofNullable(wanted.purpose()).orElse(old.purpose()),
                Optional.ofNullable(wanted.legalBasis()).orElse(old.legalBasis()),
                Optional.ofNullable(wanted.owner()).orElse(old.owner()),
                wanted.review() == null ? old.review() : day(wanted.review()),
                wanted.protection() == null ? old.protection() : protection(wanted.protection()));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException e) {
            throw Problem.refused("Ein Tag wird geschrieben wie 2027-01-31, nicht „%s“.".formatted(text));
        }
    }

    private static Collection.Protection protection(String key) {
        return Collection.Protection.of(key)
                .orElseThrow(() -> Problem.refused(
                        "Der Schutzbedarf ist normal, high oder very-high, nicht „%s“.".formatted(key)));
    }

    private static Collection saved(Saved saved) {
        return switch (saved) {
            case Saved.Refused refused -> throw Problem.refused(refused.advice());
            case Saved.Done done -> done.collection();
        };
    }

    private void delete(Call call) throws IOException {
        Collection collection = reach.curated(call.person(), call.path("id"));
        if (!Access.mayDelete(call.person(), collection)) {
            throw new Problem(
                    403, "Eine ganze Sammlung löscht nur die Verwaltung, oder wer sie mit der Rolle curator betreut.");
        }
        removal.collection(call.person(), collection);
        call.sendNothing();
    }
}
