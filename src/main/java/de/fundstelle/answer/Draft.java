// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Words;
import java.util.function.Consumer;

/// An answer while the model writes it: cleaned, and shown word by word.
///
/// What may become the agreed sentence that nothing was found is kept back until it is clear.
final class Draft {

    private final Citations citations;
    private final Consumer<AnswerEvent> sink;
    private final StringBuilder text = new StringBuilder();
    private int shown;

    Draft(Citations citations, Consumer<AnswerEvent> sink) {
        this.citations = citations;
        this.sink = sink;
    }

    /// Takes the next words of the model.
    void add(String words) {
        text.append(citations.accept(words));
        if (shown > 0 || !Refusal.mayFollow(text.toString())) {
            show();
        }
    }

    /// Ends the text, and shows the rest of it unless it is a refusal.
    void finish() {
        text.append(citations.finish());
        if (shown > 0 || !Refusal.isMeant(text.toString())) {
            show();
        }
    }

    /// Whether the reader has seen a word of it.
    boolean begun() {
        return shown > 0;
    }

    String text() {
        return text.toString();
    }

    private void show() {
        if (shown < text.length()) {
            String fresh = text.substring(shown);
            shown = text.length();
            sink.accept(new Words(fresh));
        }
    }
}
