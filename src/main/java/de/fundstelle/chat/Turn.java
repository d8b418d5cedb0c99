// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.chat;

import de.fundstelle.answer.AnswerEvent.Outcome;
import de.fundstelle.answer.AnswerEvent.Sentence;
import de.fundstelle.document.Citation;
import de.fundstelle.document.Place;
import de.fundstelle.document.Range;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question, what was answered to it, and the words that the answer rests on.
///
/// @param reason why it was declined or answered by excerpts, if it was
/// @param asked milliseconds since 1970
public record Turn(
        String id,
        String question,
        String answer,
        Outcome outcome,
        Optional<String> reason,
        Detail detail,
        Optional<String> model,
        long asked,
        long tookMillis) {

    public Turn {
        Objects.requireNonNull(id);
        Objects.requireNonNull(outcome);
    }

    Turn withDetail(Detail other) {
        return new Turn(id, question, answer, outcome, reason, other, model, asked, tookMillis);
    }

    /// What is stored beside the words of an answer.
    public record Detail(List<Citation> citations, List<Sentence> sentences, List<Quote> passages) {
        public static final Detail NONE = new Detail(List.of(), List.of(), List.of());

        public Detail {
            citations = List.copyOf(citations);
            sentences = List.copyOf(sentences);
            passages = List.copyOf(passages);
        }
    }

    /// A passage as it was cited, kept with its words and its place.
    ///
    /// @param text absent if the person may not read the document any more, or it is gone
    /// @param version of the document that was cited
    public record Quote(
            int n,
            String document,
            String version,
            String title,
            String collection,
            boolean sample,
            Place place,
            List<String> headings,
            @Nullable String text,
            int start,
            int end,
            List<Range> marks) {

        public Quote {
            headings = List.copyOf(headings);
            marks = List.copyOf(marks);
        }

        /// The same place without its words.
        Quote withoutWords() {
            return new Quote(
                    n, document, version, title, collection, sample, place, List.of(), null, start, end, List.of());
        }

        /// What is left of a document that was deleted: that there was one.
        Quote withoutTitle() {
            return new Quote(
                    n,
                    document,
                    version,
                    "Gelöschte Unterlage",
                    collection,
                    sample,
                    Place.NONE,
                    List.of(),
                    null,
                    start,
                    end,
                    List.of());
        }
    }
}
