// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Collections.Saved;
import de.fundstelle.audit.Journal;
import de.fundstelle.ingest.Ingest;
import de.fundstelle.ingest.Library;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Libraries, and who may read them.
final class CollectionRoutes {

    private final Collections collections;
    private final Ingest ingest;
    private final Reach reach;
    private final Journal journal;

    CollectionRoutes(Collections collections, Ingest ingest, Reach reach, Journal journal) {
        this.collections = collections;
        this.ingest = ingest;
        this.reach = reach;
        this.journal = journal;
    }

    private record Wanted(
            @Nullable String name,
            @Nullable Set<String> readers,
            @Nullable String contact,
            boolean sample) {}

    private record All(List<Shown.TheCollection> collections) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/collections", Route.Gate.PERSON, this::list),
                Route.post("/api/collections", Route.Gate.ADMINISTRATOR, this::make),
                Route.get("/api/collections/{id}", Route.Gate.PERSON, this::show),
                Route.put("/api/collections/{id}", Route.Gate.ADMINISTRATOR, this::change),
                Route.delete("/api/collections/{id}", Route.Gate.ADMINISTRATOR, this::delete));
    }

    private void list(Call call) {
        Map<String, Library.Holdings> holdings = ingest.library().holdings();
        call.send(new All(reach.all(call.person()).stream()
                .map(collection -> Shown.TheCollection.of(
                        call.person(), collection, holdings.getOrDefault(collection.id(), Library.Holdings.NONE)))
                .toList()));
    }

    private void show(Call call) {
        call.send(shown(call, reach.collection(call.person(), call.path("id"))));
    }

    private Shown.TheCollection shown(Call call, Collection collection) {
        return Shown.TheCollection.of(
                call.person(),
                collection,
                ingest.library().holdings().getOrDefault(collection.id(), Library.Holdings.NONE));
    }

    private void make(Call call) throws IOException {
        Wanted wanted = call.json(Wanted.class);
        Collection made = saved(collections.make(
                PublicRoutes.required(wanted.name(), "name"),
                Optional.ofNullable(wanted.readers()).orElse(Set.of()),
                Optional.ofNullable(wanted.contact()).orElse(""),
                wanted.sample()));
        journal.record(call.person().id(), Journal.Action.COLLECTION_MADE, made.id(), "done");
        call.send(201, shown(call, made));
    }

    private void change(Call call) throws IOException {
        Collection old = reach.collection(call.person(), call.path("id"));
        Wanted wanted = call.json(Wanted.class);
        Collection changed = saved(collections.change(
                old,
                Optional.ofNullable(wanted.name()).orElse(old.name()),
                Optional.ofNullable(wanted.readers()).orElse(old.readers()),
                Optional.ofNullable(wanted.contact()).orElse(old.contact())));
        journal.record(call.person().id(), Journal.Action.COLLECTION_CHANGED, changed.id(), "done");
        call.send(shown(call, changed));
    }

    private static Collection saved(Saved saved) {
        return switch (saved) {
            case Saved.Refused refused -> throw Problem.refused(refused.advice());
            case Saved.Done done -> done.collection();
        };
    }

    private void delete(Call call) throws IOException {
        Collection collection = reach.collection(call.person(), call.path("id"));
        ingest.deleteAll(collection.id());
        collections.delete(collection);
        journal.record(call.person().id(), Journal.Action.COLLECTION_DELETED, collection.id(), "done");
        call.sendNothing();
    }
}
