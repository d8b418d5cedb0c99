// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import de.fundstelle.answer.AnswerEvent;
import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.document.Document;
import de.fundstelle.document.Identifier;
import de.fundstelle.document.Passage;
import java.util.List;
import java.util.Optional;

/// Listens to the events of one answer and makes the turn of them that is stored.
final class Recording {

    private final String id = Identifier.fresh();
    private final String question;
    private final long asked;
    private final StringBuilder words = new StringBuilder();
    private List<Source> sources = List.of();
    private Optional<String> reason = Optional.empty();
    private Optional<Turn> turn = Optional.empty();

    Recording(String question, long asked) {
        this.question = question;
        this.asked = asked;
    }

    String id() {
        return id;
    }

    String question() {
        return question;
    }

    void note(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Waiting waiting -> {}
            case AnswerEvent.Sources found -> sources = found.passages();
            case AnswerEvent.Words more -> words.append(more.text());
            case AnswerEvent.Excerpts excerpts -> {
                sources = excerpts.passages();
                reason = Optional.of(excerpts.reason());
            }
            case AnswerEvent.Declined declined -> {
                sources = declined.nearest();
                reason = Optional.of(declined.reason());
            }
            case AnswerEvent.Failed failed -> reason = Optional.of(failed.reason() + " " + failed.advice());
            case AnswerEvent.Done done -> turn = Optional.of(turn(done));
        }
    }

    /// Whether words were shown and the end is still missing.
    boolean begun() {
        return !words.isEmpty() && turn.isEmpty();
    }

    /// The reader left in the middle.
    void breakOff(long now) {
        turn = Optional.of(new Turn(
                id,
                question,
                words.toString(),
                Outcome.BROKEN_OFF,
                Optional.of("Sie haben die Antwort angehalten oder die Seite verlassen."),
                new Turn.Detail(List.of(), List.of(), quotes()),
                Optional.empty(),
                asked,
                now - asked));
    }

    /// The turn to store, once it has ended.
    Turn turn() {
        return turn.orElseThrow();
    }

    private Turn turn(AnswerEvent.Done done) {
        return new Turn(
                id,
                question,
                done.answer(),
                done.outcome(),
                reason,
                new Turn.Detail(done.citations(), done.sentences(), quotes()),
                done.model(),
                asked,
                done.tookMillis());
    }

    private List<Turn.Quote> quotes() {
        return sources.stream().map(Recording::quote).toList();
    }

    private static Turn.Quote quote(Source source) {
        Passage passage = source.passage();
        Document document = passage.document();
        return new Turn.Quote(
                source.n(),
                document.id(),
                document.version(),
                document.title(),
                document.collection(),
                document.sample(),
                passage.place(),
                passage.headings(),
                passage.text(),
                passage.start(),
                passage.end(),
                source.marks());
    }
}
