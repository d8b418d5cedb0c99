// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.answer.AnswerEvent.Sentence;
import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.chat.Turn;
import de.fundstelle.document.Citation;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import de.fundstelle.document.Range;
import de.fundstelle.retrieve.FoundBy;
import de.fundstelle.retrieve.Hit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the interface shows of passages and of answers from them: one record for each JSON object.
final class Quoted {

    /// Stands on each hit, answer and print from invented documents.
    private static final String NOTICE = "Muster – nicht gültig";

    private Quoted() {}

    record ThePlace(
            @Nullable Integer page,
            @Nullable String section,
            @Nullable String sheet,
            @Nullable Integer slide,
            String label) {
        static ThePlace of(Place place) {
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
            @Nullable TheTrace foundBy,
            @Nullable List<TheTwin> alsoIn,
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
                    TheTrace.of(hit.by()),
                    TheTwin.of(hit.alsoIn()),
                    document.collection(),
                    warning(document.sample()),
                    Valid.TheValidity.of(hit.standing().validity()),
                    Valid.amendments(hit.standing()));
        }
    }

    /// What each list adds to a hit's score; none if nobody searched for words.
    record TheTrace(double words, double meaning, boolean alike) {
        static @Nullable TheTrace of(FoundBy by) {
            return by.equals(FoundBy.NOTHING) ? null : new TheTrace(by.words(), by.meaning(), by.alike());
        }
    }

    /// Another document with the words of a hit.
    record TheTwin(String document, String title) {
        static @Nullable List<TheTwin> of(List<Document> documents) {
            return documents.isEmpty()
                    ? null
                    : documents.stream()
                            .map(document -> new TheTwin(document.id(), document.title()))
                            .toList();
        }
    }

    record TheCitation(int n, String document, ThePlace place) {
        static TheCitation of(Citation citation) {
            return new TheCitation(citation.n(), citation.document(), ThePlace.of(citation.place()));
        }
    }

    record TheSentence(String text, String state, List<Integer> citations) {
        static TheSentence of(Sentence sentence) {
            return new TheSentence(sentence.text(), Shown.key(sentence.state()), sentence.citations());
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
                    Shown.key(turn.outcome()),
                    Shown.orNull(turn.reason()),
                    turn.detail().citations().stream().map(TheCitation::of).toList(),
                    turn.detail().sentences().stream().map(TheSentence::of).toList(),
                    turn.detail().passages().stream().map(TheSource::of).toList(),
                    Shown.orNull(turn.model()),
                    turn.asked());
        }
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
