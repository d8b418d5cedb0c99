// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Declined;
import de.fundstelle.answer.AnswerEvent.Done;
import de.fundstelle.answer.AnswerEvent.Excerpts;
import de.fundstelle.answer.AnswerEvent.Failed;
import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.answer.AnswerEvent.Sources;
import de.fundstelle.answer.AnswerEvent.Waiting;
import de.fundstelle.document.Identifier;
import de.fundstelle.models.ChatServer;
import de.fundstelle.models.Completion;
import de.fundstelle.models.ModelFailure;
import de.fundstelle.models.Permits;
import de.fundstelle.models.QueueFull;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One question on its way to its answer.
final class Answering {

    private static final System.Logger LOG = System.getLogger(Answerer.class.getName());

    private static final int NEAREST = 3;

    private static final String EXCERPTS = " Hier sind die passenden Textstellen.";
    private static final String NO_MODEL = "Es ist kein Sprachmodell eingerichtet." + EXCERPTS;
    private static final String BUSY = "Das Sprachmodell ist gerade ausgelastet." + EXCERPTS;
    private static final String SILENT = "Das Sprachmodell ist zurzeit nicht erreichbar." + EXCERPTS;
    private static final String REFUSED =
            "Das Sprachmodell ist nicht richtig eingerichtet; Ihre Systembetreuung findet den Grund unter der Kennung %s."
                    + EXCERPTS;
    private static final String EMPTY = "Das Sprachmodell hat nichts geantwortet." + EXCERPTS;
    private static final String TOO_LONG = "Die Frage ist zu lang für das Sprachmodell." + EXCERPTS;

    private final Answerer.Parts parts;
    private final Question question;
    private final Consumer<AnswerEvent> sink;
    private final long started = System.nanoTime();

    Answering(Answerer.Parts parts, Question question, Consumer<AnswerEvent> sink) {
        this.parts = parts;
        this.question = question;
        this.sink = sink;
    }

    void run() throws InterruptedException {
        Optional<Finding.Found> searched = search();
        if (searched.isEmpty()) {
            return;
        }
        Finding.Found found = searched.get();
        if (!found.answerable()) {
            decline(found.sources(), Optional.empty());
            return;
        }
        Optional<ChatServer> chat = parts.chat();
        if (chat.isEmpty()) {
            sink.accept(new Sources(found.sources()));
            excerpts(NO_MODEL, found.sources());
            return;
        }
        Optional<Prompt> prompt = Prompt.of(question, found.sources(), parts.settings(), Identifier.fresh());
        if (prompt.isEmpty()) {
            sink.accept(new Sources(found.sources()));
            excerpts(TOO_LONG, found.sources());
            return;
        }
        sink.accept(new Sources(prompt.get().sources()));
        write(chat.get(), prompt.get());
    }

    private Optional<Finding.Found> search() throws InterruptedException {
        try {
            return Optional.of(parts.finding().find(question));
        } catch (RuntimeException e) {
            // The edge of one question: whoever waits for its last event must get it.
            String id = Identifier.fresh();
            LOG.log(System.Logger.Level.ERROR, "answering a question failed in the search, id " + id, e);
            sink.accept(new Failed(
                    "Die Suche in den Unterlagen ist fehlgeschlagen.",
                    "Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie Ihrer Systembetreuung die Kennung " + id
                            + ".",
                    id));
            done(Outcome.FAILED, "", List.of(), Optional.empty());
            return Optional.empty();
        }
    }

    private void write(ChatServer chat, Prompt prompt) throws InterruptedException {
        Draft draft = new Draft(
                new Citations(prompt.sources().size(), prompt.fence(), address -> stands(address, prompt)), sink);
        Completion completion;
        try {
            completion = complete(chat, prompt, draft);
        } catch (QueueFull e) {
            LOG.log(System.Logger.Level.INFO, e.getMessage());
            excerpts(BUSY, prompt.sources());
            return;
        } catch (ModelFailure e) {
            fail(chat, prompt, draft, e);
            return;
        }
        draft.finish();
        if (draft.text().isBlank()) {
            excerpts(EMPTY, prompt.sources());
        } else if (Refusal.isMeant(draft.text())) {
            decline(prompt.sources(), Optional.of(chat.model()));
        } else if (completion.finish() == Completion.Finish.STOP) {
            done(Outcome.ANSWERED, draft.text(), prompt.sources(), Optional.of(chat.model()));
        } else {
            breakOff(
                    chat,
                    prompt,
                    draft,
                    "Die Antwort wurde zu lang und ist hier abgeschnitten.",
                    "Fragen Sie nach einem Teil davon.",
                    Identifier.fresh());
        }
    }

    /// Holds a permit exactly as long as the server works.
    private Completion complete(ChatServer chat, Prompt prompt, Draft draft)
            throws InterruptedException, QueueFull, ModelFailure {
        Permits.Permit permit = parts.permits()
                .acquire(question.asker(), place -> sink.accept(new Waiting(place.number(), place.seconds())));
        try {
            return chat.complete(prompt.messages(), draft::add);
        } finally {
            permit.close();
        }
    }

    private void fail(ChatServer chat, Prompt prompt, Draft draft, ModelFailure failure) {
        String id = Identifier.fresh();
        LOG.log(System.Logger.Level.WARNING, "answering a question failed, id " + id, failure);
        draft.finish();
        if (draft.begun()) {
            breakOff(
                    chat,
                    prompt,
                    draft,
                    "Die Antwort ist abgebrochen: Das Sprachmodell antwortet nicht mehr.",
                    "Stellen Sie die Frage noch einmal. Bleibt es dabei, nennen Sie Ihrer Systembetreuung die Kennung "
                            + id + ".",
                    id);
        } else {
            excerpts(failure.permanent() ? REFUSED.formatted(id) : SILENT, prompt.sources());
        }
    }

    private void breakOff(ChatServer chat, Prompt prompt, Draft draft, String reason, String advice, String id) {
        sink.accept(new Failed(reason, advice, id));
        done(Outcome.BROKEN_OFF, draft.text(), prompt.sources(), Optional.of(chat.model()));
    }

    private void decline(List<Source> found, Optional<String> model) {
        String reason = Refusal.text(question.holdings());
        List<Source> nearest = found.subList(0, Math.min(NEAREST, found.size()));
        sink.accept(new Declined(reason, nearest, question.holdings().unread()));
        sink.accept(new Done(Outcome.DECLINED, reason, List.of(), List.of(), model, tookMillis()));
    }

    private void excerpts(String reason, List<Source> sources) {
        Decisive decisive = Decisive.of(question.text(), sources);
        sink.accept(new Excerpts(reason, decisive.text(), decisive.marked()));
        sink.accept(new Done(
                Outcome.EXCERPTS,
                decisive.text(),
                Proof.citations(decisive.text(), sources),
                decisive.sentences(),
                Optional.empty(),
                tookMillis()));
    }

    private void done(Outcome outcome, String answer, List<Source> sources, Optional<String> model) {
        sink.accept(new Done(
                outcome, answer, Proof.citations(answer, sources), Proof.check(answer, sources), model, tookMillis()));
    }

    private long tookMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    private static boolean stands(String address, Prompt prompt) {
        return prompt.sources().stream()
                .anyMatch(source -> source.passage().text().contains(address));
    }
}
