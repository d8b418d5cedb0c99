// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One answer of a model while it arrives, on one thread.
///
/// Never throws: LangChain4j would log it and go on with the stream.
final class Reply implements StreamingChatResponseHandler {

    private final Consumer<String> words;
    private final Watch watch;
    private final int mostChars;
    private final Thoughts thoughts = new Thoughts();
    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;
    private @Nullable ChatResponse response;
    private @Nullable Throwable error;
    private @Nullable RuntimeException readerFailure;

    /// @param mostChars the answer is cut there, for servers that ignore the limit they are given
    Reply(Consumer<String> words, Watch watch, int mostChars) {
        this.words = words;
        this.watch = watch;
        this.mostChars = mostChars;
    }

    @Override
    public void onPartialResponse(String piece) {
        deliver(thoughts.accept(piece));
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = complete;
    }

    @Override
    public void onError(Throwable cause) {
        // The first failure is the cause; later ones follow from it.
        if (error == null) {
            error = cause;
            watch.abort();
        }
    }

    /// Whether a word was shown.
    boolean begun() {
        return !text.isEmpty();
    }

    /// What the receiver of the words threw, if it did.
    Optional<RuntimeException> readerFailure() {
        return Optional.ofNullable(readerFailure);
    }

    /// What went wrong; empty if the stream ended without any sign.
    Optional<Throwable> error() {
        return Optional.ofNullable(error);
    }

    /// Ends the answer and is it as a whole, if the server said that it is whole.
    Optional<Completion> complete() {
        if (readerFailure == null && tooLong) {
            return Optional.of(completion(Completion.Finish.LENGTH));
        }
        if (error != null || readerFailure != null || response == null || response.finishReason() == null) {
            return Optional.empty();
        }
        deliver(thoughts.finish());
        return readerFailure != null ? Optional.empty() : Optional.of(completion(finish(response.finishReason())));
    }

    private void deliver(String piece) {
        String shown = text.isEmpty() ? piece.stripLeading() : piece;
        // After the end some lines may still be buffered.
        if (shown.isEmpty() || tooLong || error != null || readerFailure != null) {
            return;
        }
        watch.arrived();
        text.append(shown);
        try {
            words.accept(shown);
        } catch (RuntimeException e) {
            readerFailure = e;
            watch.abort();
        }
        if (text.length() > mostChars) {
            tooLong = true;
            watch.abort();
        }
    }

    private Completion completion(Completion.Finish finish) {
        @Nullable TokenUsage usage = response == null ? null : response.tokenUsage();
        return new Completion(
                text.toString(),
                finish,
                count(usage == null ? null : usage.inputTokenCount()),
                count(usage == null ? null : usage.outputTokenCount()));
    }

    private static Completion.Finish finish(FinishReason reason) {
        return switch (reason) {
            case STOP -> Completion.Finish.STOP;
            case LENGTH -> Completion.Finish.LENGTH;
            case TOOL_EXECUTION, CONTENT_FILTER, OTHER -> Completion.Finish.OTHER;
        };
    }

    private static OptionalInt count(@Nullable Integer count) {
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
