// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import de.fundstelle.config.Secret;
import de.fundstelle.config.Settings;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The language model that the operator chose, on its server.
///
/// Safe for many threads; how many may call at once is up to [Permits].
public final class ChatServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());

    private static final int ATTEMPTS = 2;
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(300);

    /// Longer than the words of any language; beyond it the server ignores the limit that it was given.
    private static final int MOST_CHARS_PER_TOKEN = 20;

    private static final Duration PULSE_KEPT = Duration.ofSeconds(5);
    private static final Duration PULSE_TIMEOUT = Duration.ofSeconds(2);

    private final Provider provider;
    private final Settings.Chat settings;
    private final HttpClient http = Wire.direct();
    private final ScheduledExecutorService clock;
    private final ReentrantLock pulse = new ReentrantLock();
    private volatile Pulse lastPulse = new Pulse(false, System.nanoTime() - PULSE_KEPT.toNanos());

    ChatServer(Provider provider, Settings.Chat settings) {
        this.provider = provider;
        this.settings = settings;
        this.clock = clock("model-watch");
    }

    /// The name of the model.
    public String model() {
        return settings.model();
    }

    /// Has the model answer a prompt, and hands over its words as they come, on the calling thread.
    ///
    /// What the model thinks before it answers is left out.
    /// Interrupting the calling thread ends the work of the server at once, in every phase.
    /// A transient failure before the first word is tried a second time, unless the server was given all its time.
    ///
    /// @throws ModelFailure if the answer is not whole; the words so far were handed over
    public Completion complete(List<ChatMessage> prompt, Consumer<String> words)
            throws InterruptedException, ModelFailure {
        for (int attempt = 1; ; attempt++) {
            Watch watch = new Watch(settings.firstWordTimeout(), settings.idleTimeout(), clock);
            Reply reply = new Reply(words, watch, settings.answerTokens() * MOST_CHARS_PER_TOKEN);
            ask(prompt, watch, reply);
            if (Thread.interrupted()) {
                throw new InterruptedException("the answer of " + model() + " is not wanted any more");
            }
            Optional<Completion> completion = reply.complete();
            if (reply.readerFailure().isPresent()) {
                throw reply.readerFailure().get();
            }
            if (completion.isPresent()) {
                warnIfTooLong(completion.get());
                return completion.get();
            }
            ModelFailure failure = Failures.of(model(), settings.url(), reply.error());
            boolean waitedInFull = watch.verdict().isPresent() || failure.getCause() instanceof Silence;
            if (reply.begun() || failure.permanent() || waitedInFull || attempt == ATTEMPTS) {
                throw failure;
            }
            LOG.log(System.Logger.Level.INFO, "{0}; trying once more", failure.getMessage());
            Thread.sleep(PAUSE_BEFORE_RETRY);
        }
    }

    /// Whether the server answers at all; asks it at most every few seconds and waits two at the most.
    public boolean reachable() throws InterruptedException {
        if (!lastPulse.fresh() && pulse.tryLock()) {
            try {
                lastPulse = new Pulse(feelPulse(), System.nanoTime());
            } finally {
                pulse.unlock();
            }
        }
        return lastPulse.beats();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.shutdownNow();
    }

    /// A thread that only closes what is late.
    static ScheduledExecutorService clock(String name) {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private void ask(List<ChatMessage> prompt, Watch watch, Reply reply) {
        Wire wire = new Wire(http, () -> watch, provider.rewriting());
        try {
            provider.chat(settings, wire.builder())
                    .chat(ChatRequest.builder().messages(prompt).build(), reply);
        } catch (RuntimeException e) {
            // Whatever the library makes of an answer that it does not understand, it is the server's failure.
            reply.onError(e);
        }
    }

    private void warnIfTooLong(Completion completion) {
        int tokens = completion.promptTokens().orElse(0);
        if (tokens > settings.contextTokens() - settings.answerTokens()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a prompt for {0} took {1} tokens and leaves less than models.chat.answer-tokens = {2} of the"
                            + " window; raise models.chat.context-tokens or lower retrieve.max-passages",
                    model(),
                    tokens,
                    settings.answerTokens());
        }
    }

    private boolean feelPulse() throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(provider.pulse(settings.url())).timeout(PULSE_TIMEOUT);
        settings.apiKey().map(Secret::value).ifPresent(key -> request.header("Authorization", "Bearer " + key));
        try {
            HttpResponse<Void> response = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            return response.statusCode() / 100 == 2;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the model server does not answer", e);
            return false;
        }
    }

    private record Pulse(boolean beats, long felt) {

        boolean fresh() {
            return System.nanoTime() - felt < PULSE_KEPT.toNanos();
        }
    }
}
