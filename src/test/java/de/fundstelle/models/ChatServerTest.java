// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import static de.fundstelle.models.FakeModelServer.answer;
import static de.fundstelle.models.FakeModelServer.silence;
import static de.fundstelle.models.FakeModelServer.stallAfter;
import static de.fundstelle.models.FakeModelServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import de.fundstelle.models.FakeModelServer.Behaviour;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatServerTest extends WithFakeModelServer {

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void handsOverTheWordsAndThenTheWhole(Settings.Provider provider) throws Exception {
        fake.then(answer("\n", "Die Steuer ", "beträgt ", "120 €."));
        Completion completion = complete(provider);
        assertThat(completion.text()).isEqualTo("Die Steuer beträgt 120 €.").isEqualTo(words.toString());
        assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
    }

    @Test
    void sendsTheWindowAndTheLimitsWithEveryCall() throws Exception {
        Completion completion = complete(Settings.Provider.OLLAMA);
        JsonNode body = fake.body();
        assertThat(fake.path()).isEqualTo("/api/chat");
        assertThat(body.at("/options/num_ctx").asInt()).isEqualTo(4096);
        assertThat(body.at("/options/num_predict").asInt()).isEqualTo(16);
        assertThat(body.at("/options/temperature").asDouble()).isLessThanOrEqualTo(0.2);
        assertThat(body.at("/options").has("stop")).isFalse();
        assertThat(body.at("/think").asBoolean(true)).isFalse();
        assertThat(body.at("/keep_alive").asInt()).isPositive();
        assertThat(completion.promptTokens()).hasValue(11);
        assertThat(completion.answerTokens()).hasValue(7);
    }

    @Test
    void addsTheVersionToAnAddressWithoutPath() throws Exception {
        complete(Settings.Provider.OPENAI);
        assertThat(fake.path()).isEqualTo("/v1/chat/completions");
        assertThat(fake.body().at("/max_tokens").asInt()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>Der Hund…</think>\n\nJa.", "Der Hund…</think>Ja.", "J<think>x</think>a."})
    void leavesOutWhatTheModelThinks(String text) throws Exception {
        fake.then(connection -> {
            connection.startStream();
            connection.thought("Ich überlege.");
            for (int i = 0; i < text.length(); i++) {
                connection.word(text.substring(i, i + 1));
            }
            connection.done("stop");
        });
        String shown = complete(Settings.Provider.OLLAMA).text();
        assertThat(shown).endsWith("a.").doesNotContain("think").doesNotContain("überlege");
    }

    @Test
    void interruptionEndsThePrefillAtOnce() throws Exception {
        endsAtOnce(silence());
    }

    @Test
    void interruptionEndsAStreamWithoutAWordAtOnce() throws Exception {
        endsAtOnce(stallAfter());
    }

    @Test
    void interruptionEndsAStalledStreamAtOnce() throws Exception {
        endsAtOnce(stallAfter("Die "));
    }

    @Test
    void interruptionEndsARunningStreamAtOnce() throws Exception {
        endsAtOnce(connection -> {
            connection.startStream();
            while (true) {
                connection.thought("hm ");
            }
        });
    }

    @Test
    void tellsWhetherTheServerAnswers() throws Exception {
        fake.then(status(200, "{\"version\":\"1\"}"));
        try (ChatServer chat = chat(Settings.Provider.OLLAMA, LONG, LONG)) {
            assertThat(chat.reachable()).isTrue();
            assertThat(chat.reachable()).isTrue();
            assertThat(fake.requests()).as("asked once for both").isEqualTo(1);
        }
        fake.close();
        try (ChatServer chat = chat(Settings.Provider.OLLAMA, LONG, LONG)) {
            assertThat(chat.reachable()).isFalse();
        }
    }

    @Test
    void embedsOverTheSameConnection() throws Exception {
        fake.then(status(200, "{\"model\":\"bge\",\"embeddings\":[[0.6,0.8]]}"));
        Settings.Models settings = new Settings.Models(
                settings(Settings.Provider.NONE, fake.url(), LONG, LONG),
                new Settings.Embedding(Settings.Provider.OLLAMA, fake.url(), "bge", Optional.of(new Secret("geheim"))));
        try (Models models = Models.open(settings)) {
            Embeddings model = models.embeddings().orElseThrow();
            assertThat(model.embedQuery("Hund")).containsExactly(0.6f, 0.8f);
            assertThat(fake.body().at("/keep_alive").asInt()).isPositive();
            assertThat(models.chat()).isEmpty();
        }
    }

    /// Interrupts a call once the server plays, and expects both sides to end within a second.
    private void endsAtOnce(Behaviour behaviour) throws Exception {
        CountDownLatch playing = new CountDownLatch(1);
        fake.then(connection -> {
            playing.countDown();
            behaviour.play(connection);
        });
        try (ChatServer chat = chat(Settings.Provider.OLLAMA, LONG.multipliedBy(6), LONG)) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            FutureTask<Void> task = new FutureTask<>(() -> {
                try {
                    chat.complete(PROMPT, words::append);
                } catch (InterruptedException | ModelFailure e) {
                    end.set(e);
                }
                return null;
            });
            Thread reader = Thread.ofVirtual().start(task);
            assertThat(playing.await(15, TimeUnit.SECONDS)).isTrue();
            reader.interrupt();
            task.get(1, TimeUnit.SECONDS);
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            assertThat(fake.sawClientLeave()).isTrue();
        }
    }
}
