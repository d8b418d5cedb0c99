// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static de.fundstelle.answer.Samples.DUE;
import static de.fundstelle.answer.Samples.RATES;
import static de.fundstelle.answer.Samples.found;
import static de.fundstelle.answer.Samples.question;

import de.fundstelle.answer.AnswerEvent.Done;
import de.fundstelle.answer.AnswerEvent.Words;
import de.fundstelle.config.Settings;
import de.fundstelle.models.FakeModelServer;
import de.fundstelle.models.Models;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of [Answerer] share: a fake model server, a question, and the events it brings.
@Timeout(20)
class WithAnswerer {

    static final String ASKED = "Wie hoch ist die Hundesteuer für den ersten Hund?";

    final List<AnswerEvent> events = new ArrayList<>();
    FakeModelServer fake;
    Models models;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeModelServer();
        models = Models.open(settings(Settings.Provider.OLLAMA, 8192, Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() throws IOException {
        models.close();
        fake.close();
    }

    void ask(String text) throws InterruptedException {
        events.clear();
        answerer(query -> found(true, RATES, DUE)).answer(question(text), events::add);
    }

    FutureTask<Void> start(BlockingQueue<AnswerEvent> seen) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            answerer(query -> found(true, RATES)).answer(question(ASKED), seen::add);
            return null;
        });
        Thread.ofVirtual().start(task);
        return task;
    }

    Answerer answerer(Search search) {
        return answerer(models, search);
    }

    Answerer answerer(Models chosen, Search search) {
        int window = chosen == models ? 8192 : 1200;
        return new Answerer(
                chosen.chat(),
                chosen.permits(),
                search,
                settings(Settings.Provider.OLLAMA, window, Duration.ofSeconds(1))
                        .chat(),
                new Settings.Retrieve(8, 0.2));
    }

    Settings.Models settings(Settings.Provider provider, int window, Duration patience) {
        return new Settings.Models(
                new Settings.Chat(
                        provider, fake.url(), "fake", Optional.empty(), window, 256, 1, 1, patience, patience),
                new Settings.Embedding(Settings.Provider.NONE, fake.url(), "", Optional.empty()));
    }

    /// However many pieces the words came in.
    String kinds() {
        return events.stream()
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.joining(" "))
                .replaceAll("Words( Words)+", "Words");
    }

    String shown() {
        return events.stream()
                .filter(Words.class::isInstance)
                .map(event -> ((Words) event).text())
                .collect(Collectors.joining());
    }

    Done done() {
        return (Done) events.getLast();
    }

    <E extends AnswerEvent> E only(Class<E> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }
}
