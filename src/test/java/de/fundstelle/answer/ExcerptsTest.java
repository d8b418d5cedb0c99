// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static de.fundstelle.answer.Samples.DUE;
import static de.fundstelle.answer.Samples.RATES;
import static de.fundstelle.answer.Samples.found;
import static de.fundstelle.answer.Samples.question;
import static de.fundstelle.models.FakeModelServer.answer;
import static de.fundstelle.models.FakeModelServer.silence;
import static de.fundstelle.models.FakeModelServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import de.fundstelle.answer.AnswerEvent.Done;
import de.fundstelle.answer.AnswerEvent.Excerpts;
import de.fundstelle.answer.AnswerEvent.Sources;
import de.fundstelle.answer.AnswerEvent.Support;
import de.fundstelle.answer.AnswerEvent.Waiting;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Citation;
import de.fundstelle.models.Models;
import de.fundstelle.models.Permits;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whatever keeps the model from its first word, the reader gets the passages and the reason.
class ExcerptsTest extends WithAnswerer {

    @Test
    void answersWithExcerptsWhereNoModelIsConfigured() throws Exception {
        try (Models none = Models.open(settings(Settings.Provider.NONE, 8192, Duration.ofSeconds(1)))) {
            answerer(none, query -> found(true, DUE, RATES)).answer(question(ASKED), events::add);
        }
        assertThat(kinds()).isEqualTo("Sources Excerpts Done");
        Excerpts excerpts = only(Excerpts.class);
        assertThat(excerpts.reason())
                .isEqualTo("Es ist kein Sprachmodell eingerichtet. Hier sind die passenden Textstellen.");
        assertThat(excerpts.text()).contains("für den ersten Hund 120,00 Euro. [2]");
        assertThat(done().answer()).isEqualTo(excerpts.text());
        assertThat(done().sentences()).allMatch(sentence -> sentence.state() == Support.SUPPORTED);
        assertThat(done().citations()).extracting(Citation::n).contains(2);
        assertThat(done().model()).isEmpty();
    }

    @Test
    void answersWithExcerptsWhenTheModelFailsBeforeItsFirstWord() throws Exception {
        fake.then(status(503, "{\"error\":\"busy\"}"));
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Excerpts Done");
        assertThat(only(Excerpts.class).reason()).startsWith("Das Sprachmodell ist zurzeit nicht erreichbar.");
    }

    @Test
    void answersWithExcerptsAndAnIdWhenTheModelIsSetUpWrongly() throws Exception {
        fake.then(status(404, "{\"error\":\"model 'fake' not found\"}"));
        ask(ASKED);
        assertThat(only(Excerpts.class).reason())
                .contains("nicht richtig eingerichtet")
                .contains("Kennung");
    }

    @Test
    void answersWithExcerptsWhenTheModelSaysNothing() throws Exception {
        fake.then(answer());
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Excerpts Done");
        assertThat(only(Excerpts.class).reason()).startsWith("Das Sprachmodell hat nichts geantwortet.");
    }

    @Test
    void answersWithExcerptsWhenTheQuestionFillsTheWindow() throws Exception {
        try (Models small = Models.open(settings(Settings.Provider.OLLAMA, 1200, Duration.ofSeconds(1)))) {
            answerer(small, query -> found(true, RATES)).answer(question("Hund ".repeat(900)), events::add);
        }
        assertThat(only(Excerpts.class).reason()).startsWith("Die Frage ist zu lang");
        assertThat(fake.requests()).isZero();
    }

    @Test
    void tellsThePlaceInLineAndAnswersWithExcerptsWhenTheLineIsFull() throws Exception {
        Permits permits = models.permits();
        BlockingQueue<AnswerEvent> waiting = new LinkedBlockingQueue<>();
        Permits.Permit busy = permits.acquire("bert", place -> {});
        FutureTask<Void> first = start(waiting);
        assertThat(waiting.poll(5, TimeUnit.SECONDS)).isInstanceOf(Sources.class);
        assertThat(waiting.poll(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Waiting.class, place -> assertThat(place.place()).isEqualTo(1));
        ask(ASKED);
        assertThat(only(Excerpts.class).reason()).startsWith("Das Sprachmodell ist gerade ausgelastet.");
        busy.close();
        first.get(5, TimeUnit.SECONDS);
        assertThat(waiting).last().isInstanceOf(Done.class);
    }

    @Test
    void givesUpTheWaitForASilentModelWithExcerpts() throws Exception {
        fake.then(silence());
        models.close();
        models = Models.open(settings(Settings.Provider.OLLAMA, 8192, Duration.ofMillis(300)));
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Excerpts Done");
    }
}
