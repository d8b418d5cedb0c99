// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import de.fundstelle.access.Access;
import de.fundstelle.access.Collection;
import de.fundstelle.access.Grant;
import de.fundstelle.access.People;
import de.fundstelle.access.Person;
import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Run;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the interface shows of people, collections, imports and documents: one record for each JSON object.
final class Shown {

    private Shown() {}

    record ThePerson(String id, String name, String role, Set<String> groups) {
        static ThePerson of(Person person) {
            return new ThePerson(person.id(), person.name(), person.role().key(), new TreeSet<>(person.groups()));
        }
    }

    record TheMember(
            String id,
            String name,
            String role,
            Set<String> groups,
            boolean enabled,
            @Nullable String provider) {
        static TheMember of(People.Member member) {
            Person person = member.person();
            return new TheMember(
                    person.id(),
                    person.name(),
                    person.role().key(),
                    new TreeSet<>(person.groups()),
                    member.enabled(),
                    orNull(member.provider()));
        }
    }

    /// @param person identifier, beside the name
    record TheGrant(
            String level,
            @Nullable String group,
            @Nullable String person,
            @Nullable String name) {
        static TheGrant of(Grant grant, UnaryOperator<String> names) {
            String level = grant.level().key();
            return switch (grant.to()) {
                case Grant.Grantee.Group group -> new TheGrant(level, group.name(), null, null);
                case Grant.Grantee.Individual individual ->
                    new TheGrant(level, null, individual.person(), names.apply(individual.person()));
            };
        }
    }

    /// @param readers groups that read; like all grants for those only who look after the collection
    record TheCollection(
            String id,
            String name,
            @Nullable Set<String> readers,
            @Nullable List<TheGrant> grants,
            String contact,
            String purpose,
            String legalBasis,
            String owner,
            @Nullable String review,
            String protection,
            boolean sample,
            int documents,
            int unread,
            @JsonProperty("mayContribute") boolean mayContribute,
            @JsonProperty("mayCurate") boolean mayCurate,
            @JsonProperty("mayDelete") boolean mayDelete) {
        static TheCollection of(
                Person person, Collection collection, Library.Holdings holdings, UnaryOperator<String> names) {
            boolean curates = Access.mayCurate(person, collection);
            Collection.Description description = collection.description();
            return new TheCollection(
                    collection.id(),
                    collection.name(),
                    curates ? new TreeSet<>(collection.readers()) : null,
                    curates ? grants(collection, names) : null,
                    description.contact(),
                    description.purpose(),
                    description.legalBasis(),
                    description.owner(),
                    orNull(description.review().map(LocalDate::toString)),
                    description.protection().key(),
                    collection.sample(),
                    holdings.documents(),
                    holdings.unread(),
                    Access.mayContribute(person, collection),
                    curates,
                    Access.mayDelete(person, collection));
        }

        private static List<TheGrant> grants(Collection collection, UnaryOperator<String> names) {
            return collection.grants().stream()
                    .map(grant -> TheGrant.of(grant, names))
                    .sorted(Comparator.comparing(TheGrant::toString))
                    .toList();
        }
    }

    record TheImport(
            String id,
            String document,
            String collection,
            @Nullable String run,
            @Nullable String parent,
            String name,
            long size,
            String state,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String reason,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String advice,

            @Nullable Double seconds,
            @Nullable Integer passages,
            int pagesLeft) {
        static TheImport of(Import one) {
            return new TheImport(
                    one.id(),
                    one.document(),
                    one.collection(),
                    one.run(),
                    one.parent(),
                    one.name(),
                    one.size(),
                    one.state().key(),
                    one.reason(),
                    one.advice(),
                    one.seconds(),
                    one.passages(),
                    one.pagesLeft());
        }
    }

    record TheRun(String id, String collection, String name, String state, long created, Run.Tally tally) {
        static TheRun of(Run run) {
            return new TheRun(run.id(), run.collection(), run.name(), key(run.state()), run.created(), run.tally());
        }
    }

    record TheDocument(
            String id,
            String name,
            String title,
            String collection,
            String state,
            @Nullable String reason,
            @Nullable String advice,
            List<String> notes,
            long size,
            @Nullable String parent,
            String type,
            int passages,
            long changed,
            boolean sample) {
        static TheDocument of(LibraryDocument document, boolean sample) {
            return new TheDocument(
                    document.id(),
                    document.name(),
                    document.title(),
                    document.collection(),
                    document.state().key(),
                    document.reason(),
                    document.advice(),
                    document.notes(),
                    document.size(),
                    document.parent(),
                    type(document.name()),
                    document.passages(),
                    document.changed(),
                    sample);
        }

        private static String type(String name) {
            int dot = name.lastIndexOf('.');
            return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        }
    }

    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
