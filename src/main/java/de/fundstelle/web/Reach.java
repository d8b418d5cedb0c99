// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Access;
import de.fundstelle.access.Collection;
import de.fundstelle.access.Collections;
import de.fundstelle.access.Person;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import java.util.List;

/// Finds what a request names, as far as its person may see it; the rest is unknown to them.
final class Reach {

    private final Collections collections;
    private final Library library;

    Reach(Collections collections, Library library) {
        this.collections = collections;
        this.library = library;
    }

    List<Collection> all(Person person) {
        return collections.all().stream()
                .filter(collection -> Access.mayRead(person, collection))
                .toList();
    }

    Collection collection(Person person, String idOrName) {
        return collections
                .find(idOrName)
                .filter(collection -> Access.mayRead(person, collection))
                .orElseThrow(Problem::unknown);
    }

    /// A collection that the person may bring documents to.
    Collection contributed(Person person, String idOrName) {
        Collection collection = seen(person, idOrName);
        if (!Access.mayContribute(person, collection)) {
            throw new Problem(403, "In dieser Sammlung dürfen Sie lesen, aber nichts hineinlegen.");
        }
        return collection;
    }

    /// A collection that the person looks after.
    Collection curated(Person person, String idOrName) {
        Collection collection = seen(person, idOrName);
        if (!Access.mayCurate(person, collection)) {
            throw new Problem(403, "Diese Sammlung betreuen andere. Bitten Sie sie oder Ihre Verwaltung darum.");
        }
        return collection;
    }

    private Collection seen(Person person, String idOrName) {
        return collections
                .find(idOrName)
                .filter(collection -> Access.maySee(person, collection))
                .orElseThrow(Problem::unknown);
    }

    /// A document in a collection that the person looks after.
    LibraryDocument curatedDocument(Person person, String id) {
        LibraryDocument document = library.document(id).orElseThrow(Problem::unknown);
        curated(person, document.collection());
        return document;
    }

    /// Whether a person may still read collections that they could read a moment ago.
    boolean stillReads(Person person, List<Collection> before) {
        List<String> now = all(person).stream().map(Collection::id).toList();
        return before.stream().map(Collection::id).allMatch(now::contains);
    }

    LibraryDocument document(Person person, String id) {
        LibraryDocument document = library.document(id).orElseThrow(Problem::unknown);
        collection(person, document.collection());
        return document;
    }

    /// The named collections, or everything readable where none is named.
    List<Collection> listed(Person person, List<String> named) {
        return named.isEmpty()
                ? all(person)
                : named.stream()
                        .map(name -> collection(person, name))
                        .distinct()
                        .toList();
    }

    /// Where to search: the named collections, or the person's own; invented documents never beside real ones.
    List<Collection> searched(Person person, List<String> named) {
        if (named.isEmpty()) {
            return Access.searchedByDefault(person, all(person));
        }
        List<Collection> chosen = listed(person, named);
        if (!Access.maySearchTogether(chosen)) {
            throw Problem.refused("Die Muster-Bibliothek wird nie zusammen mit echten Unterlagen durchsucht. "
                    + "Wählen Sie entweder die eine oder die anderen.");
        }
        return chosen;
    }
}
