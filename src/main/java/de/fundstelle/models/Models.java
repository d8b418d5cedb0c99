// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import de.fundstelle.config.Settings;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// The models that the operator chose; each may be absent.
///
/// Opening them calls nobody: a server that is down is found out by the first question.
public final class Models implements AutoCloseable {

    /// A batch of passages on a busy processor; the model may have to be loaded first.
    private static final Duration EMBEDDING = Duration.ofMinutes(2);

    private final @Nullable ChatServer chat;
    private final Permits permits;
    private final @Nullable Embeddings embeddings;
    private final HttpClient http = Wire.direct();
    private final ScheduledExecutorService clock = ChatServer.clock("embedding-watch");

    private Models(Settings.Models settings) {
        this.chat = Provider.of(settings.chat().provider())
                .map(provider -> new ChatServer(provider, settings.chat()))
                .orElse(null);
        this.permits = new Permits(settings.chat().slots(), settings.chat().maxWaiting());
        this.embeddings = embeddings(settings.embedding()).orElse(null);
    }

    public static Models open(Settings.Models settings) {
        return new Models(settings);
    }

    /// The model that writes answers.
    public Optional<ChatServer> chat() {
        return Optional.ofNullable(chat);
    }

    /// The queue in front of [#chat].
    public Permits permits() {
        return permits;
    }

    /// The model that computes what a text means: inside the program or on a server.
    public Optional<Embeddings> embeddings() {
        return Optional.ofNullable(embeddings);
    }

    private Optional<Embeddings> embeddings(Settings.Embedding settings) {
        return switch (settings.provider()) {
            case NONE -> Optional.empty();
            case IN_PROCESS -> Optional.of(Embeddings.inProcess());
            case OLLAMA, OPENAI ->
                Provider.of(settings.provider())
                        .map(provider -> new Embeddings(
                                settings.model(),
                                provider.embedding(settings, wire(provider).builder())));
        };
    }

    @Override
    public void close() {
        if (chat != null) {
            chat.close();
        }
        if (embeddings != null) {
            embeddings.close();
        }
        clock.shutdownNow();
        http.shutdownNow();
    }

    private Wire wire(Provider provider) {
        return new Wire(http, () -> new Watch(EMBEDDING, EMBEDDING, clock), provider.rewriting());
    }
}
