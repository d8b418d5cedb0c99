// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.fundstelle.config.Settings;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of [ChatServer] share: a fake server, and calls to it.
@Timeout(20)
class WithFakeModelServer {

    static final List<ChatMessage> PROMPT = List.of(UserMessage.from("Was kostet ein Hund?"));
    static final Duration SHORT = Duration.ofMillis(300);
    static final Duration LONG = Duration.ofSeconds(10);

    final StringBuilder words = new StringBuilder();
    FakeModelServer fake;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeModelServer();
    }

    @AfterEach
    void stop() throws IOException {
        fake.close();
    }

    Completion complete(Settings.Provider provider) throws Exception {
        try (ChatServer chat = chat(provider, LONG, LONG)) {
            return chat.complete(PROMPT, words::append);
        }
    }

    ModelFailure failure(Settings.Provider provider) {
        return failure(provider, LONG, LONG);
    }

    ModelFailure failure(Settings.Provider provider, Duration firstWord, Duration idle) {
        try (ChatServer chat = chat(provider, firstWord, idle)) {
            ModelFailure failure = catchThrowableOfType(ModelFailure.class, () -> chat.complete(PROMPT, words::append));
            assertThat(failure).isNotNull();
            return failure;
        }
    }

    ChatServer chat(Settings.Provider provider, Duration firstWord, Duration idle) {
        return new ChatServer(Provider.of(provider).orElseThrow(), settings(provider, fake.url(), firstWord, idle));
    }

    static Settings.Chat settings(Settings.Provider provider, URI url, Duration firstWord, Duration idle) {
        return new Settings.Chat(provider, url, "fake", Optional.empty(), 4096, 16, 1, 10, firstWord, idle);
    }
}
