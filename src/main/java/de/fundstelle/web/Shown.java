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
import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.chat.Turn;
import de.fundstelle.document.Citation;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import de.fundstelle.ingest.Import;
import de.fundstelle.ingest.Library;
import de.fundstelle.ingest.LibraryDocument;
import de.fundstelle.ingest.Run;
import de.fundstelle.retrieve.Hit;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the interface shows of the things inside: one record for each JSON object.
final class Shown {

    /// Stands on each hit, answer and print from invented documents.
    private static final String NOTICE = "Muster – nicht gültig";

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

    record ThePlace(
            @Nullable Integer page,
            @Nullable String section,
            @Nullable String sheet,
            @Nullable Integer slide,
            String label) {
        static ThePlace of(de.fundstelle.document.Place place) {
            return new ThePlace(place.page(), place.section(), place.sheet(), place.slide(), place.label());
        }
    }

    /// A passage of an answer; without words if they may not be read any more.
    record TheSource(
            int n,
            String document,
            String title,
            ThePlace place,
            String heading,
            @Nullable String text,
            int start,
            int end,
            List<int[]> marks,
            String collection,
            @Nullable String notice,
            Valid.@Nullable TheValidity validity,
            @Nullable List<Valid.TheAmendment> amendments) {
        static TheSource of(Source source) {
            Passage passage = source.passage();
            Document document = passage.document();
            return new TheSource(
                    source.n(),
                    document.id(),
                    document.title(),
                    ThePlace.of(passage.place()),
                    path(passage.headings()),
                    passage.text(),
                    passage.start(),
                    passage.end(),
                    ranges(source.marks()),
                    document.collection(),
                    warning(document.sample()),
                    Valid.TheValidity.of(source.standing().validity()),
                    Valid.amendments(source.standing()));
        }

        static TheSource of(Turn.Quote quote) {
            return new TheSource(
                    quote.n(),
                    quote.document(),
                    quote.title(),
                    ThePlace.of(quote.place()),
                    path(quote.headings()),
                    quote.text(),
                    quote.start(),
                    quote.end(),
                    ranges(quote.marks()),
                    quote.collection(),
                    warning(quote.sample()),
                    null,
                    null);
        }
    }

    record TheHit(
            String document,
            String title,
            String name,
            ThePlace place,
            String heading,
            String text,
            int start,
            int end,
            List<int[]> marks,
            double score,
            String collection,
            @Nullable String notice,
            Valid.@Nullable TheValidity validity,
            @Nullable List<Valid.TheAmendment> amendments) {
        static TheHit of(Hit hit) {
            Passage passage = hit.passage();
            Document document = passage.document();
            return new TheHit(
                    document.id(),
                    document.title(),
                    document.name(),
                    ThePlace.of(passage.place()),
                    path(passage.headings()),
                    passage.text(),
                    passage.start(),
                    passage.end(),
                    ranges(hit.marks()),
                    hit.score(),
                    document.collection(),
                    warning(document.sample()),
                    Valid.TheValidity.of(hit.standing().validity()),
                    Valid.amendments(hit.standing()));
        }
    }

    record TheCitation(int n, String document, ThePlace place) {
        static TheCitation of(Citation citation) {
            return new TheCitation(citation.n(), citation.document(), ThePlace.of(citation.place()));
        }
    }

    record TheSentence(String text, String state, List<Integer> citations) {
        static TheSentence of(de.fundstelle.answer.AnswerEvent.Sentence sentence) {
            return new TheSentence(sentence.text(), key(sentence.state()), sentence.citations());
        }
    }

    record TheTurn(
            String id,
            String question,
            String answer,
            String outcome,
            @Nullable String reason,
            List<TheCitation> citations,
            List<TheSentence> sentences,
            List<TheSource> passages,
            @Nullable String model,
            long asked) {
        static TheTurn of(Turn turn) {
            return new TheTurn(
                    turn.id(),
                    turn.question(),
                    turn.answer(),
                    key(turn.outcome()),
                    orNull(turn.reason()),
                    turn.detail().citations().stream().map(TheCitation::of).toList(),
                    turn.detail().sentences().stream().map(TheSentence::of).toList(),
                    turn.detail().passages().stream().map(TheSource::of).toList(),
                    orNull(turn.model()),
                    turn.asked());
        }
    }

    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }

    private static @Nullable String warning(boolean sample) {
        return sample ? NOTICE : null;
    }

    private static String path(List<String> headings) {
        return String.join(" › ", headings);
    }

    private static List<int[]> ranges(List<Range> marks) {
        return marks.stream().map(mark -> new int[] {mark.start(), mark.end()}).toList();
    }
}
