// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.document.Citation;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Range;
import de.fundstelle.facts.Standing;
import java.util.List;
import java.util.Optional;

/// What happens while a question is answered, in the order
/// `waiting* [sources] waiting* words* [excerpts | declined | failed] done`.
public sealed interface AnswerEvent {

    /// The passages that the answer will be made of; shown before its first word.
    record Sources(List<Source> passages) implements AnswerEvent {
        public Sources {
            passages = List.copyOf(passages);
        }
    }

    /// The model is busy with others.
    ///
    /// @param place counts from 1
    /// @param seconds an estimate of the wait
    record Waiting(int place, long seconds) implements AnswerEvent {}

    /// The next words of the answer, citations included as `[1]`.
    record Words(String text) implements AnswerEvent {}

    /// The best passages instead of an answer by a model, because of `reason`.
    ///
    /// @param text the decisive sentences, with their citations
    record Excerpts(String reason, String text, List<Source> passages) implements AnswerEvent {
        public Excerpts {
            passages = List.copyOf(passages);
        }
    }

    /// Nothing fits.
    ///
    /// @param reason the whole truth for the reader, contacts included
    /// @param nearest what came nearest
    /// @param unread documents that could not be searched because they are not read yet
    record Declined(String reason, List<Source> nearest, int unread) implements AnswerEvent {
        public Declined {
            nearest = List.copyOf(nearest);
        }
    }

    /// The answer could not be made, or broke off after some words.
    ///
    /// @param id found again in the log
    record Failed(String reason, String advice, String id) implements AnswerEvent {}

    /// The end; always the last event.
    ///
    /// @param answer the whole text as it was shown
    /// @param model the model that wrote it, if one did
    record Done(
            Outcome outcome,
            String answer,
            List<Citation> citations,
            List<Sentence> sentences,
            Optional<String> model,
            long tookMillis)
            implements AnswerEvent {
        public Done {
            citations = List.copyOf(citations);
            sentences = List.copyOf(sentences);
        }
    }

    /// How an answer ended.
    enum Outcome {
        ANSWERED,
        EXCERPTS,
        DECLINED,
        BROKEN_OFF,
        FAILED
    }

    /// Passage number `n` of an answer, counted from 1.
    ///
    /// @param marks the words that decide, in the passage's text
    /// @param standing whether its document is in force today, and what amends its section
    record Source(int n, Passage passage, List<Range> marks, Standing standing) {

        /// A passage about whose standing nothing is known.
        public Source(int n, Passage passage, List<Range> marks) {
            this(n, passage, marks, Standing.UNKNOWN);
        }

        public Source {
            marks = List.copyOf(marks);
        }
    }

    /// A sentence of an answer, and whether a passage carries it.
    ///
    /// @param citations the numbers of the passages it names
    record Sentence(String text, Support state, List<Integer> citations) {
        public Sentence {
            citations = List.copyOf(citations);
        }
    }

    /// Whether the passages that a sentence names carry it.
    enum Support {
        SUPPORTED,
        UNSUPPORTED,
        WITHOUT_SOURCE
    }
}
