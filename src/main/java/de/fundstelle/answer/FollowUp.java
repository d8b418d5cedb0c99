// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.Question.Exchange;
import de.fundstelle.retrieve.Hit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A question that only makes sense after the one before it: "Und für den zweiten Hund?"
final class FollowUp {

    /// With more words of its own a question stands alone, unless it points back.
    private static final int MOST_TERMS = 2;

    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern INNER_NOUN = Pattern.compile("(?<=[\\p{L}\\d,] )\\p{Lu}\\p{L}+");
    private static final Set<String> POINTING_BACK = Set.of(
            "und",
            "dafür",
            "davon",
            "dazu",
            "dabei",
            "damit",
            "darüber",
            "dagegen",
            "dies",
            "dieser",
            "dieses",
            "diese",
            "diesen",
            "diesem",
            "dort",
            "ihn",
            "ihm",
            "derjenige",
            "sonst",
            "auch");

    private FollowUp() {}

    /// What to search for instead, if the question looks like a follow-up.
    static Optional<String> query(Question question) {
        if (question.earlier().isEmpty() || !dependent(question.text())) {
            return Optional.empty();
        }
        Exchange before = question.earlier().getLast();
        return Optional.of(question.text() + " " + String.join(" ", Terms.of(before.question())));
    }

    /// Whether hits of that search are about this question at all: each thing that it names itself occurs in them.
    static boolean fits(String question, List<Hit> hits) {
        return INNER_NOUN
                .matcher(question)
                .results()
                .flatMap(noun -> Terms.of(noun.group()).stream())
                .allMatch(term -> hits.stream()
                        .anyMatch(hit -> Terms.in(
                                Terms.of(hit.passage().document().title() + "\n"
                                        + String.join("\n", hit.passage().headings()) + "\n"
                                        + hit.passage().text()),
                                term)));
    }

    private static boolean dependent(String question) {
        return Terms.of(question).size() <= MOST_TERMS
                || WORD.matcher(question)
                        .results()
                        .anyMatch(word -> POINTING_BACK.contains(word.group().toLowerCase(Locale.GERMAN)));
    }
}
