// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.answer;

import de.fundstelle.answer.AnswerEvent.Source;
import de.fundstelle.config.Settings;
import de.fundstelle.retrieve.Hit;
import de.fundstelle.retrieve.Query;
import de.fundstelle.retrieve.Retrieval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the passages for a question, for a follow-up with the words of the question before it.
final class Finding {

    private final Search search;
    private final int maxPassages;

    Finding(Search search, Settings.Retrieve settings) {
        this.search = search;
        this.maxPassages = settings.maxPassages();
    }

    /// What was found, numbered.
    record Found(boolean answerable, List<Source> sources) {}

    Found find(Question question) throws InterruptedException {
        Retrieval plain = retrieve(question, question.text());
        if (answers(plain)) {
            return numbered(plain);
        }
        Optional<String> wider = FollowUp.query(question);
        if (wider.isPresent()) {
            Retrieval second = retrieve(question, wider.get());
            if (answers(second) && FollowUp.fits(question.text(), second.hits())) {
                return numbered(second);
            }
        }
        return numbered(plain);
    }

    private Retrieval retrieve(Question question, String text) throws InterruptedException {
        return search.retrieve(new Query(text, question.readers(), question.collections(), maxPassages));
    }

    private static boolean answers(Retrieval retrieval) {
        return retrieval.answerable() && !retrieval.hits().isEmpty();
    }

    private static Found numbered(Retrieval retrieval) {
        List<Source> sources = new ArrayList<>();
        for (Hit hit : retrieval.hits()) {
            sources.add(new Source(sources.size() + 1, hit.passage(), hit.marks(), hit.standing()));
        }
        return new Found(answers(retrieval), List.copyOf(sources));
    }
}
