// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.sources;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.audit.Journal;
import de.fundstelle.sources.Sources.Wish;
import de.fundstelle.store.Database;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes down what somebody decided about a source: which folder goes into which collection, and what is left out.
final class Confirmation {

    private static final int MOST_MAPPINGS = 1000;
    private static final int MOST_EXCLUDES = 200;

    private final Database database;
    private final Collections collections;
    private final Journal journal;
    private final Folders folders;

    Confirmation(Database database, Collections collections, Journal journal, FileTree tree) {
        this.database = database;
        this.collections = collections;
        this.journal = journal;
        this.folders = new Folders(tree);
    }

    /// Replaces what was decided before, and makes the collections that are new; gives why not, in German.
    Optional<String> confirm(String actor, Source source, List<Wish> wishes, List<String> excludes) {
        List<String> patterns = excludes.stream().map(String::strip).distinct().toList();
        Optional<String> refusal = refusal(wishes, patterns).or(() -> missing(source, wishes));
        if (refusal.isPresent()) {
            return refusal;
        }
        Map<String, String> mapping = new LinkedHashMap<>();
        Map<String, String> made = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            switch (collection(actor, wish, made)) {
                case Collections.Saved.Refused no -> {
                    return Optional.of(no.advice());
                }
                case Collections.Saved.Done yes ->
                    mapping.put(folder(wish), yes.collection().id());
            }
        }
        database.change(handle -> {
            SourceTable.confirm(handle, source.id(), mapping, patterns);
            journal.append(
                    handle,
                    actor,
                    Journal.Action.SOURCE_CONFIRMED,
                    source.id(),
                    "%d folders, %d excludes".formatted(mapping.size(), patterns.size()));
        });
        return Optional.empty();
    }

    private static String folder(Wish wish) {
        return Folders.shown(wish.folder());
    }

    /// A name that was mistyped would leave the folder out that was meant, and take its documents away.
    private Optional<String> missing(Source source, List<Wish> wishes) {
        for (Wish wish : wishes) {
            String folder = folder(wish);
            try {
                if (!source.mapping().containsKey(folder) && !folders.exists(source.root(), folder)) {
                    return Optional.of(
                            "Einen Ordner „%s“ gibt es unter „%s“ nicht. ".formatted(folder, source.root())
                                    + "Schreiben Sie ihn so, wie der Probelauf ihn nennt, auch mit großen und kleinen Buchstaben.");
                }
            } catch (IOException e) {
                return Optional.of("Ob es den Ordner „%s“ gibt, lässt sich nicht feststellen. ".formatted(folder)
                        + "Prüfen Sie, ob die Freigabe eingebunden ist und ob Fundstelle sie lesen darf.");
            }
        }
        return Optional.empty();
    }

    /// Everything that can be told before a collection is made.
    private Optional<String> refusal(List<Wish> wishes, List<String> excludes) {
        if (wishes.isEmpty()) {
            return Optional.of("Ordnen Sie mindestens einen Ordner einer Sammlung zu.");
        }
        if (wishes.size() > MOST_MAPPINGS || excludes.size() > MOST_EXCLUDES) {
            return Optional.of("Höchstens %d Ordner und %d Ausschlüsse. Ordnen Sie die Ordner darüber zu."
                    .formatted(MOST_MAPPINGS, MOST_EXCLUDES));
        }
        if (wishes.stream().map(Confirmation::folder).distinct().count() < wishes.size()) {
            return Optional.of("Ein Ordner steht zweimal in der Zuordnung. Ordnen Sie ihn einer Sammlung zu.");
        }
        return excludes.stream()
                .flatMap(exclude -> Exclude.refusal(exclude).stream())
                .findFirst()
                .or(() ->
                        wishes.stream().flatMap(wish -> refusal(wish).stream()).findFirst());
    }

    private Optional<String> refusal(Wish wish) {
        if ((wish.collection() == null) == (wish.newCollection() == null)) {
            return Optional.of(
                    "Zu jedem Ordner gehört entweder eine vorhandene Sammlung („collection“) oder eine neue („new_collection“).");
        }
        if (wish.newCollection() != null) {
            return collections.find(wish.newCollection().strip()).isPresent()
                    ? Optional.of("Eine Sammlung „%s“ gibt es schon. Wählen Sie sie aus, wenn sie gemeint ist; "
                                    .formatted(wish.newCollection())
                            + "wer sie liest, liest dann auch diese Dateien.")
                    : Optional.empty();
        }
        Optional<Collection> found = Optional.ofNullable(wish.collection()).flatMap(collections::find);
        if (found.isEmpty()) {
            return Optional.of("Eine Sammlung „%s“ gibt es nicht.".formatted(wish.collection()));
        }
        return found.get().sample()
                ? Optional.of("In eine Muster-Sammlung kommen keine echten Unterlagen. Wählen Sie eine andere.")
                : Optional.empty();
    }

    /// Folders that name the same new collection share it.
    private Collections.Saved collection(String actor, Wish wish, Map<String, String> made) {
        if (wish.newCollection() == null) {
            return new Collections.Saved.Done(Optional.ofNullable(wish.collection())
                    .flatMap(collections::find)
                    .orElseThrow());
        }
        String name = wish.newCollection().strip();
        Optional<Collection> shared = Optional.ofNullable(made.get(name)).flatMap(collections::find);
        if (shared.isPresent()) {
            return new Collections.Saved.Done(shared.get());
        }
        Collections.Saved saved = collections.make(actor, name, Set.of(), Collection.Description.of(""), false);
        if (saved instanceof Collections.Saved.Done done) {
            made.put(name, done.collection().id());
        }
        return saved;
    }
}
