// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.answer.Question.Exchange;
import de.fundstelle.answer.Question.Holdings;
import de.fundstelle.document.Document;
import de.fundstelle.document.Passage;
import de.fundstelle.document.Place;
import de.fundstelle.document.Readers;
import de.fundstelle.retrieve.Hit;
import de.fundstelle.retrieve.Retrieval;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Passages and questions of an invented town.
final class Samples {

    static final String RATES = "Die Hundesteuer beträgt jährlich für den ersten Hund 120,00 Euro. "
            + "Für jeden weiteren Hund beträgt sie 1.180,50 Euro. Gefährliche Hunde sind anzumelden.";
    static final String DUE = "Die Steuer wird am 15. Februar 2024 fällig. Die Frist beträgt zwei Wochen.";

    private Samples() {}

    static Passage passage(String title, String section, String text) {
        Document document = new Document("d-" + title, "v-" + title, title + ".pdf", title, "c", "r", false);
        return new Passage(
                document, 0, Place.onPage(2).in(section), List.of(section + " Satz"), text, 0, text.length());
    }

    static List<Source> sources(String... texts) {
        List<Source> sources = new ArrayList<>();
        for (String text : texts) {
            int n = sources.size() + 1;
            sources.add(new Source(n, passage("Hundesteuersatzung " + n, "§ " + (n + 3), text), List.of()));
        }
        return sources;
    }

    static Retrieval found(boolean answerable, String... texts) {
        return new Retrieval(
                sources(texts).stream()
                        .map(source -> new Hit(source.passage(), List.of()))
                        .toList(),
                answerable,
                1,
                0);
    }

    static Question question(String text, Exchange... earlier) {
        return new Question(
                text,
                "anna",
                new Readers(Set.of("r")),
                Set.of("c"),
                List.of(earlier),
                new Holdings(312, 4, List.of("Ordnungsamt, Tel. 123")));
    }
}
