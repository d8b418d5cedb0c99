// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.config.Settings;
import de.fundstelle.models.ChatServer;
import de.fundstelle.models.Permits;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers questions from passages: written by the language model, or with excerpts where there is none.
///
/// Safe for many threads; each answer keeps its own.
public final class Answerer {

    private final Parts parts;

    /// @param chat empty if every answer is to consist of excerpts
    /// @param permits the queue in front of that model
    public Answerer(
            Optional<ChatServer> chat,
            Permits permits,
            Search search,
            Settings.Chat settings,
            Settings.Retrieve retrieve) {
        this.parts = new Parts(chat, permits, new Finding(search, retrieve), settings);
    }

    /// Answers one question on the calling thread; blocks until the end, which is always a [AnswerEvent.Done].
    ///
    /// Interrupting the thread leaves the queue and stops the model at once; then no further event comes.
    /// What `sink` throws ends the answer in the same way.
    public void answer(Question question, Consumer<AnswerEvent> sink) throws InterruptedException {
        new Answering(parts, question, sink).run();
    }

    /// What all answers share.
    record Parts(Optional<ChatServer> chat, Permits permits, Finding finding, Settings.Chat settings) {}
}
