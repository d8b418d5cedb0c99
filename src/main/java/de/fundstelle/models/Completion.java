// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.models;

import java.util.Objects;
import java.util.OptionalInt;

/// What a language model wrote to a prompt, without its thinking.
///
/// @param text empty if the model had nothing to say
/// @param promptTokens the length of the prompt as the server counted it, if it told
/// @param answerTokens the length of the answer, if it told
public record Completion(String text, Finish finish, OptionalInt promptTokens, OptionalInt answerTokens) {

    /// Why a model stopped writing.
    public enum Finish {
        /// It had said everything.
        STOP,
        /// It reached the longest answer allowed.
        LENGTH,
        /// For a reason that only the server knows, such as a filter.
        OTHER
    }

    public Completion {
        Objects.requireNonNull(text);
        Objects.requireNonNull(finish);
        Objects.requireNonNull(promptTokens);
        Objects.requireNonNull(answerTokens);
    }
}
