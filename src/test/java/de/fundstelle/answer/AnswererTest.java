// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import static de.fundstelle.answer.Samples.DUE;
import static de.fundstelle.answer.Samples.RATES;
import static de.fundstelle.answer.Samples.found;
import static de.fundstelle.answer.Samples.question;
import static de.fundstelle.models.FakeModelServer.answer;
import static de.fundstelle.models.FakeModelServer.endAfter;
import static de.fundstelle.models.FakeModelServer.length;
import static de.fundstelle.models.FakeModelServer.stallAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.fundstelle.answer.AnswerEvent.Declined;
import de.fundstelle.answer.AnswerEvent.Failed;
import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.answer.AnswerEvent.Sources;
import de.fundstelle.answer.AnswerEvent.Support;
import de.fundstelle.answer.AnswerEvent.Words;
import de.fundstelle.answer.Question.Exchange;
import de.fundstelle.config.Settings;
import de.fundstelle.document.Citation;
import de.fundstelle.models.Models;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswererTest extends WithAnswerer {

    @Test
    void showsSourcesThenWordsThenTheCheckedAnswer() throws Exception {
        fake.then(answer("Die Hundesteuer beträgt für den ersten Hund 120 Euro [", "1, 9].", " Das gilt immer."));
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Words Done");
        assertThat(shown()).isEqualTo(done().answer());
        assertThat(done().answer())
                .isEqualTo("Die Hundesteuer beträgt für den ersten Hund 120 Euro [1]. Das gilt immer.");
        assertThat(done().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(done().model()).hasValue("fake");
        assertThat(done().citations()).extracting(Citation::n).containsExactly(1);
        assertThat(done().sentences())
                .extracting(AnswerEvent.Sentence::state)
                .containsExactly(Support.SUPPORTED, Support.WITHOUT_SOURCE);
    }

    @Test
    void declinesWithoutAskingTheModelWhenNothingFits() throws Exception {
        answerer(query -> found(false, RATES, DUE, "Drei.", "Vier."))
                .answer(question("Wer ist Bürgermeister?"), events::add);
        assertThat(kinds()).isEqualTo("Declined Done");
        Declined declined = only(Declined.class);
        assertThat(declined.reason())
                .isEqualTo("In den 312 Unterlagen, die Sie lesen dürfen, habe ich dazu nichts gefunden."
                        + " 4 weitere Unterlagen sind noch nicht gelesen. Fragen Sie: Ordnungsamt, Tel. 123.");
        assertThat(declined.nearest()).hasSize(3);
        assertThat(declined.unread()).isEqualTo(4);
        assertThat(done().outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(fake.requests()).isZero();
    }

    @Test
    void declinesWhenTheModelSaysThatItFoundNothing() throws Exception {
        fake.then(answer("Dazu habe ", "ich in den Unterlagen ", "nichts gefunden", "."));
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Declined Done");
        assertThat(done().outcome()).isEqualTo(Outcome.DECLINED);
    }

    @Test
    void keepsTheTextSoFarWhenTheModelBreaksOff() throws Exception {
        fake.then(endAfter("Die Hundesteuer beträgt ", "120 Euro [", "1"));
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Words Failed Done");
        assertThat(only(Failed.class).advice()).contains(only(Failed.class).id());
        assertThat(done().outcome()).isEqualTo(Outcome.BROKEN_OFF);
        assertThat(done().answer()).isEqualTo(shown()).isEqualTo("Die Hundesteuer beträgt 120 Euro");
    }

    @Test
    void saysThatAnAnswerWasCutAtItsLongestLength() throws Exception {
        fake.then(length("Die Hundesteuer beträgt und"));
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Words Failed Done");
        assertThat(done().outcome()).isEqualTo(Outcome.BROKEN_OFF);
    }

    @Test
    void interruptionLeavesTheLineAndFreesThePermit() throws Exception {
        fake.then(stallAfter("Die "), answer("Ja [1]."));
        models.close();
        models = Models.open(settings(Settings.Provider.OLLAMA, 8192, Duration.ofSeconds(60)));
        BlockingQueue<AnswerEvent> seen = new LinkedBlockingQueue<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                answerer(query -> found(true, RATES)).answer(question(ASKED), seen::add);
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isInstanceOf(Sources.class);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isInstanceOf(Words.class);
        reader.interrupt();
        assertThat(ended.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).as("no event after the interruption").isEmpty();
        assertThat(fake.sawClientLeave()).isTrue();
        ask(ASKED);
        assertThat(kinds()).isEqualTo("Sources Words Done");
    }

    @Test
    void stopsTheModelWhenTheSinkThrows() {
        fake.then(stallAfter("Die "));
        assertThatThrownBy(() -> answerer(query -> found(true, RATES)).answer(question(ASKED), event -> {
                    if (event instanceof Words) {
                        throw new IllegalStateException("the reader is gone");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(models.permits().waiting()).isZero();
    }

    @Test
    void endsWithAFailureWhenTheSearchFails() throws Exception {
        answerer(query -> {
                    throw new IllegalStateException("the index is broken");
                })
                .answer(question(ASKED), events::add);
        assertThat(kinds()).isEqualTo("Failed Done");
        assertThat(done().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void searchesAFollowUpWithTheWordsOfTheQuestionBefore() throws Exception {
        fake.then(answer("Für den zweiten Hund 1.180,50 Euro [1]."));
        List<String> queries = new ArrayList<>();
        answerer(query -> {
                    queries.add(query.text());
                    return found(query.text().contains("hundesteu"), RATES);
                })
                .answer(
                        question(
                                "Und für jeden weiteren?",
                                new Exchange(ASKED, "Die Hundesteuer beträgt 120 Euro [1].")),
                        events::add);
        assertThat(queries).hasSize(2);
        assertThat(done().outcome()).isEqualTo(Outcome.ANSWERED);
        String sent = fake.body().toString();
        assertThat(sent).contains("Die Hundesteuer beträgt 120 Euro.").contains("assistant");
    }

    @Test
    void declinesAnotherQuestionInsteadOfAnsweringTheOneBefore() throws Exception {
        answerer(query -> found(query.text().contains("hundesteu"), RATES))
                .answer(question("Wie hoch ist die Kurtaxe?", new Exchange(ASKED, "120 Euro [1].")), events::add);
        assertThat(done().outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(fake.requests()).isZero();
    }
}
