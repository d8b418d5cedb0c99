// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import de.fundstelle.answer.AnswerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of an answer as JSON.
final class AnswerJson {

    private AnswerJson() {}

    private record Sources(List<Quoted.TheSource> passages) {}

    private record Waiting(int place, long seconds) {}

    private record Words(String text) {}

    private record Excerpts(String reason, String text, List<Quoted.TheSource> passages) {}

    private record Declined(String reason, List<Quoted.TheSource> nearest, int unread) {}

    private record Failed(String reason, String advice, String id) {}

    private record Done(
            String turn,
            String outcome,
            String answer,
            List<Quoted.TheCitation> citations,
            List<Quoted.TheSentence> sentences,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String model,

            long tookMs) {}

    static EventStream.Event event(AnswerEvent event, String turn) {
        return switch (event) {
            case AnswerEvent.Sources sources -> named("sources", new Sources(shown(sources.passages())));
            case AnswerEvent.Waiting waiting -> named("waiting", new Waiting(waiting.place(), waiting.seconds()));
            case AnswerEvent.Words words -> named("words", new Words(words.text()));
            case AnswerEvent.Excerpts excerpts ->
                named("excerpts", new Excerpts(excerpts.reason(), excerpts.text(), shown(excerpts.passages())));
            case AnswerEvent.Declined declined ->
                named("declined", new Declined(declined.reason(), shown(declined.nearest()), declined.unread()));
            case AnswerEvent.Failed failed ->
                named("failed", new Failed(failed.reason(), failed.advice(), failed.id()));
            case AnswerEvent.Done done -> named("done", done(done, turn));
        };
    }

    private static Done done(AnswerEvent.Done done, String turn) {
        return new Done(
                turn,
                Shown.key(done.outcome()),
                done.answer(),
                done.citations().stream().map(Quoted.TheCitation::of).toList(),
                done.sentences().stream().map(Quoted.TheSentence::of).toList(),
                Shown.orNull(done.model()),
                done.tookMillis());
    }

    private static List<Quoted.TheSource> shown(List<AnswerEvent.Source> sources) {
        return sources.stream().map(Quoted.TheSource::of).toList();
    }

    private static EventStream.Event named(String name, Object data) {
        return new EventStream.Event(name, data);
    }
}
