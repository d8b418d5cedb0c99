// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import de.fundstelle.facts.Fact;
import de.fundstelle.facts.Facts;
import de.fundstelle.facts.Standing;
import de.fundstelle.ingest.LibraryDocument;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A document with all that is stated about it.
record TheFacts(
        @JsonUnwrapped Shown.TheDocument document,
        List<TheFact> facts,
        Valid.TheValidity validity,
        List<TheRelated> supersedes,
        List<TheRelated> supersededBy,
        List<TheRelated> amends,
        List<TheRelated> amendedBy) {

    /// @param origin read, given by the system that brought the document, or corrected
    /// @param start of the words it was read from, in the document's text
    /// @param readValue what was read, where something else counts
    record TheFact(
            String name,
            String value,
            String origin,
            Quoted.@Nullable ThePlace place,
            @Nullable Integer start,
            @Nullable Integer end,
            @Nullable String readValue) {
        static TheFact of(Facts.Stated stated) {
            Optional<Fact> words = stated.read().filter(fact -> fact.end() > fact.start());
            return new TheFact(
                    stated.name().key(),
                    stated.value(),
                    Shown.key(stated.origin()),
                    words.map(fact -> Quoted.ThePlace.of(fact.place())).orElse(null),
                    words.map(Fact::start).orElse(null),
                    words.map(Fact::end).orElse(null),
                    stated.origin() == Facts.Origin.READ
                            ? null
                            : Shown.orNull(stated.read().map(Fact::value)));
        }
    }

    record TheRelated(
            String document, String title, @Nullable String from) {
        static TheRelated of(Facts.Related related) {
            return new TheRelated(related.document(), related.title(), Valid.day(related.from()));
        }
    }

    static TheFacts of(LibraryDocument document, boolean sample, Facts facts, LocalDate date) {
        Facts.Relatives relatives = facts.relatives(document.id());
        Standing standing = facts.standing(List.of(document.id()), date).getOrDefault(document.id(), Standing.UNKNOWN);
        return new TheFacts(
                Shown.TheDocument.of(document, sample),
                facts.of(document.id()).stream().map(TheFact::of).toList(),
                Valid.TheValidity.of(standing.validity()),
                shown(relatives.supersedes()),
                shown(relatives.supersededBy()),
                shown(relatives.amends()),
                shown(relatives.amendedBy()));
    }

    private static List<TheRelated> shown(List<Facts.Related> related) {
        return related.stream().map(TheRelated::of).toList();
    }
}
