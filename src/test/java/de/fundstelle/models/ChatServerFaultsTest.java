// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import static de.fundstelle.models.FakeModelServer.answer;
import static de.fundstelle.models.FakeModelServer.endAfter;
import static de.fundstelle.models.FakeModelServer.endless;
import static de.fundstelle.models.FakeModelServer.lineAfter;
import static de.fundstelle.models.FakeModelServer.resetAfter;
import static de.fundstelle.models.FakeModelServer.silence;
import static de.fundstelle.models.FakeModelServer.stallAfter;
import static de.fundstelle.models.FakeModelServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.fundstelle.config.Settings;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays everything that servers are known to do wrong; each call must end, with words or with a failure.
class ChatServerFaultsTest extends WithFakeModelServer {

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void failsWhenTheStreamStallsBeforeTheFirstWord(Settings.Provider provider) throws Exception {
        fake.then(stallAfter());
        assertThat(failure(provider, SHORT, LONG)).hasMessageMatching(".* within 0.3 s");
        assertThat(fake.requests()).as("waiting once is enough").isEqualTo(1);
        assertThat(fake.sawClientLeave()).isTrue();
    }

    @Test
    void failsWhenTheServerNeverBeginsToAnswer() throws Exception {
        fake.then(silence());
        assertThat(failure(Settings.Provider.OLLAMA, SHORT, LONG))
                .hasMessageContaining("did not begin to answer within 0.3 s");
        assertThat(fake.sawClientLeave()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void failsWhenTheStreamStallsInTheMiddle(Settings.Provider provider) throws Exception {
        fake.then(stallAfter("Die ", "Steuer"));
        assertThat(failure(provider, LONG, SHORT)).hasMessageContaining("fell silent for 0.3 s");
        assertThat(words).hasToString("Die Steuer");
        assertThat(fake.sawClientLeave()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void failsWhenTheStreamEndsWithoutSayingSo(Settings.Provider provider) throws Exception {
        fake.then(endAfter("Die ", "Steuer"));
        assertThat(failure(provider).permanent()).isFalse();
        assertThat(words).hasToString("Die Steuer");
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void failsWhenTheConnectionIsResetInTheMiddle(Settings.Provider provider) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        fake.then(connection -> {
            connection.startStream();
            connection.word("Die ");
            awaitQuietly(read);
            connection.reset();
        });
        try (ChatServer chat = chat(provider, LONG, LONG)) {
            ModelFailure failure =
                    catchThrowableOfType(ModelFailure.class, () -> chat.complete(PROMPT, word -> read.countDown()));
            assertThat(failure.permanent()).isFalse();
        }
        assertThat(fake.requests()).as("no second try after words").isEqualTo(1);
    }

    @Test
    void triesOnceMoreWhenTheConnectionIsResetBeforeTheFirstWord() throws Exception {
        fake.then(resetAfter(), answer("Ja."));
        assertThat(complete(Settings.Provider.OLLAMA).text()).isEqualTo("Ja.");
    }

    @Test
    void failsOnALineThatReportsAnError() {
        fake.then(lineAfter("{\"error\":\"model runner has stopped\"}", "Die "));
        assertThat(failure(Settings.Provider.OLLAMA)).hasMessageContaining("model runner has stopped");
        assertThat(words).hasToString("Die ");
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void failsOnALineThatCannotBeReadInsteadOfLeavingAHole(Settings.Provider provider) {
        fake.then(lineAfter("{\"message\":{\"content\":\"kap", "Die "));
        failure(provider);
        assertThat(words).hasToString("Die ");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void triesATransientRefusalOnceMore(int status) throws Exception {
        fake.then(status(status, "{\"error\":\"busy\"}"), answer("Ja."));
        assertThat(complete(Settings.Provider.OLLAMA).text()).isEqualTo("Ja.");
        assertThat(fake.requests()).isEqualTo(2);
    }

    @Test
    void triesNoThirdTime() {
        fake.then(status(503, "{\"error\":\"busy\"}"));
        assertThat(failure(Settings.Provider.OLLAMA))
                .hasMessageContaining("503")
                .hasMessageContaining("busy");
        assertThat(fake.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 302})
    void doesNotRepeatWhatStaysRefused(int status) {
        fake.then(status(status, "{\"error\":\"Was kostet ein Hund?\"}"));
        ModelFailure failure = failure(Settings.Provider.OLLAMA);
        assertThat(failure.permanent()).isTrue();
        assertThat(failure).hasMessageContaining(String.valueOf(status));
        assertThat(fake.requests()).isEqualTo(1);
    }

    @Test
    void keepsTheQuestionOutOfTheFailureOfAServerThatQuotesIt() {
        fake.then(status(400, "{\"error\":{\"message\":\"bad input: Was kostet ein Hund?\"}}"));
        ModelFailure failure = failure(Settings.Provider.OPENAI);
        assertThat(failure.getMessage() + failure.getCause()).doesNotContain("Hund");
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void takesAnEmptyAnswerForWhatItIs(Settings.Provider provider) throws Exception {
        fake.then(answer());
        assertThat(complete(provider).text()).isEmpty();
    }

    @Test
    void cutsAnAnswerWithoutEnd() throws Exception {
        fake.then(endless());
        Completion completion = complete(Settings.Provider.OLLAMA);
        assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
        assertThat(completion.text().length()).isLessThan(1000);
        assertThat(fake.sawClientLeave()).isTrue();
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        fake.close();
        assertThat(failure(Settings.Provider.OLLAMA).permanent()).isFalse();
    }

    @Test
    void passesOnWhatTheReceiverThrowsAndStopsTheServer() throws Exception {
        fake.then(stallAfter("Die "));
        try (ChatServer chat = chat(Settings.Provider.OLLAMA, LONG, LONG)) {
            assertThatThrownBy(() -> chat.complete(PROMPT, word -> {
                        throw new IllegalStateException("the reader is gone");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the reader is gone");
        }
        assertThat(fake.sawClientLeave()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
