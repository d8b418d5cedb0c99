// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.retrieve;

import de.fundstelle.facts.Choice;
import java.util.List;

/// What somebody looks for: words that rank the passages, and what these must or must not have.
///
/// @param words what is looked for by word and by meaning; the words of the phrases are among them
/// @param phrases each of these stands in a passage or its title, in this order
/// @param excluded words or phrases of which none stands there
/// @param documents which documents are searched
public record Expression(String words, List<String> phrases, List<String> excluded, Choice documents) {

    public Expression {
        phrases = List.copyOf(phrases);
        excluded = List.copyOf(excluded);
    }

    /// A text in which no character means anything but itself, as a question is.
    public static Expression plain(String text) {
        return new Expression(text, List.of(), List.of(), Choice.ALL);
    }

    /// A text as the search page takes it: `"a phrase"`, `-excluded`, `kind:minutes`, `seit:2025`, `bis:1.3.2026`.
    ///
    /// @throws Unfit if a part of it cannot be meant so
    public static Expression of(String text) throws Unfit {
        return new ExpressionReader(text).read();
    }

    /// Whether anything that has the words may still be left out.
    public boolean restricts() {
        return !phrases.isEmpty() || !excluded.isEmpty() || !documents.isAll();
    }

    /// Whether it names documents and no words: then all of these are meant.
    boolean onlyChooses() {
        return words.isEmpty() && !documents.isAll();
    }

    /// Something in a search that cannot be meant so.
    public static final class Unfit extends Exception {

        Unfit(String advice) {
            super(advice);
        }

        /// What to write instead, for the person who typed it, in German.
        public String advice() {
            return String.valueOf(getMessage());
        }
    }
}
