// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.web;

import de.fundstelle.access.Collection;
import de.fundstelle.access.Person;
import de.fundstelle.access.Task;
import de.fundstelle.answer.AnswerEvent;
import de.fundstelle.chat.Conversation;
import de.fundstelle.chat.Conversations;
import de.fundstelle.document.Identifier;
import de.fundstelle.retention.Usage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Conversations and the questions in them.
final class ConversationRoutes {

    private static final System.Logger LOG = System.getLogger(ConversationRoutes.class.getName());

    private static final int LONGEST_QUESTION = 4000;

    private final Conversations conversations;
    private final Reach reach;
    private final Usage usage;
    private final Predicate<Call> stillSignedIn;

    ConversationRoutes(Conversations conversations, Reach reach, Usage usage, Predicate<Call> stillSignedIn) {
        this.conversations = conversations;
        this.reach = reach;
        this.usage = usage;
        this.stillSignedIn = stillSignedIn;
    }

    private record Started(String id) {}

    private record All(List<Conversation.Summary> conversations) {}

    private record ShownConversation(String id, String title, long changed, List<Quoted.TheTurn> turns) {}

    private record Asked(@Nullable String text, @Nullable List<String> collections) {}

    List<Route> routes() {
        return List.of(
                Route.post("/api/conversations", Task.CONVERSE, this::start),
                Route.get("/api/conversations", Task.CONVERSE, this::list),
                Route.get("/api/conversations/{id}", Task.CONVERSE, this::show),
                Route.delete("/api/conversations/{id}", Task.CONVERSE, this::delete),
                Route.post("/api/conversations/{id}/questions", Task.CONVERSE, this::ask));
    }

    private void start(Call call) {
        call.send(201, new Started(conversations.start(call.person())));
    }

    private void list(Call call) {
        call.send(new All(conversations.list(call.person())));
    }

    private void show(Call call) {
        Conversation conversation = conversation(call);
        call.send(new ShownConversation(
                conversation.id(),
                conversation.title(),
                conversation.changed(),
                conversation.turns().stream().map(Quoted.TheTurn::of).toList()));
    }

    private Conversation conversation(Call call) {
        return conversations.find(call.person(), call.path("id")).orElseThrow(Problem::unknown);
    }

    private void delete(Call call) {
        if (!conversations.delete(call.person(), call.path("id"))) {
            throw Problem.unknown();
        }
        call.sendNothing();
    }

    private void ask(Call call) throws IOException, InterruptedException {
        Conversation conversation = conversation(call);
        Asked asked = call.json(Asked.class);
        String text = PublicRoutes.required(asked.text(), "text").strip();
        if (text.isEmpty() || text.length() > LONGEST_QUESTION) {
            throw Problem.refused("Eine Frage hat 1 bis %d Zeichen.".formatted(LONGEST_QUESTION));
        }
        List<Collection> searched = reach.searched(
                call.person(), Optional.ofNullable(asked.collections()).orElse(List.of()));
        usage.count(call.person(), Usage.Kind.QUESTIONS);
        EventStream.answer(
                call,
                () -> stillSignedIn.test(call) && reach.stillReads(call.person(), searched),
                sink -> tell(call.person(), conversation, text, searched, sink));
    }

    private void tell(
            Person person, Conversation conversation, String text, List<Collection> searched, EventStream.Sink sink)
            throws InterruptedException {
        try {
            conversations.ask(person, conversation, text, searched, happening -> put(sink, happening));
        } catch (Left e) {
            throw new InterruptedException("the reader left");
        } catch (RuntimeException e) { // the edge of one request, whose answer has begun already
            String id = Identifier.fresh();
            LOG.log(Level.ERROR, "answering failed; told as " + id, e);
            AnswerEvent.Failed failed = new AnswerEvent.Failed(
                    "Beim Antworten ist ein unerwarteter Fehler aufgetreten.",
                    "Fragen Sie erneut. Bleibt es dabei, nennen Sie Ihrer IT die Kennung.",
                    id);
            sink.put(AnswerJson.event(failed, ""));
            sink.put(AnswerJson.event(
                    new AnswerEvent.Done(AnswerEvent.Outcome.FAILED, "", List.of(), List.of(), Optional.empty(), 0),
                    ""));
        }
    }

    /// A plain consumer cannot throw that it was interrupted.
    private static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void put(EventStream.Sink sink, Conversations.Happening happening) {
        try {
            sink.put(AnswerJson.event(happening.event(), happening.turn()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Left();
        }
    }
}
